/** The engine's own functions, taught to SurveyJS from the one registry, so that a form shows what the verdict will say. */
import { FunctionFactory } from 'survey-core';
import { customFunctions } from '#forms/answers/functions/custom.ts';

let today: () => string = () => new Date().toISOString().slice(0, 10);

/** A14: the campaign's calendar date (YYYY-MM-DD), not the device's. */
export const setSurveyToday = (source: () => string): void => {
  today = source;
};

const dateOf = (day: string, offset: number): Date => {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + offset);
};

let taught = false;
export const teachFunctions = (): void => {
  if (taught) return;
  taught = true;
  for (const { name, evaluate } of customFunctions)
    FunctionFactory.Instance.register(name, (args: readonly unknown[]) => evaluate(args, { today: today() }));
  FunctionFactory.Instance.unregister('today');
  FunctionFactory.Instance.register('today', (args: readonly unknown[]) =>
    dateOf(today(), Number(args[0] ?? 0)),
  );
};
