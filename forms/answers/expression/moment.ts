/**
 * Dates inside expressions: a wall-clock moment without a zone, held as if it were UTC, so that the same answers give the
 * same verdict on every machine (A14). Answers themselves are texts: `2022-09-30`, `2022-09`.
 */

export class Moment {
  /** Milliseconds of the wall clock since 1970-01-01T00:00; NaN when a text is no date. */
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
}

const day = 86_400_000;
const monthPattern = /^(\d{4})-(\d{2})$/;
const timePattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?$/;

/** Proleptic Gregorian; years below 100 are themselves and not 19xx. */
const utc = (year: number, month: number, date: number): number =>
  new Date(0).setUTCFullYear(year, month, date);

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const isRealDay = (year: number, month: number, date: number): boolean =>
  month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month);

/** The number that `count` digits spell, or NaN. */
const digitsAt = (text: string, at: number, count: number): number => {
  let number = 0;
  for (let place = at; place < at + count; place += 1) {
    const digit = text.charCodeAt(place) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
};

/** Year, month and day of `YYYY-MM-DD`; NaN in what is none. */
const dateIn = (text: string): readonly [number, number, number] | undefined =>
  text.length === 10 && text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45
    ? [digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2)]
    : undefined;

/** A day that exists, from year 1 on. */
export const isCalendarDate = (text: string): boolean => {
  const parts = dateIn(text);
  return parts !== undefined && parts[0] > 0 && isRealDay(...parts);
};

export const isCalendarMonth = (text: string): boolean => {
  const parts = monthPattern.exec(text);
  return parts !== null && Number(parts[1]) > 0 && isRealDay(Number(parts[1]), Number(parts[2]), 1);
};

const timeOfDay = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** `HH:MM` from 00:00 to 23:59. */
export const isClockTime = (text: string): boolean => timeOfDay.test(text);

/** `YYYY-MM-DDTHH:MM` of a day that exists. */
export const isLocalMoment = (text: string): boolean =>
  text.length === 16 &&
  text.charAt(10) === 'T' &&
  isCalendarDate(text.slice(0, 10)) &&
  isClockTime(text.slice(11));

/** ISO 8601 weeks of a year: 53 when it begins on a Thursday, or on a Wednesday and is a leap year. */
const weeksIn = (year: number): number => {
  const first = new Date(utc(year, 0, 1)).getUTCDay();
  return first === 4 || (first === 3 && isLeapYear(year)) ? 53 : 52;
};

/** `YYYY-Www`, a week of ISO 8601 that exists. */
export const isCalendarWeek = (text: string): boolean => {
  const parts = /^(\d{4})-W(\d{2})$/.exec(text);
  if (parts === null) return false;
  const [year, week] = [Number(parts[1]), Number(parts[2])];
  return year > 0 && week >= 1 && week <= weeksIn(year);
};

const invalid = new Moment(Number.NaN);

/** `YYYY-MM-DD`, `YYYY-MM` (its first day) and local date-times; every other text is no date. */
export const momentOf = (text: string): Moment => {
  const day = dateIn(text);
  if (day !== undefined) return isRealDay(...day) ? new Moment(utc(day[0], day[1] - 1, day[2])) : invalid;
  const short = monthPattern.exec(text);
  const parts = short ?? timePattern.exec(text);
  if (parts === null) return invalid;
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 1)];
  const [hours, minutes, seconds] = [Number(parts[4] ?? 0), Number(parts[5] ?? 0), Number(parts[6] ?? 0)];
  if (!isRealDay(year, month, date) || hours > 23 || minutes > 59 || seconds > 59) return invalid;
  return new Moment(utc(year, month - 1, date) + ((hours * 60 + minutes) * 60 + seconds) * 1000);
};

export const midnightOf = (moment: Moment): Moment => new Moment(Math.floor(moment.ms / day) * day);

export const isMidnight = (moment: Moment): boolean => moment.ms % day === 0;

export interface CalendarParts {
  readonly year: number;
  /** 1 … 12. */
  readonly month: number;
  readonly date: number;
  /** 0 = Sunday. */
  readonly weekday: number;
}

export const partsOf = (moment: Moment): CalendarParts => {
  const clock = new Date(moment.ms);
  return {
    year: clock.getUTCFullYear(),
    month: clock.getUTCMonth() + 1,
    date: clock.getUTCDate(),
    weekday: clock.getUTCDay(),
  };
};

/** Adds as SurveyJS does: 31 January plus one month overflows into March. */
export const addTo = (moment: Moment, amount: number, interval: 'days' | 'months' | 'years'): Moment => {
  const clock = new Date(moment.ms);
  if (interval === 'days') clock.setUTCDate(clock.getUTCDate() + amount);
  if (interval === 'months') clock.setUTCMonth(clock.getUTCMonth() + amount);
  if (interval === 'years') clock.setUTCFullYear(clock.getUTCFullYear() + amount);
  return new Moment(clock.getTime());
};

/** Whole days between the dates, without sign. */
export const daysBetween = (one: Moment, other: Moment): number =>
  Math.abs(midnightOf(other).ms - midnightOf(one).ms) / day;

/** Whole months from one to the other, negative when the other is earlier. */
export const monthsBetween = (one: Moment, other: Moment): number => {
  const [from, to] = [partsOf(one), partsOf(other)];
  const months = (to.year - from.year) * 12 + to.month - from.month;
  return to.date < from.date ? months - 1 : months;
};

/** `YYYY-MM-DD` at midnight, `YYYY-MM-DDTHH:MM:SS` otherwise; undefined when it is no date of the years 1 … 9999. */
export const textOf = (moment: Moment): string | undefined => {
  if (Number.isNaN(moment.ms)) return undefined;
  const text = new Date(moment.ms).toISOString();
  if (!/^\d{4}-/.test(text) || text.startsWith('0000')) return undefined;
  return isMidnight(moment) ? text.slice(0, 10) : text.slice(0, 19);
};
