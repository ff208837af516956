/**
 * The movable clock of the demo: real time plus an offset that is kept in the store, so that a second start goes on where the
 * first one was. Only the demo's composition root knows this module; production has the system clock and nothing else (W6).
 */
import * as z from 'zod';
import type { Clock, Table } from '../../ports.ts';
import { demoClockKey } from '../../store/keys.ts';

export interface DemoClock extends Clock {
  moveTo(instant: number): Promise<void>;
}

export const openDemoClock = async (
  table: Table,
  realNow: () => number,
  startAt: number,
): Promise<DemoClock> => {
  const stored = await table.get(demoClockKey);
  let offset = stored ? z.number().parse(stored.offset) : startAt - realNow();
  const keep = () => table.transact([{ put: { ...demoClockKey, offset } }]);
  if (!stored) await keep();
  return {
    now: () => realNow() + offset,
    moveTo: async (instant) => {
      offset = instant - realNow();
      await keep();
    },
  };
};
