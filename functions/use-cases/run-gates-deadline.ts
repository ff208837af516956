/** The instant at which gates move, for one campaign; apart from seals, so that who may only freeze carries nothing else. */
import type { Deadline } from '#forms/campaign/calendar.ts';
import type { Ports } from '../ports.ts';
import { doneWrite } from '../store/progress.ts';
import { freezeGates } from './freeze-gates.ts';

/** `done` once nothing of the deadline is left to do; repeating it changes nothing (G3). */
export const runGatesDeadline =
  (campaign: string, deadline: Deadline) =>
  async (ports: Pick<Ports, 'table' | 'clock' | 'journal'>): Promise<'done' | 'not-yet'> => {
    const now = ports.clock.now();
    if (deadline.at > now) return 'not-yet';
    const { busy } = await freezeGates({ campaign, passed: deadline.at, deadline })(ports);
    if (busy > 0) return 'not-yet';
    await ports.table.transact([doneWrite(campaign, deadline, now)]);
    return 'done';
  };
