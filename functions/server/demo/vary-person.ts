/**
 * Another birthday and another identity number for an invented person, such that nothing else in the answers stops being
 * true: the sex stays, and the age stays between the same two ages at which the questionnaire asks something else.
 */
import type { SeededDice } from './seeded-dice.ts';

export interface AgeBounds {
  /** YYYY-MM-DD: the day on which the age counts. */
  readonly ageOn: string;
  readonly years: number;
  readonly bands: readonly number[];
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const two = (value: number) => String(value).padStart(2, '0');

/** Completed years on `day`; both are YYYY-MM-DD. */
export const ageOn = (birthDate: string, day: string): number =>
  Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);

export const variedBirthDate = (birthDate: string, bounds: AgeBounds, dice: SeededDice): string => {
  const band = (date: string) => {
    const age = ageOn(date, bounds.ageOn);
    return `${age < 0}${bounds.bands.filter((limit) => age >= limit).length}`;
  };
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const year = Number(birthDate.slice(0, 4)) + dice.whole(-bounds.years, bounds.years);
    const month = dice.whole(1, 12);
    const varied = `${year}-${two(month)}-${two(dice.whole(1, daysIn(year, month)))}`;
    if (band(varied) === band(birthDate)) return varied;
  }
  return birthDate;
};

/** GB 11643: weights of the first 17 digits, and the last character by their weighted sum modulo 11. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const lastCharacters = '10X98765432';

export const withCheckDigit = (first17: string): string => {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17.charAt(index)), 0);
  return first17 + lastCharacters.charAt(sum % 11);
};

/** `prefix` is the first four digits of the place of registration; digit 17 keeps its parity, which is the sex. */
export const variedIdNumber = (
  idNumber: string,
  bounds: AgeBounds & { readonly prefix: string },
  dice: SeededDice,
): string => {
  const born = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  const day = variedBirthDate(born, bounds, dice).replaceAll('-', '');
  const male = Number(idNumber.charAt(16)) % 2;
  const running = String(dice.whole(0, 499) * 2 + male).padStart(3, '0');
  return withCheckDigit(`${bounds.prefix}${two(dice.whole(1, 99))}${day}${running}`);
};

/** A birth date of somebody who has completed so many years on `day`. */
export const birthDateAt = (age: number, day: string, dice: SeededDice): string => {
  const last = Date.parse(`${Number(day.slice(0, 4)) - age}${day.slice(4)}T00:00:00Z`);
  return new Date(last - dice.whole(0, 364) * 86_400_000).toISOString().slice(0, 10);
};

/** Units in a village for which digits 15 … 17 are enough; beyond them digits 5 and 6 differ as well. */
const inOneCounty = 499;

/** A valid number that nobody else in the town has who is not of the same unit, sex and birthday. `order` is from 1. */
export const idNumberOf = (
  prefix: string,
  birthDate: string,
  male: boolean,
  village: number,
  order: number,
): string => {
  const county = 1 + ((village + 7 * Math.floor((order - 1) / inOneCounty)) % 99);
  const running = (1 + ((order - 1) % inOneCounty)) * 2 - (male ? 1 : 0);
  return withCheckDigit(
    `${prefix}${two(county)}${birthDate.replaceAll('-', '')}${String(running).padStart(3, '0')}`,
  );
};
