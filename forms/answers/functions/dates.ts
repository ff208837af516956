/** SurveyJS's calendar functions, on wall-clock moments and the caller's today. */
import { addTo, daysBetween, Moment, momentOf, monthsBetween, partsOf } from '../expression/moment.ts';
import { coerced, type Value } from '../expression/numbers.ts';
import type { ExpressionFunction, Surroundings } from './function.ts';

const asMoment = (value: Value): Moment => {
  if (value instanceof Moment) return value;
  return momentOf(typeof value === 'string' ? value : '');
};

const monthsOr = (one: Moment, other: Moment, unit: Value): Value => {
  if (Number.isNaN(one.ms) || Number.isNaN(other.ms)) return undefined;
  if (unit === 'days') return daysBetween(one, other);
  const months = monthsBetween(one, other);
  return unit === 'months' ? months : Math.trunc(months / 12) + 0;
};

/** Hours, minutes and seconds are not offered: answers are dates. */
const dateDiff = ([one, other, unit]: readonly Value[]): Value =>
  one && other ? monthsOr(asMoment(one), asMoment(other), unit || 'days') : null;

const age = ([birth, unit]: readonly Value[], { today }: Surroundings): Value =>
  birth ? monthsOr(asMoment(birth), momentOf(today), unit || 'years') : null;

const dateAdd = ([date, amount, unit]: readonly Value[]): Value => {
  const interval = unit || 'days';
  if (!date || !amount) return null;
  if (interval !== 'days' && interval !== 'months' && interval !== 'years') return asMoment(date);
  return addTo(asMoment(date), coerced(amount), interval);
};

const today = ([offset]: readonly Value[], surroundings: Surroundings): Value =>
  addTo(momentOf(surroundings.today), offset === undefined ? 0 : coerced(offset), 'days');

const part =
  (name: 'year' | 'month' | 'date' | 'weekday') =>
  ([date]: readonly Value[], surroundings: Surroundings): Value => {
    const moment = date ? asMoment(date) : momentOf(surroundings.today);
    return Number.isNaN(moment.ms) ? undefined : partsOf(moment)[name];
  };

export const dateFunctions: readonly ExpressionFunction[] = [
  { name: 'today', least: 0, most: 1, evaluate: today },
  { name: 'currentYear', least: 0, most: 0, evaluate: (_, { today: date }) => partsOf(momentOf(date)).year },
  { name: 'getDate', least: 1, most: 1, evaluate: ([date]) => (date ? asMoment(date) : null) },
  {
    name: 'getYear',
    least: 1,
    most: 1,
    evaluate: ([date], s) => (date ? part('year')([date], s) : undefined),
  },
  { name: 'year', least: 0, most: 1, evaluate: part('year') },
  { name: 'month', least: 0, most: 1, evaluate: part('month') },
  { name: 'day', least: 0, most: 1, evaluate: part('date') },
  { name: 'weekday', least: 0, most: 1, evaluate: part('weekday') },
  { name: 'age', least: 1, most: 2, evaluate: age },
  { name: 'dateDiff', least: 2, most: 3, evaluate: dateDiff },
  { name: 'dateAdd', least: 2, most: 3, evaluate: dateAdd },
  {
    name: 'diffDays',
    least: 2,
    most: 2,
    evaluate: ([one, other]) => (one && other ? dateDiff([one, other, 'days']) : 0),
  },
];
