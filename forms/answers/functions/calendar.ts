/** Functions of our own over days, months and spans of them. Nothing throws; what is no date gives null or false (K5). */
import { daysBetween, daysInMonth, momentOf, partsOf } from '../expression/moment.ts';
import { dayOf, isThere, listOf, monthIn, monthNumber } from './days.ts';
import type { CustomFunction } from './function.ts';

/** Whole months from one to the other, negative when the other is earlier; of days only the months count. */
const monthsBetween = (one: unknown, other: unknown): number | null => {
  const [from, to] = [monthIn(one), monthIn(other)];
  return from === undefined || to === undefined ? null : monthNumber(to) - monthNumber(from);
};

const weekday = (day: string): number => partsOf(momentOf(day)).weekday;
const isWorkday = (day: string): boolean => weekday(day) !== 0 && weekday(day) !== 6;

/** Mondays to Fridays after the first day up to and with the second. */
const weekdaysAfter = (from: string, to: string): number => {
  const days = daysBetween(momentOf(from), momentOf(to));
  const first = weekday(from);
  let count = Math.floor(days / 7) * 5;
  for (let step = 1; step <= days % 7; step += 1) {
    const there = (first + step) % 7;
    if (there !== 0 && there !== 6) count += 1;
  }
  return count;
};

/** Workdays from a day to a later one, the first not counted; negative when the other is earlier. */
const workdaysBetween = (one: unknown, other: unknown, holidays: unknown): number | null => {
  const [a, b] = [dayOf(one), dayOf(other)];
  if (a === undefined || b === undefined) return null;
  const [from, to] = a <= b ? [a, b] : [b, a];
  const free = new Set(listOf(holidays).map((day) => dayOf(day)));
  const off = [...free].filter((day) => day !== undefined && day > from && day <= to && isWorkday(day));
  const count = weekdaysAfter(from, to) - off.length;
  return a <= b || count === 0 ? count : -count;
};

const inOrder = (args: readonly unknown[]): boolean => {
  const there = args.filter(isThere).map((value) => dayOf(value, true));
  return there.every((day, index) => {
    const before = there[index - 1];
    return day !== undefined && (index === 0 || (before !== undefined && before <= day));
  });
};

type Span = readonly [from: number, to: number];

/** Spans of months that begin, cut to a period, in order. A blank end reaches to the period's. */
const monthSpans = (from: unknown, to: unknown, first: number, last: number): readonly Span[] => {
  const ends = listOf(to);
  return listOf(from)
    .flatMap((begin, index): readonly Span[] => {
      const [month, end] = [monthIn(begin), isThere(ends[index]) ? monthIn(ends[index]) : undefined];
      if (month === undefined) return [];
      const until = end === undefined ? last : Math.min(last, monthNumber(end));
      return [[Math.max(first, monthNumber(month)), until]];
    })
    .filter(([begin, end]) => begin <= end)
    .sort((a, b) => a[0] - b[0]);
};

const monthsCovered = ([from, to, periodFrom, periodTo]: readonly unknown[]): number | null => {
  const [first, last] = [monthIn(periodFrom), monthIn(periodTo)];
  if (first === undefined || last === undefined) return null;
  let [covered, next] = [0, Number.NEGATIVE_INFINITY];
  for (const [begin, end] of monthSpans(from, to, monthNumber(first), monthNumber(last))) {
    covered += Math.max(0, end - Math.max(begin, next) + 1);
    next = Math.max(next, end + 1);
  }
  return covered;
};

/** Days and months compare as texts; the last month of a span holds all its days. */
const daySpans = (from: unknown, to: unknown): readonly (readonly [string, string])[] => {
  const ends = listOf(to);
  return listOf(from)
    .flatMap((begin, index): readonly (readonly [string, string])[] => {
      const day = dayOf(begin, true);
      const end = ends[index];
      if (day === undefined) return [];
      if (!isThere(end)) return [[day, '9999-12-31']];
      const exact = dayOf(end);
      const month = monthIn(end);
      return [[day, exact ?? (month === undefined ? day : `${month}-31`)]];
    })
    .sort((a, b) => (a[0] < b[0] ? -1 : 1));
};

const spansOverlap = (from: unknown, to: unknown): boolean => {
  let latest = '';
  for (const [begin, end] of daySpans(from, to)) {
    if (begin <= latest) return true;
    if (end > latest) latest = end;
  }
  return false;
};

const daysIn = (value: unknown): number | null => {
  const month = monthIn(value);
  return month === undefined ? null : daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)));
};

export const calendarFunctions: readonly CustomFunction[] = [
  { name: 'monthOf', least: 1, most: 1, evaluate: ([date]) => monthIn(date) ?? null },
  { name: 'thisMonth', least: 0, most: 0, evaluate: (_, { today }) => monthIn(today) ?? null },
  { name: 'monthsBetween', least: 2, most: 2, evaluate: ([one, other]) => monthsBetween(one, other) },
  {
    name: 'workdaysBetween',
    least: 2,
    most: 3,
    evaluate: ([one, other, holidays]) => workdaysBetween(one, other, holidays),
  },
  { name: 'inOrder', least: 2, most: 50, evaluate: inOrder },
  { name: 'daysInMonth', least: 1, most: 1, evaluate: ([month]) => daysIn(month) },
  { name: 'monthsCovered', least: 4, most: 4, evaluate: monthsCovered },
  { name: 'spansOverlap', least: 2, most: 2, evaluate: ([from, to]) => spansOverlap(from, to) },
];
