/** Functions of our own over the citizen identity number (GB 11643-1999), and ages at a date. */
import { isCalendarDate, momentOf, monthsBetween } from '../expression/moment.ts';
import { dayOf } from './days.ts';
import type { CustomFunction } from './function.ts';

/** GB/T 2260: first two digits of the place of registration. 99 exists nowhere and is for tests (A15). */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 99'.split(
    ' ',
  ),
);

/** ISO 7064 MOD 11-2, the sum over all places weighted by powers of two. */
const checkDigit = (number: string): string => {
  let sum = 0;
  for (let at = 0; at < 17; at += 1) sum = (sum + number.charCodeAt(at) - 48) * 2;
  return '0123456789X'.charAt((12 - (sum % 11)) % 11);
};

const birthIn = (number: string): string =>
  `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;

/** The number when it is valid: 18 places, known province, a real date of birth, the right check digit; `x` counts as `X`. */
export const identityNumber = (value: unknown): string | null => {
  const number = typeof value === 'string' && value.length === 18 ? value.toUpperCase() : '';
  if (!/^\d{17}[\dX]$/.test(number) || !provinces.has(number.slice(0, 2))) return null;
  if (!isCalendarDate(birthIn(number)) || number.slice(6, 8) < '18') return null;
  return checkDigit(number) === number.charAt(17) ? number : null;
};

/** The check digit alone, of numbers whose place or date may be wrong too: what was mistyped is told apart. */
const checkDigitHolds = (value: unknown): boolean => {
  const number = typeof value === 'string' ? value.toUpperCase() : '';
  return /^\d{17}[\dX]$/.test(number) && checkDigit(number) === number.charAt(17);
};

const birthDateOf = (value: unknown): string | null => {
  const number = identityNumber(value);
  return number === null ? null : birthIn(number);
};

const sexOf = (value: unknown): 'male' | 'female' | null => {
  const number = identityNumber(value);
  if (number === null) return null;
  return Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female';
};

/** Whole years from birth to the date; null when either is no date or the birth is later. */
const ageAt = (birthDate: unknown, atDate: unknown): number | null => {
  const [birth, date] = [dayOf(birthDate), dayOf(atDate)];
  if (birth === undefined || date === undefined || date < birth) return null;
  return Math.floor(monthsBetween(momentOf(birth), momentOf(date)) / 12);
};

export const identityFunctions: readonly CustomFunction[] = [
  { name: 'idNumberValid', least: 1, most: 1, evaluate: ([number]) => identityNumber(number) !== null },
  { name: 'checkDigitHolds', least: 1, most: 1, evaluate: ([number]) => checkDigitHolds(number) },
  { name: 'birthDateOf', least: 1, most: 1, evaluate: ([number]) => birthDateOf(number) },
  { name: 'sexOf', least: 1, most: 1, evaluate: ([number]) => sexOf(number) },
  { name: 'ageAt', least: 2, most: 2, evaluate: ([birth, date]) => ageAt(birth, date) },
];
