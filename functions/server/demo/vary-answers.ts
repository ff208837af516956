/** Carries out the changes of a demo plan on one set of answers; answers that are not there stay away. */
import { isJsonObject, type Json, type JsonObject } from '#forms/json.ts';
import type { Change } from './demo-plan.ts';
import type { SeededDice } from './seeded-dice.ts';
import { variedBirthDate, variedIdNumber } from './vary-person.ts';

/** `beside` is the object that holds the value. */
type Edit = (value: Json, beside: JsonObject) => Json;

const editAt = (answers: JsonObject, steps: readonly string[], edit: Edit): JsonObject => {
  const [step = '', ...rest] = steps;
  const name = step.replace('[*]', '');
  const value = answers[name];
  if (value === undefined) return answers;
  const below = (item: Json): Json => {
    if (rest.length === 0) return edit(item, answers);
    return isJsonObject(item) ? editAt(item as JsonObject, rest, edit) : item;
  };
  if (!step.endsWith('[*]')) return { ...answers, [name]: below(value) };
  return Array.isArray(value) ? { ...answers, [name]: value.map(below) } : answers;
};

/** Steps are decimal fractions: dividing by a whole number keeps 0.1 × 3 from becoming 0.30000000000000004. */
export const rounded = (value: number, step: number): number => {
  const inOne = Math.round(1 / step);
  return step < 1 ? Math.round(value * inOne) / inOne : Math.round(value / step) * step;
};

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

const editOf = (change: Change, dice: SeededDice, today: string): Edit => {
  switch (change.by) {
    case 'scale': {
      const factor = 1 + (dice.next() * 2 - 1) * change.spread;
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = change;
      return (value) =>
        typeof value === 'number' && value !== 0
          ? Math.min(max, Math.max(min, rounded(value * factor, change.step)))
          : value;
    }
    case 'whole':
      return () => dice.whole(change.from, change.to);
    case 'map':
      return (value) => (typeof value === 'string' ? (change.to[value] ?? value) : value);
    case 'choice':
      return () => dice.pick(change.among);
    case 'recent-date': {
      const { from, until = today } = change;
      const day = dayBefore(until < today ? until : today, dice.whole(0, change.back));
      const tooEarly = day < from;
      return () => (tooEarly ? from : day);
    }
    case 'id-number':
      return (value) => (typeof value === 'string' ? variedIdNumber(value, change, dice) : value);
    case 'birth-date':
      return (value) => (typeof value === 'string' ? variedBirthDate(value, change, dice) : value);
    case 'begins-with':
      return (value, beside) => {
        const beginning = beside[change.sibling];
        return typeof value === 'string' && typeof beginning === 'string'
          ? beginning + value.slice(beginning.length)
          : value;
      };
  }
};

/** `today` is the campaign's day (YYYY-MM-DD), which a demo may have moved. */
export const variedAnswers = (
  answers: JsonObject,
  changes: readonly Change[],
  dice: SeededDice,
  today: string,
): JsonObject =>
  changes.reduce((current, change) => {
    const edit = editOf(change, dice, today);
    const paths = change.by === 'scale' ? change.at : [change.at];
    return paths.reduce((varied, path) => editAt(varied, path.split('.'), edit), current);
  }, answers);
