/** Reads a list of choices as a designer writes it: values, or objects with value, text and condition. */
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { below, spelled } from '../faults.ts';
import { limits } from '../limits.ts';
import type { Workshop } from './kind.ts';

export interface Choice {
  readonly value: string | number | boolean;
  readonly visibleIf?: string;
}

const isValue = (value: unknown): value is Choice['value'] =>
  (typeof value === 'string' && value.trim() !== '' && value.length <= 200) ||
  typeof value === 'number' ||
  typeof value === 'boolean';

const readChoice = (written: Json, at: string, property: string, { pad }: Workshop): Choice | undefined => {
  const value = isJsonObject(written) ? written.value : written;
  if (!isValue(value)) {
    pad.note(at, 'wrong-shape', { property, expected: 'value' });
    return undefined;
  }
  const condition = isJsonObject(written) ? written.visibleIf : undefined;
  return typeof condition === 'string' && condition.trim() !== ''
    ? { value, visibleIf: condition }
    : { value };
};

/** Q8: two choices that SurveyJS cannot tell apart ("1" and 1) are one too many. */
const noteDuplicates = (
  choices: readonly Choice[],
  at: string,
  workshop: Workshop,
  reserved: readonly string[],
): void => {
  const seen = new Set(reserved);
  choices.forEach(({ value }, position) => {
    const key = String(value).trim().toLowerCase();
    if (seen.has(key))
      workshop.pad.note(below(at, position), 'duplicate-choice', { value: String(value).slice(0, 80) });
    seen.add(key);
  });
};

export const readChoices = (
  source: JsonObject,
  workshop: Workshop,
  property: 'choices' | 'rows' | 'columns' = 'choices',
): readonly Choice[] => {
  const at = below(workshop.at, property);
  const given = source[property];
  const written = Array.isArray(given) ? (given as readonly Json[]) : [];
  if (written.length > limits.choices) {
    workshop.pad.note(at, 'too-many-choices', { count: written.length, limit: limits.choices });
    return [];
  }
  const choices = written.flatMap(
    (item, position) => readChoice(item, below(at, position), property, workshop) ?? [],
  );
  if (written.length === 0 && (property !== 'choices' || source.showOtherItem !== true)) {
    workshop.pad.note(workshop.at, 'no-choices', { name: spelled(source.name) });
  }
  const reserved = [
    ...(source.showOtherItem === true ? ['other'] : []),
    ...(source.showNoneItem === true ? ['none'] : []),
  ];
  noteDuplicates(choices, at, workshop, reserved);
  return choices;
};
