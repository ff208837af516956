/**
 * A flow: one unit on its way through one workflow, with everything that has happened on it. What may happen is decided here;
 * nothing else moves a flow (K62, K63).
 */
import type { Instant } from '../json.ts';
import type { Role } from '../permission/permission.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { Dues } from './due.ts';
import { firstStep, isEnd, stepOf, type Workflow } from './workflow.ts';

export interface FlowEntry {
  /** UUID made on the device; an entry that nobody made has none. */
  readonly id?: string;
  readonly at: Instant;
  /** Person id; absent when it happened by itself. */
  readonly by?: string;
  readonly kind: 'start' | 'move' | 'withdraw';
  /** The step that was done, or left; of `start` the first. */
  readonly step: string;
  /** Of a move: the step or end that it led to. */
  readonly to?: string;
  readonly note?: string;
  /** YYYY-MM-DD: when it was done, as the person says. */
  readonly on?: string;
  /** Name of a file that was handed in. */
  readonly file?: string;
}

export interface Flow {
  readonly unit: string;
  readonly workflow: string;
  /** The step that is to be done; where it has ended, the last one. */
  readonly at: string;
  /** An end of the workflow, or `withdrawn`: nothing had been done, and the reason to enter is gone. */
  readonly end?: string;
  readonly startedAt: Instant;
  /** Whoever sent the unit in; absent when it entered by itself. */
  readonly startedBy?: string;
  readonly dues: Dues;
  readonly revision: number;
  /** Oldest first, the newest `mostEntries`. */
  readonly history: readonly FlowEntry[];
}

export const mostEntries = 200;
export const withdrawn = 'withdrawn';

export const isRunning = ({ end }: Pick<Flow, 'end'>): boolean => end === undefined;

/** Who moves it, with the roles that they hold there. */
export interface Mover {
  readonly by: string;
  readonly roles: readonly Role[];
}

export interface FlowMove {
  readonly id: string;
  readonly to: string;
  readonly note?: string;
  readonly on?: string;
  readonly file?: string;
}

export type MoveRefusal =
  | 'ended'
  | 'unknown-way'
  | 'wrong-role'
  | 'not-met'
  | 'evidence-missing'
  | 'note-missing';

const withEntry = (flow: Flow, entry: FlowEntry): Pick<Flow, 'revision' | 'history'> => ({
  revision: flow.revision + 1,
  history: [...flow.history, entry].slice(-mostEntries),
});

/** The unit enters, or enters again after an end: what was before stays in the history. */
export const entered = (
  workflow: Workflow,
  unit: string,
  before: Flow | undefined,
  entry: Pick<FlowEntry, 'id' | 'by' | 'note'>,
  now: Instant,
): Flow => {
  const { id: at } = firstStep(workflow);
  const blank: Flow = { unit, workflow: workflow.id, at, startedAt: now, dues: {}, revision: 0, history: [] };
  return {
    ...blank,
    ...(entry.by === undefined ? {} : { startedBy: entry.by }),
    ...withEntry(before ?? blank, { ...entry, at: now, kind: 'start', step: at }),
  };
};

const hasEvidence = (evidence: string | undefined, { note, on, file }: FlowMove): boolean => {
  if (evidence === 'text') return note !== undefined;
  if (evidence === 'date') return on !== undefined;
  return evidence === undefined || file !== undefined;
};

/** What stands against the move; nothing when it may be done. `met` says whether the step's condition holds. */
export const moveRefusal = (
  workflow: Workflow,
  flow: Flow,
  move: FlowMove,
  mover: Mover,
  met: boolean,
): MoveRefusal | undefined => {
  const step = stepOf(workflow, flow.at);
  if (!isRunning(flow) || step === undefined) return 'ended';
  if (!step.next.includes(move.to)) return 'unknown-way';
  if (!mover.roles.some((role) => step.who.includes(role))) return 'wrong-role';
  if (move.to !== step.next[0]) return move.note === undefined ? 'note-missing' : undefined;
  if (!met) return 'not-met';
  return hasEvidence(step.evidence, move) ? undefined : 'evidence-missing';
};

/** The flow after the move, or why not. Due dates are worked out anew by whoever knows the dossier. */
export const afterMove = (
  workflow: Workflow,
  flow: Flow,
  move: FlowMove,
  mover: Mover,
  met: boolean,
  now: Instant,
): Result<Flow, MoveRefusal> => {
  const refusal = moveRefusal(workflow, flow, move, mover, met);
  if (refusal !== undefined) return refuse(refusal);
  const entry: FlowEntry = { ...move, at: now, by: mover.by, kind: 'move', step: flow.at };
  const ended = isEnd(workflow, move.to);
  return ok({
    ...flow,
    ...(ended ? { end: move.to } : { at: move.to }),
    dues: {},
    ...withEntry(flow, entry),
  });
};

/** Nothing was done since it began. */
const isUntouched = ({ history }: Flow): boolean => history.at(-1)?.kind === 'start';

/**
 * What happens by itself when the dossier has changed: a unit enters when it is to for the first time; one that entered by itself
 * and was not worked on leaves again when the reason is gone. A person's decision is never undone by this.
 */
export const byItself = (
  workflow: Workflow,
  unit: string,
  flow: Flow | undefined,
  isToEnter: boolean,
  now: Instant,
): Flow | undefined => {
  if (isToEnter)
    return flow === undefined || flow.end === withdrawn ? entered(workflow, unit, flow, {}, now) : flow;
  if (flow === undefined || !isRunning(flow) || flow.startedBy !== undefined || !isUntouched(flow))
    return flow;
  const entry: FlowEntry = { at: now, kind: 'withdraw', step: flow.at };
  return { ...flow, end: withdrawn, dues: {}, ...withEntry(flow, entry) };
};
