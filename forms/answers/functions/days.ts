/**
 * Days and months as our own functions take them: texts, moments, and the dates of the browser's survey-core, each as the
 * wall-clock text that answers hold. Lists of them where a function looks at many.
 */
import { isCalendarDate, isCalendarMonth, Moment, textOf } from '../expression/moment.ts';

const pad = (number: number, places: number): string => String(number).padStart(places, '0');

/** A `Date` stands for the day that its own clock shows, which is how survey-core makes it. */
const shownBy = (date: Date): string =>
  `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;

const spelled = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  if (value instanceof Moment) return textOf(value);
  return value instanceof Date && !Number.isNaN(value.getTime()) ? shownBy(value) : undefined;
};

/** `YYYY-MM-DD` of a day that exists; a month is its first day when `ofMonth` says so. */
export const dayOf = (value: unknown, ofMonth = false): string | undefined => {
  const text = spelled(value)?.slice(0, 10);
  if (text === undefined) return undefined;
  if (ofMonth && isCalendarMonth(text)) return `${text}-01`;
  return isCalendarDate(text) ? text : undefined;
};

/** `YYYY-MM` of a month or a day that exists. */
export const monthIn = (value: unknown): string | undefined => dayOf(value, true)?.slice(0, 7);

/** Months since year 0, so that they can be counted. */
export const monthNumber = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** Not blank: what a function that ignores gaps looks at. */
export const isThere = (value: unknown): boolean =>
  value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');
