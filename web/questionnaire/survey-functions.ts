/** The engine's own functions, taught to SurveyJS from the one registry, so that a form shows what the verdict will say. */
import { FunctionFactory, settings } from 'survey-core';
import { customFunctions } from '#forms/answers/functions/custom.ts';

let today: () => string = () => new Date().toISOString().slice(0, 10);

/** A14: the campaign's calendar date (YYYY-MM-DD), not the device's. */
export const setSurveyToday = (source: () => string): void => {
  today = source;
};

/** Noon, so that no zone makes another day of it. */
const dateOf = (day: string): Date => {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 12);
};

let taught = false;
export const teachFunctions = (): void => {
  if (taught) return;
  taught = true;
  for (const { name, evaluate } of customFunctions)
    FunctionFactory.Instance.register(name, (args: readonly unknown[]) => evaluate(args, { today: today() }));
  // `today`, `age`, `currentYear` … ask for a date without saying which.
  settings.onDateCreated = (created, reason, value) =>
    value === undefined && reason.startsWith('function') ? dateOf(today()) : created;
};
