/** What was decided and moves gates: changes of the calendar, ends of extensions. It reaches the store and nothing else. */
import type { Ports } from '../ports.ts';
import type { Campaign } from '../store/campaign.ts';
import { putInForce } from './calendar/put-in-force.ts';
import { endExtensions } from './extension/end-extensions.ts';
import { type DeadlineRun, runDue } from './run-due.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'journal' | 'notices'>;

const endCalendarChange =
  ({ id }: Campaign) =>
  async (ports: Needs): Promise<DeadlineRun> => {
    const outcome = await putInForce(id)(ports);
    return { ran: outcome === 'done' ? 1 : 0, failed: outcome === 'busy' ? 1 : 0 };
  };

/** The calendar first: what follows reads it. */
export const decidedWorks = { calendar: endCalendarChange, extensions: endExtensions };

/** Where state machines do the rest: changes of the calendar, stages, seals. */
export const runExtensionsDue = runDue<Needs>({ decided: { extensions: endExtensions }, deadlines: {} });
