/** What can be chosen, with the conditions under which it is offered: choices, and the rows and columns of matrices. */
import { type Finding, found, quoted, typeName } from '../../answers/violations.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Expression } from '../expression/ast.ts';
import { below } from '../faults.ts';
import { readChoices } from './choices.ts';
import { type Decoded, present, type Situation, type Workshop } from './kind.ts';

export interface Offer {
  readonly values: readonly Json[];
  /** Conditions of single choices, by position. */
  readonly when: { readonly [position: string]: Expression };
  /** Condition for every choice that has none of its own. */
  readonly visibleIf?: Expression;
  readonly other?: boolean;
  readonly none?: boolean;
}

/** Positions by value; built once per rule, because code lists can have thousands of entries. */
const positions = new WeakMap<Offer, ReadonlyMap<Json, number>>();

const positionsOf = (rule: Offer): ReadonlyMap<Json, number> => {
  const known = positions.get(rule);
  if (known !== undefined) return known;
  const built = new Map(rule.values.map((value, position) => [value, position]));
  positions.set(rule, built);
  return built;
};

/** Whether the choice at a position is offered as the other answers stand. */
export const isOffered = (rule: Offer, position: number, situation: Situation): boolean => {
  const condition = rule.when[position] ?? rule.visibleIf;
  return condition === undefined || situation.holdsForChoice(condition, rule.values[position] as Json);
};

/** What is wrong with one chosen value; A4: membership is exact in type and spelling, and as the choices stand. */
export const problemWith = (rule: Offer, value: unknown, situation: Situation): Finding | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return found('wrong-type', { expected: 'choice', found: typeName(value) });
  }
  if ((rule.other && value === 'other') || (rule.none && value === 'none')) return undefined;
  const position = positionsOf(rule).get(value);
  if (position === undefined) return found('not-a-choice', { value: quoted(value) });
  return isOffered(rule, position, situation)
    ? undefined
    : found('choice-not-offered', { value: quoted(value) });
};

/** Several choices, none of them twice. */
export const decodeSet = (rule: Offer, raw: unknown, situation: Situation): Decoded => {
  if (!Array.isArray(raw))
    return { finding: found('wrong-type', { expected: 'list', found: typeName(raw) }) };
  const limit = rule.values.length + (rule.other ? 1 : 0) + (rule.none ? 1 : 0);
  if (raw.length > limit) return { finding: found('too-many-choices', { count: raw.length, limit }) };
  const seen = new Set<unknown>();
  for (const value of raw) {
    const finding = problemWith(rule, value, situation);
    if (finding !== undefined) return { finding };
    if (seen.has(value)) return { finding: found('repeated-choice', { value: quoted(value) }) };
    seen.add(value);
  }
  return { value: raw as readonly Json[] };
};

/** Reads values with their conditions; `conditionForAll` is the property that holds the one for every other value. */
export const offerOf = (
  source: JsonObject,
  property: 'choices' | 'rows' | 'columns',
  conditionForAll: 'choicesVisibleIf' | 'rowsVisibleIf' | 'columnsVisibleIf',
  workshop: Workshop,
): Offer => {
  const choices = readChoices(source, workshop, property);
  const when = choices.flatMap((choice, position) => {
    if (choice.visibleIf === undefined) return [];
    const at = below(below(below(workshop.at, property), position), 'visibleIf');
    const linked = workshop.choiceExpression(choice.visibleIf, at);
    return linked === undefined ? [] : [[String(position), linked] as const];
  });
  const forAll = source[conditionForAll];
  const isWritten = typeof forAll === 'string' && forAll.trim() !== '';
  return present({
    values: choices.map((choice) => choice.value),
    when: Object.fromEntries(when),
    visibleIf: isWritten ? workshop.choiceExpression(forAll, below(workshop.at, conditionForAll)) : undefined,
  }) as Offer;
};
