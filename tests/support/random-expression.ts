/** Conditions and numbers at random over questions that are known, in the forms and with the traps of the language. */
import type { Dice } from './dice.ts';

/** A question as an expression may speak of it. */
export interface Known {
  readonly path: string;
  readonly kind: 'text' | 'number' | 'date' | 'choice' | 'several' | 'boolean' | 'list';
  /** Questions of a list's items. */
  readonly fields?: readonly string[];
  /** How others name it to take their choices from it. */
  readonly carries?: string;
  /** Questions of a list whose answers others may take as choices. */
  readonly values?: readonly string[];
}

const constants = [
  '1',
  '2',
  '10',
  "'a'",
  "'A'",
  "'b'",
  "'x'",
  "'2'",
  'true',
  "'yes'",
  "'2022-09-30'",
  '0',
  '-1',
  '2.5',
] as const;

const ofList = (dice: Dice, { path, fields = [] }: Known): string => {
  if (fields.length === 0 || dice.once(3)) return `{${path}.length}`;
  const field = dice.one(fields);
  return dice.one([
    `{${path}[0].${field}}`,
    `countInArray({${path}}, '${field}')`,
    `countInArray({${path}}, '${field}', {${field}} notempty)`,
  ]);
};

const value = (dice: Dice, known: readonly Known[]): string => {
  if (known.length === 0) return dice.one(constants);
  const one = dice.one(known);
  return one.kind === 'list' ? ofList(dice, one) : `{${one.path}}`;
};

/** Often by nothing, or by 0. */
const quotient = (dice: Dice, known: readonly Known[]): string => {
  const numbers = known.filter(({ kind }) => kind === 'number').map(({ path }) => `{${path}}`);
  return `${dice.one([...numbers, '10', '1'])} ${dice.one(['/', '%'])} ${dice.one([...numbers, '0', '2'])}`;
};

const isSeveral = (known: readonly Known[], written: string): boolean =>
  known.some(({ path, kind }) => kind === 'several' && written === `{${path}}`);

const single = (dice: Dice, known: readonly Known[]): string => {
  const left = dice.once(12) ? `(${quotient(dice, known)})` : value(dice, known);
  // A28: survey-core tells an empty list from what is not there in some places and not in others.
  const plain = known.filter(({ kind }) => kind !== 'several');
  const right = dice.once(4) && !isSeveral(known, left) ? value(dice, plain) : dice.one(constants);
  const sign = dice.one([
    '=',
    '<>',
    '>',
    '<',
    '>=',
    '<=',
    'contains',
    'notcontains',
    'anyof',
    'allof',
    'noneof',
  ]);
  if (dice.once(20)) return left;
  if (dice.once(4) && left.startsWith('{')) return `${left} ${dice.one(['empty', 'notempty'])}`;
  if (sign === 'anyof' || sign === 'allof' || sign === 'noneof')
    return `${left} ${sign} [${dice.one(constants)}, ${dice.one(constants)}]`;
  return `${left} ${sign} ${right}`;
};

export const randomCondition = (dice: Dice, known: readonly Known[]): string => {
  if (!dice.once(3)) return single(dice, known);
  const joined = `${single(dice, known)} ${dice.one(['and', 'or'])} ${single(dice, known)}`;
  return dice.once(6) ? `!(${joined})` : joined;
};

/** An expression whose value is a number, mostly. */
export const randomNumber = (dice: Dice, known: readonly Known[]): string => {
  const numbers = known.filter(({ kind }) => kind === 'number');
  const one = (): string =>
    numbers.length > 0 && !dice.once(4)
      ? `{${dice.one(numbers).path}}`
      : dice.one(['1', '2', '10', '2.5', '0']);
  const lists = known.filter(({ kind }) => kind === 'list');
  if (lists.length > 0 && dice.once(2)) return `{${dice.one(lists).path}.length} + ${one()}`;
  return dice.one([
    `${one()} ${dice.one(['+', '-', '*', '/'])} ${one()}`,
    `iif(${randomCondition(dice, known)}, ${one()}, ${one()})`,
    `round(${one()} / 3, 2)`,
    `${dice.one(['sum', 'min', 'max'])}(${one()}, ${one()})`,
  ]);
};
