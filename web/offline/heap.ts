/** How much of a village is still on this phone, and when the server should be told. Pure. */
import type { Draft, OutboxItem } from './database.ts';
import { isUnsent } from './outbox.ts';

export interface Heap {
  readonly unsent: number;
  readonly drafts: number;
}
export interface Reported extends Heap {
  readonly at: number;
}

export const heapOf = (outbox: readonly OutboxItem[], drafts: readonly Draft[]): Heap => ({
  unsent: outbox.filter(({ state }) => isUnsent(state)).length,
  drafts: drafts.length,
});

export const againAfterMs = 10 * 60_000;

/** W17: when it changed, and every ten minutes as a sign of life. */
export const isDue = (last: Reported | undefined, heap: Heap, now: number): boolean =>
  last === undefined ||
  last.unsent !== heap.unsent ||
  last.drafts !== heap.drafts ||
  now - last.at >= againAfterMs;
