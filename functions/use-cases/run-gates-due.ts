/** Whatever moves gates and is due: changes of the calendar, ends of extensions, stages. It reaches the store and nothing else. */
import type { Ports } from '../ports.ts';
import type { Campaign } from '../store/campaign.ts';
import { putInForce } from './calendar/put-in-force.ts';
import { endExtensions } from './extension/end-extensions.ts';
import { type DeadlineRun, runDue } from './run-due.ts';
import { runGatesDeadline } from './run-gates-deadline.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'journal' | 'notices'>;

const endCalendarChange =
  ({ id }: Campaign) =>
  async (ports: Needs): Promise<DeadlineRun> => {
    const outcome = await putInForce(id)(ports);
    return { ran: outcome === 'done' ? 1 : 0, failed: outcome === 'busy' ? 1 : 0 };
  };

/** The calendar first: what follows reads it. */
export const decidedWorks = { calendar: endCalendarChange, extensions: endExtensions };

export const runGatesDue = runDue<Needs>({
  decided: decidedWorks,
  deadlines: { gates: runGatesDeadline },
});
