/** When steps are due: days of the campaign's calendar, counted from days that the dossier or the flow knows (K64). */
import { addTo, daysInMonth, momentOf, partsOf } from '../answers/expression/moment.ts';
import { dayOf } from '../answers/functions/days.ts';
import { dateAt } from '../campaign/local-time.ts';
import type { AskedAbout, CompiledDue, CompiledWorkflow, DayAfter } from './compile-workflows.ts';
import { type Flow, isRunning } from './flow.ts';
import { forwardFrom, type Span, stepOf } from './workflow.ts';

/** A due date by step, YYYY-MM-DD: the step has until the end of that day. */
export type Dues = { readonly [step: string]: string };

const later = (day: string, days: number): string => dayOf(addTo(momentOf(day), days, 'days')) ?? day;

const isFree = (day: string, holidays: ReadonlySet<string>): boolean => {
  const { weekday } = partsOf(momentOf(day));
  return weekday === 0 || weekday === 6 || holidays.has(day);
};

const workdaysLater = (day: string, amount: number, holidays: ReadonlySet<string>): string => {
  let [there, left] = [day, amount];
  while (left > 0) {
    there = later(there, 1);
    if (!isFree(there, holidays)) left -= 1;
  }
  return there;
};

/** The same day so many months later, or the month's last day where it has no such day. */
const monthsLater = (day: string, amount: number): string => {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + amount;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  const date = Math.min(Number(day.slice(8, 10)), daysInMonth(year, month));
  const pad = (number: number, places: number) => String(number).padStart(places, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
};

/** The first day is not counted: two days after the third is the fifth. */
export const dayLater = (
  day: string,
  amount: number,
  span: Span,
  holidays: ReadonlySet<string> = new Set(),
): string => {
  if (span === 'workdays') return workdaysLater(day, amount, holidays);
  return span === 'days' ? later(day, amount) : monthsLater(day, amount);
};

/** When a step was done last since the unit entered: on the day that was named, else on the day of the move. */
const doneOn = ({ history }: Flow, step: string, timeZone: string): string | undefined => {
  const since = history.findLastIndex(({ kind }) => kind === 'start');
  const done = history.slice(since).findLast((entry) => entry.kind === 'move' && entry.step === step);
  return done && (done.on ?? dateAt(done.at, timeZone));
};

const dayAfter = (after: DayAfter, flow: Flow, about: AskedAbout): string | undefined => {
  const { timeZone } = about.context;
  if (after.from === 'start') return dateAt(flow.startedAt, timeZone);
  return after.from === 'step' ? doneOn(flow, after.step, timeZone) : after.day(about);
};

const dueOf = (
  { span, amount, after }: CompiledDue,
  holidays: ReadonlySet<string>,
  flow: Flow,
  about: AskedAbout,
): string | undefined => {
  const days = amount(about);
  for (const one of days === undefined ? [] : after) {
    const day = dayAfter(one, flow, about);
    if (day !== undefined && days !== undefined) return dayLater(day, days, span, holidays);
  }
  return undefined;
};

const holidaysOf = ({ workflow: { holidays } }: CompiledWorkflow, { context }: AskedAbout) => {
  const written = holidays === undefined ? [] : context.parameters[holidays];
  return new Set(Array.isArray(written) ? (written as readonly string[]) : []);
};

/** Of the step that the flow stands at and of those ahead, as far as they are known: a later one may be due first. */
export const duesOf = (compiled: CompiledWorkflow, flow: Flow, about: AskedAbout): Dues => {
  if (!isRunning(flow)) return {};
  const holidays = holidaysOf(compiled, about);
  return Object.fromEntries(
    forwardFrom(compiled.workflow, flow.at).flatMap(({ id }) => {
      const due = compiled.due.get(id);
      const day = due && dueOf(due, holidays, flow, about);
      return day === undefined ? [] : [[id, day] as const];
    }),
  );
};

/** Steps whose day has passed, in the order of the workflow. */
export const overdueSteps = (dues: Dues, today: string): readonly string[] =>
  Object.keys(dues).filter((step) => (dues[step] ?? '') < today);

/** The day that presses most: the earliest of all. */
export const firstDue = (dues: Dues): string | undefined => Object.values(dues).sort()[0];

/** The next day on which something turns overdue, if nobody does anything: the day after a due date. */
export const nextOverdue = (dues: Dues, today: string): string | undefined => {
  const ahead = Object.values(dues)
    .filter((day) => day >= today)
    .sort()[0];
  return ahead && later(ahead, 1);
};

/** Whether the flow stands at a step that may count as done now. */
export const isMet = ({ workflow, needs }: CompiledWorkflow, step: string, about: AskedAbout): boolean =>
  stepOf(workflow, step) !== undefined && (needs.get(step)?.(about) ?? true);
