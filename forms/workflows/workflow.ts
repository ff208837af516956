/**
 * Workflows: procedures that a unit goes through in steps, as data of a pack. A step says who does it, what must be true before
 * it counts as done, and by when. Conditions and dates are expressions of the dossier language.
 */
import type { Severity } from '../checks/check.ts';
import type { LocalText } from '../json.ts';
import type { Role } from '../permission/permission.ts';

/** What a person hands in with a step: words, the day on which it was done, or a picture of the paper. */
export const evidences = ['text', 'date', 'scan'] as const;
export type Evidence = (typeof evidences)[number];

export const spans = ['days', 'workdays', 'months'] as const;
export type Span = (typeof spans)[number];

/**
 * So long after a day. The amount is a number or an expression (`{P.answerDays}`). `after` is `start`, a step that was done, or
 * an expression that gives a date; of several the first one that is known counts.
 */
export type WrittenDue = { readonly [S in Span]?: number | string } & {
  readonly after: string | readonly string[];
  /** Of the finding that there is when the day has passed. */
  readonly severity?: Severity;
};

export interface WorkflowStep {
  readonly id: string;
  readonly title: LocalText;
  /** What is to be done. */
  readonly help?: LocalText;
  readonly who: readonly Role[];
  /** True when the step may count as done. */
  readonly needs?: string;
  /** Said while it is not. */
  readonly message?: LocalText;
  readonly due?: WrittenDue;
  readonly evidence?: Evidence;
  /** Steps or ends. The first is the way forward: it asks for `needs` and `evidence`; every other one asks for words. */
  readonly next: readonly string[];
}

export interface WorkflowEnd {
  readonly id: string;
  readonly title: LocalText;
}

export interface Workflow {
  readonly id: string;
  readonly title: LocalText;
  /** Kind of unit that goes through it. */
  readonly unit: string;
  /** Questionnaire of that kind that its findings are about, and with whose last gate it comes to rest. */
  readonly about: string;
  /** A unit for which this is true enters by itself. */
  readonly starts?: string;
  /** Who may send a unit in by hand. */
  readonly startedBy?: readonly Role[];
  /** Said of a step that is overdue; `{step}` is its title, `{due}` the day. */
  readonly late: LocalText;
  /** Name of a parameter: days on which nobody works besides Saturdays and Sundays. */
  readonly holidays?: string;
  /** A unit that enters stands at the first. */
  readonly steps: readonly WorkflowStep[];
  readonly ends: readonly WorkflowEnd[];
}

export const stepOf = ({ steps }: Pick<Workflow, 'steps'>, id: string): WorkflowStep | undefined =>
  steps.find((step) => step.id === id);

export const isEnd = ({ ends }: Pick<Workflow, 'ends'>, id: string): boolean =>
  ends.some((end) => end.id === id);

/** The step that a unit stands at when it enters; the shape of the file has at least one. */
export const firstStep = ({ id, steps }: Workflow): WorkflowStep => {
  const [first] = steps;
  if (first === undefined) throw new Error(`workflow ${id} has no step`);
  return first;
};

/** The step and those that follow when everything goes forward; each once. */
export const forwardFrom = (workflow: Workflow, id: string): readonly WorkflowStep[] => {
  const ahead: WorkflowStep[] = [];
  for (let step = stepOf(workflow, id); step && !ahead.includes(step); ) {
    ahead.push(step);
    step = stepOf(workflow, step.next[0] ?? '');
  }
  return ahead;
};
