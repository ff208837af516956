/** SurveyJS's functions over numbers: lists are flattened, texts that stand for numbers are numbers, nothing is skipped. */
import { afterSum, asNumber, coerced, type Value } from '../expression/numbers.ts';
import type { ExpressionFunction } from './function.ts';

const flatten = (value: Value, into: Value[]): void => {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) for (const item of value) flatten(item, into);
  else into.push(typeof value === 'string' ? (asNumber(value) ?? value) : value);
};

const flattened = (args: readonly Value[]): readonly Value[] => {
  const values: Value[] = [];
  for (const arg of args) flatten(arg, values);
  return values;
};

const sum = (args: readonly Value[]): number => {
  let total = 0;
  for (const item of flattened(args)) total = afterSum(total, item, total + coerced(item));
  return total;
};

const isLess = (a: Value, b: Value): boolean =>
  typeof a === 'string' && typeof b === 'string' ? a < b : coerced(a) < coerced(b);

const extreme = (args: readonly Value[], wins: (candidate: Value, best: Value) => boolean): Value => {
  const [first, ...rest] = flattened(args);
  return rest.reduce<Value>((best, item) => (wins(item, best) ? item : best), first);
};

const round = (args: readonly Value[]): Value => {
  const [number, places] = flattened(args);
  const value = asNumber(number);
  if (value === undefined) return undefined;
  const power = 10 ** (asNumber(places) ?? 0);
  return Math.round(value * power * (1 + Number.EPSILON)) / power;
};

/** Cuts decimals off; with no places given it keeps the whole part, as SurveyJS does. */
const trunc = (args: readonly Value[]): Value => {
  const [number, places] = flattened(args);
  const value = asNumber(number);
  if (value === undefined) return undefined;
  const kept = asNumber(places) ?? 0;
  const [whole, decimals] = String(value).split('.');
  return kept > 0 && decimals !== undefined
    ? Number(`${whole}.${decimals.slice(0, kept)}`)
    : Math.trunc(value);
};

const average = (args: readonly Value[]): Value => {
  const count = flattened(args).length;
  return count > 0 ? sum(args) / count : 0;
};

/** Most arguments that a function of any number takes. */
const any = 50;

export const arithmeticFunctions: readonly ExpressionFunction[] = [
  { name: 'sum', least: 1, most: any, evaluate: (args) => sum(args) },
  { name: 'avg', least: 1, most: any, evaluate: average },
  { name: 'count', least: 1, most: any, evaluate: (args) => flattened(args).length },
  { name: 'min', least: 1, most: any, evaluate: (args) => extreme(args, isLess) },
  { name: 'max', least: 1, most: any, evaluate: (args) => extreme(args, (item, best) => isLess(best, item)) },
  { name: 'round', least: 1, most: 2, evaluate: round },
  { name: 'trunc', least: 1, most: 2, evaluate: trunc },
  { name: 'iif', least: 2, most: 3, evaluate: ([condition, yes, no]) => (condition ? yes : no) },
];
