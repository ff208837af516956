/**
 * What may happen to a submission between "done" and its receipt: a pure, total transition table. The envelope never
 * changes once it was tried; a state never goes back from a receipt; what does not apply leaves the state as it is.
 */
import type { Receipt } from '#forms/campaign/submission.ts';
import type { ProblemCode } from '#forms/wire/problems.ts';

/** Why it is still here: no reply · the server asks to wait · our fault · somebody must sign in first. */
export type Delay = 'no-connection' | 'busy' | 'server-broke' | 'signed-out';

export type OutboxState =
  | {
      readonly kind: 'waiting';
      readonly tries: number;
      /** Device time in milliseconds before which it is not tried by itself. */
      readonly notBefore: number;
      readonly delay?: Delay;
    }
  | { readonly kind: 'sending'; readonly tries: number }
  | { readonly kind: 'accepted'; readonly receipt: Receipt }
  | { readonly kind: 'quarantined'; readonly receipt: Receipt }
  | {
      readonly kind: 'needs-work';
      readonly problem: ProblemCode;
      readonly facts: { readonly [name: string]: unknown };
    }
  /** Another envelope took its place; this one is kept until that one has a receipt. */
  | { readonly kind: 'replaced'; readonly by: string }
  /** The person kept the record as somebody else wrote it. */
  | { readonly kind: 'given-up' };

export type OutboxEvent =
  | { readonly kind: 'claimed'; readonly now: number }
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | {
      readonly kind: 'delayed';
      readonly delay: Delay;
      readonly now: number;
      /** 0 … 1, so that a village does not knock in step. */
      readonly jitter: number;
      /** What the server asked for. */
      readonly seconds?: number;
    }
  | {
      readonly kind: 'refused';
      readonly problem: ProblemCode;
      readonly facts: { readonly [name: string]: unknown };
    }
  /** A page died while sending: nobody knows what the server did, so it is sent again under the same id. */
  | { readonly kind: 'interrupted' }
  /** The network came back, or the person asked. */
  | { readonly kind: 'hurried' }
  | { readonly kind: 'replaced'; readonly by: string }
  | { readonly kind: 'given-up' };

export const queued: OutboxState = { kind: 'waiting', tries: 0, notBefore: 0 };

const firstWaitMs = 2_000;
const longestWaitMs = 5 * 60_000;

/** W22: 2 s, doubled with every try, at most 5 minutes, shortened by up to half; never sooner than the server asked. */
export const waitMs = (tries: number, jitter: number, seconds = 0): number => {
  const doubled = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(20, Math.max(0, tries - 1)));
  const asked = Math.min(longestWaitMs, Math.max(0, seconds) * 1000);
  return Math.max(asked, Math.round(doubled * (1 - Math.min(1, Math.max(0, jitter)) / 2)));
};

const afterDelay = (
  tries: number,
  { delay, now, jitter, seconds }: Extract<OutboxEvent, { kind: 'delayed' }>,
): OutboxState => ({
  kind: 'waiting',
  tries,
  notBefore: now + waitMs(tries, jitter, seconds),
  delay,
});

const settled = (receipt: Receipt): OutboxState => ({ kind: receipt.outcome, receipt });

/** W20: every state with every event. */
export const step = (state: OutboxState, event: OutboxEvent): OutboxState => {
  // W21: a receipt is the end, whichever way it came; nothing takes it back.
  if (state.kind === 'accepted' || state.kind === 'quarantined') return state;
  if (event.kind === 'receipt') return settled(event.receipt);
  switch (state.kind) {
    case 'waiting':
      if (event.kind === 'claimed' && event.now >= state.notBefore)
        return { kind: 'sending', tries: state.tries + 1 };
      if (event.kind === 'hurried') return { ...state, notBefore: 0 };
      // W24: an envelope that the server may have seen is not replaced; the next one follows it.
      if (event.kind === 'replaced' && state.tries === 0) return { kind: 'replaced', by: event.by };
      return state;
    case 'sending':
      if (event.kind === 'delayed') return afterDelay(state.tries, event);
      if (event.kind === 'refused') return { kind: 'needs-work', problem: event.problem, facts: event.facts };
      if (event.kind === 'interrupted') return { kind: 'waiting', tries: state.tries, notBefore: 0 };
      return state;
    case 'needs-work':
      if (event.kind === 'replaced') return { kind: 'replaced', by: event.by };
      if (event.kind === 'given-up') return { kind: 'given-up' };
      return state;
    case 'replaced':
    case 'given-up':
      return state;
  }
};

/** Still only on this phone: what a sign-out or an uninstall would lose. */
export const isUnsent = (state: OutboxState): boolean =>
  state.kind === 'waiting' || state.kind === 'sending' || state.kind === 'needs-work';

/** Will it move without the person? */
export const isUnderWay = (state: OutboxState): boolean =>
  state.kind === 'waiting' || state.kind === 'sending';

/** W23: which refusals time heals. Everything else waits for the person. */
export const delayFor = (problem: ProblemCode): Delay | undefined => {
  if (problem === 'busy' || problem === 'too-many-tries') return 'busy';
  if (problem === 'something-broke') return 'server-broke';
  if (problem === 'not-signed-in') return 'signed-out';
  return undefined;
};
