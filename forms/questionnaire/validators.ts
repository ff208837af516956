/** The validators that a designer may put on a question: checked when read, compiled when every name is known. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { CompiledValidator } from './compiled.ts';
import type { Expression } from './expression/ast.ts';
import { below, type FaultPad, spelled } from './faults.ts';
import { present } from './kinds/kind.ts';
import { limits } from './limits.ts';
import { readPattern } from './pattern/read-pattern.ts';
import {
  anything,
  checkProperties,
  each,
  expression,
  flag,
  local,
  number,
  oneOf,
  type PropertyDesk,
  type PropertyTable,
  text,
  whole,
} from './properties.ts';

const common: PropertyTable = {
  type: anything,
  text: local,
  notificationType: oneOf('error', 'warning', 'info'),
};

const tables: { readonly [type: string]: PropertyTable } = {
  numeric: each(number, 'minValue', 'maxValue'),
  text: { ...each(whole(0, limits.maxLength), 'minLength', 'maxLength'), allowDigits: flag },
  regex: { regex: text, ...each(flag, 'caseInsensitive', 'insensitive') },
  email: {},
  expression: { expression },
  answercount: each(whole(0, limits.choices), 'minCount', 'maxCount'),
};

const mostValidators = 20;

const validatorsOf = (source: JsonObject): readonly Json[] =>
  Array.isArray(source.validators) ? (source.validators as readonly Json[]).slice(0, mostValidators) : [];

export const checkValidators = (source: JsonObject, at: string, desk: PropertyDesk): void => {
  const count = Array.isArray(source.validators) ? source.validators.length : 0;
  if (count > mostValidators) {
    const expected = `at most ${mostValidators}`;
    desk.pad.note(below(at, 'validators'), 'wrong-shape', { property: 'validators', expected });
  }
  validatorsOf(source).forEach((validator, index) => {
    const place = below(below(at, 'validators'), index);
    const type = isJsonObject(validator) ? spelled(validator.type) : '';
    const table = Object.hasOwn(tables, type) ? tables[type] : undefined;
    if (table === undefined || !isJsonObject(validator)) {
      desk.pad.note(below(place, 'type'), 'unknown-type', { type: type.slice(0, 40) });
    } else checkProperties(validator as JsonObject, place, `${type} validator`, [common, table], desk);
  });
};

const numeric = (value: Json | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;
/** SurveyJS takes 0 for "no limit". */
const positive = (value: Json | undefined): number | undefined =>
  typeof value === 'number' && value > 0 ? value : undefined;

const compileRegex = (validator: JsonObject, at: string, pad: FaultPad): CompiledValidator | undefined => {
  const pattern = typeof validator.regex === 'string' ? validator.regex : '';
  if (pattern === '') return undefined;
  const read = readPattern(pattern);
  if (!read.ok) {
    pad.note(below(at, 'regex'), read.refusal.code, read.refusal.facts);
    return undefined;
  }
  return {
    type: 'regex',
    pattern,
    anyCase: validator.caseInsensitive === true || validator.insensitive === true,
  };
};

/** One validator, compiled; undefined when it asks nothing, only warns, or is faulty. */
const compileValidator = (
  validator: JsonObject,
  at: string,
  pad: FaultPad,
  link: (text: string, at: string) => Expression | undefined,
): CompiledValidator | undefined => {
  switch (validator.type) {
    case 'numeric':
      return present({
        type: 'numeric',
        least: numeric(validator.minValue),
        most: numeric(validator.maxValue),
      }) as CompiledValidator;
    case 'text':
      return present({
        type: 'text',
        least: positive(validator.minLength),
        most: positive(validator.maxLength),
        digits: validator.allowDigits !== false,
      }) as CompiledValidator;
    case 'answercount':
      return present({
        type: 'answercount',
        least: positive(validator.minCount),
        most: positive(validator.maxCount),
      }) as CompiledValidator;
    case 'email':
      return { type: 'email' };
    case 'regex':
      return compileRegex(validator, at, pad);
    default: {
      const written = typeof validator.expression === 'string' ? validator.expression : '';
      const linked = written.trim() === '' ? undefined : link(written, below(at, 'expression'));
      return linked === undefined ? undefined : { type: 'expression', expression: linked };
    }
  }
};

/** A question's validators with their positions. Warnings are the renderer's: they never refuse an answer. */
export const compileValidators = (
  source: JsonObject,
  at: string,
  pad: FaultPad,
  link: (text: string, at: string) => Expression | undefined,
): readonly { readonly position: number; readonly validator: CompiledValidator }[] =>
  validatorsOf(source).flatMap((written, position) => {
    if (!isJsonObject(written)) return [];
    const place = below(below(at, 'validators'), position);
    const validator = compileValidator(written as JsonObject, place, pad, link);
    const warns = written.notificationType === 'warning' || written.notificationType === 'info';
    return validator === undefined || warns ? [] : [{ position, validator }];
  });
