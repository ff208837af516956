/**
 * Tells the server how much of a village is still on this phone, so that somebody can call before the deadline. Numbers only;
 * what does not get through is not repeated, the next report tells more (W17).
 */
import { useEffect, useRef } from 'react';
import { ConnectionLost, call, ProblemError } from '../api.ts';
import { serverNow } from '../time/server-time.ts';
import { againAfterMs, type Heap, isDue, type Reported } from './heap.ts';

export interface ReportedVillage extends Heap {
  readonly campaign: string;
  readonly village: string;
}

const settleMs = 3_000;

/** Reports as long as the village is on the screen's mind; a burst of changes is one report. */
export const useReport = ({ campaign, village, unsent, drafts }: ReportedVillage): void => {
  const last = useRef<Reported & { readonly of: string }>(undefined);
  useEffect(() => {
    const of = `${campaign}/${village}`;
    const report = async () => {
      const now = serverNow();
      const before = last.current?.of === of ? last.current : undefined;
      if (village === '' || !navigator.onLine || !isDue(before, { unsent, drafts }, now)) return;
      last.current = { of, unsent, drafts, at: now };
      try {
        await call('hearPhone', { params: { campaign, area: village }, body: { unsent, drafts } });
      } catch (error) {
        if (!(error instanceof ConnectionLost || error instanceof ProblemError)) throw error;
        last.current = undefined;
      }
    };
    const soon = setTimeout(() => void report(), settleMs);
    const timer = setInterval(() => void report(), againAfterMs / 10);
    return () => {
      clearTimeout(soon);
      clearInterval(timer);
    };
  }, [campaign, village, unsent, drafts]);
};
