/**
 * SurveyJS's loose comparison (measured against survey-core 3.0.0): "1" equals 1, texts ignore case and outer blanks, an
 * empty list equals nothing, lists are compared without order. And what counts as empty.
 */
import { isJsonObject, type Json } from '../../json.ts';
import { Moment } from './moment.ts';
import { texted, type Value } from './numbers.ts';

/** Nothing, "", NaN, an empty list, and objects with nothing but such things; 0, false and blanks are not empty. */
export const isEmpty = (value: Value): boolean => {
  if (typeof value !== 'object' || value === null) return !value && value !== 0 && value !== false;
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof Moment) return false;
  return Object.values(value).every((member) => isEmpty(member as Json));
};

const isConvertible = (value: Value): boolean =>
  value !== undefined && value !== null && typeof value !== 'object' && !Number.isNaN(Number(value));

const sameNumber = (a: Value, b: Value): boolean =>
  isConvertible(a) &&
  isConvertible(b) &&
  Number.parseInt(String(a), 10) === Number.parseInt(String(b), 10) &&
  Number.parseFloat(String(a)) === Number.parseFloat(String(b));

/** The empty list equals an answer that is not there, and so does the empty text. */
const bothNothing = (a: Value, b: Value): boolean =>
  (Array.isArray(a) && a.length === 0 && b === undefined) || ((a === undefined || a === null) && b === '');

const byText = (a: Json, b: Json): number => {
  const [left, right] = [texted(a), texted(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

const equalLists = (a: readonly Json[], b: readonly Json[]): boolean => {
  if (a.length !== b.length) return false;
  const [left, right] = [a.toSorted(byText), b.toSorted(byText)];
  return left.every((item, index) => isEqual(item, right[index]));
};

const equalObjects = (
  a: { readonly [key: string]: unknown },
  b: { readonly [key: string]: unknown },
): boolean => {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key] as Json, b[key] as Json));
};

const equalScalars = (a: Value, b: Value): boolean => {
  if (typeof a === 'boolean' && typeof b === 'string') return String(a) === b.toLowerCase();
  if (typeof b === 'boolean' && typeof a === 'string') return String(b) === a.toLowerCase();
  if (a === undefined || a === null || b === undefined || b === null) return (a ?? null) === (b ?? null);
  return Number(a) === Number(b);
};

export const isEqual = (a: Value, b: Value): boolean => {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string')
    return a.trim().toLowerCase() === b.trim().toLowerCase();
  if (typeof a === 'number' && typeof b === 'number') return false;
  if (bothNothing(a, b) || bothNothing(b, a)) return true;
  if (a instanceof Moment || b instanceof Moment) {
    return a instanceof Moment && b instanceof Moment && a.ms === b.ms;
  }
  if (sameNumber(a, b)) return true;
  if (isEmpty(a) !== isEmpty(b)) return false;
  const [aHolds, bHolds] = [typeof a === 'object' && a !== null, typeof b === 'object' && b !== null];
  if (!aHolds && !bHolds) return equalScalars(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return equalLists(a, b);
  return isJsonObject(a) && isJsonObject(b) && equalObjects(a, b);
};

/** `== true` as ECMAScript means it: how every condition is judged. */
export const isTrue = (value: Value): boolean => {
  if (typeof value === 'boolean') return value;
  if (value instanceof Moment || value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length === 1 && isTrue(value[0]);
  return typeof value !== 'object' && Number(value) === 1;
};
