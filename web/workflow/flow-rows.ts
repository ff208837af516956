/** A flow as a list of its workflow's steps: what is done and when, what is to be done, what lies ahead and by when (D35). */
import type { Instant } from '#forms/json.ts';
import type { Flow, FlowEntry } from '#forms/workflows/flow.ts';
import type { Workflow, WorkflowStep } from '#forms/workflows/workflow.ts';

export interface FlowRow {
  readonly step: WorkflowStep;
  readonly state: 'done' | 'now' | 'ahead' | 'skipped';
  /** Of a step that was done: the last time. */
  readonly done?: FlowEntry;
  /** YYYY-MM-DD. */
  readonly due?: string;
  readonly late: boolean;
}

type Shown = Pick<Flow, 'at' | 'end' | 'dues' | 'history'>;

const sinceStart = (history: readonly FlowEntry[]): readonly FlowEntry[] =>
  history.slice(history.findLastIndex(({ kind }) => kind === 'start'));

export const flowRows = (
  workflow: Pick<Workflow, 'steps'>,
  flow: Shown,
  today: string,
): readonly FlowRow[] => {
  const moves = sinceStart(flow.history).filter(({ kind }) => kind === 'move');
  const at = workflow.steps.findIndex(({ id }) => id === flow.at);
  return workflow.steps.map((step, index): FlowRow => {
    const due = flow.dues[step.id];
    const dueOf = due === undefined ? {} : { due };
    const late = due !== undefined && due < today;
    if (flow.end === undefined && index === at) return { step, state: 'now', ...dueOf, late };
    // What was done before a flow went back behind it is to be done again.
    const isBehind = index < at || (flow.end !== undefined && index === at);
    const done = isBehind ? moves.findLast((entry) => entry.step === step.id) : undefined;
    if (done) return { step, state: 'done', done, late: false };
    const state = flow.end !== undefined || isBehind ? 'skipped' : 'ahead';
    return { step, state, ...dueOf, late };
  });
};

/** How many days over; 0 while it is not. */
export const daysLate = (due: string | undefined, today: string): number =>
  due === undefined || due >= today ? 0 : Math.round((Date.parse(today) - Date.parse(due)) / 86_400_000);

/** Noon of a date as the browser writes dates: no zone moves it to another day. */
export const noonOf = (day: string): Instant => Date.parse(`${day}T12:00:00Z`);
