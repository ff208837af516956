/** How SurveyJS turns texts into numbers and keeps decimal sums clean (0.1 + 0.2 = 0.3). */
import type { Json } from '../../json.ts';
import { Moment } from './moment.ts';

/** What an expression can work with: an answer, nothing, or a moment. */
export type Value = Json | Moment | undefined;

/** The number that a text stands for, if it stands for one. Texts of more than 15 digits stay texts (identity numbers). */
export const numberIn = (text: string): number | undefined => {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (trimmed.startsWith('0x'))
    return trimmed.length > 32 ? undefined : orNothing(Number.parseInt(trimmed, 16));
  if (trimmed.length > 15 && /^\d+$/.test(trimmed)) return undefined;
  const comma = trimmed.indexOf(',');
  const pointed = comma >= 0 && trimmed.indexOf(',', comma + 1) < 0 ? trimmed.replace(',', '.') : trimmed;
  return Number.isFinite(Number(pointed)) ? orNothing(Number.parseFloat(pointed)) : undefined;
};

const orNothing = (number: number): number | undefined => (Number.isNaN(number) ? undefined : number);

/** SurveyJS's "is a number": finite numbers and texts that stand for one. */
export const asNumber = (value: Value): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' ? numberIn(value) : undefined;
};

/** ECMAScript's own conversion, as `-`, `*` and `<` apply it. */
export const coerced = (value: Value): number => {
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return Number(value.map((item) => joinable(item)).join(','));
  if (value instanceof Moment) return value.ms;
  if (typeof value === 'object' && value !== null) return Number.NaN;
  return Number(value);
};

const joinable = (item: Json): string =>
  item === null ? '' : Array.isArray(item) ? item.map(joinable).join(',') : texted(item);

/** ECMAScript's `String(value)`, for texts built from answers. */
export const texted = (value: Value): string => {
  if (Array.isArray(value)) return value.map(joinable).join(',');
  return typeof value === 'object' && value !== null ? '[object Object]' : String(value);
};

const decimalsOf = (value: Value): number => {
  if (Number.isInteger(value)) return 0;
  const number = asNumber(value);
  if (number === undefined || Math.floor(Number(value)) === value) return 0;
  return String(value).split('.')[1]?.length ?? 0;
};

const fixed = (number: number, digits: number): number =>
  digits > 0 ? Number.parseFloat(number.toFixed(Math.min(digits, 100))) : number;

/** Rounds a sum or difference to the decimals of its parts. */
export const afterSum = (a: Value, b: Value, sum: number): number =>
  fixed(sum, Math.max(decimalsOf(a), decimalsOf(b)));

export const afterProduct = (a: Value, b: Value, product: number): number =>
  fixed(product, decimalsOf(a) + decimalsOf(b));
