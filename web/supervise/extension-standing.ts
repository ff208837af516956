/** Where an extension stands now. Pure. */
import type { ExtensionState } from '#forms/wire/deadlines.ts';

/** `over` is nobody's decision: it comes by itself. */
export const standingOf = ({ state, until }: ExtensionState, now: number) =>
  state === 'granted' && until <= now ? 'over' : state;
