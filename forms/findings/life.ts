/**
 * The life of a finding as one table: what may happen in which state, and what becomes of it. Checks and people use the same
 * table; nothing else changes a finding's state.
 */
import type { Instant } from '../json.ts';
import { ok, type Result, refuse } from '../result.ts';
import {
  type Closing,
  type Finding,
  type FindingEvent,
  type FindingStateName,
  mostSteps,
} from './finding.ts';

interface Next {
  readonly state: FindingStateName;
  readonly closing?: Closing;
}
type Life = { readonly [State in FindingStateName]: { readonly [Kind in FindingEvent['kind']]?: Next } };

const closed = (closing: Closing): Next => ({ state: 'closed', closing });
const to = (state: FindingStateName): Next => ({ state });
/** By a check that finds nothing any more: whoever was at it, there is nothing left to do (K27). */
const cleared = { clear: closed('fixed') } as const;
const withdrawn = { withdraw: closed('withdrawn') } as const;

const life: Life = {
  found: { ...cleared, ...withdrawn, issue: to('open'), explain: to('explained'), find: to('found') },
  open: {
    ...cleared,
    ...withdrawn,
    issue: to('open'),
    confirm: to('confirmed'),
    deny: to('denied'),
    explain: to('explained'),
    correct: to('corrected'),
    find: to('open'),
  },
  confirmed: {
    ...cleared,
    ...withdrawn,
    deny: to('denied'),
    correct: to('corrected'),
    find: to('confirmed'),
  },
  denied: {
    ...cleared,
    ...withdrawn,
    accept: closed('not-true'),
    return: to('open'),
    find: to('denied'),
  },
  explained: {
    ...cleared,
    ...withdrawn,
    accept: closed('explained'),
    return: to('open'),
    explain: to('explained'),
    find: to('explained'),
  },
  // What was corrected and is still found was not put right: it goes back to the village.
  corrected: { ...cleared, ...withdrawn, accept: closed('fixed'), return: to('open'), find: to('open') },
  closed: { find: to('found') },
};

/** Who or what did it; `by` is absent for checks. */
export interface Actor {
  readonly by?: string;
  readonly name?: string;
}

/** The finding after the event, or `not-now` where its state has no place for it. Revision and history grow by one. */
export const afterEvent = (
  finding: Finding,
  event: FindingEvent,
  { by, name }: Actor,
  now: Instant,
): Result<Finding, 'not-now'> => {
  const next = life[finding.state][event.kind];
  if (next === undefined) return refuse('not-now');
  const { closing: _, ...rest } = finding;
  const text = 'text' in event ? event.text : undefined;
  const file = 'file' in event ? event.file : undefined;
  const step = {
    ...{ at: now, kind: event.kind },
    ...(by === undefined ? {} : { by }),
    ...(text ? { text } : {}),
    ...(file === undefined ? {} : { file }),
  };
  return ok({
    ...rest,
    ...handedOut(event, name),
    state: next.state,
    ...(next.closing === undefined ? {} : { closing: next.closing }),
    revision: finding.revision + 1,
    steps: [...finding.steps, step].slice(-mostSteps),
  });
};

/** What handing out, or handing back, says of the finding itself. */
const handedOut = (event: FindingEvent, name: string | undefined): Partial<Finding> => {
  if (event.kind === 'return') return event.dueAt === undefined ? {} : { dueAt: event.dueAt };
  if (event.kind !== 'issue') return {};
  return {
    comment: event.text,
    openedBy: name ?? '',
    ...(event.dueAt === undefined ? {} : { dueAt: event.dueAt }),
    ...(event.at === undefined ? {} : { at: event.at }),
  };
};

/** Whether the event has a place in the state: which buttons there are. */
export const mayHappen = (state: FindingStateName, kind: FindingEvent['kind']): boolean =>
  life[state][kind] !== undefined;
