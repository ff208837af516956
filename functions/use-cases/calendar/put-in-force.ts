/**
 * Puts an approved calendar in force. Gates go first, village by village: a nearer deadline then holds exactly when it comes and a
 * later one lets nothing in too early, whoever still reads the older calendar (G31). Then the campaign gets it, then gates that
 * moved meanwhile follow, then it is said to be in force. Killed anywhere, it is simply begun again.
 */
import type { CalendarProposal } from '#forms/wire/calendar.ts';
import type { Ports, Table } from '../../ports.ts';
import {
  calendarChangeItem,
  comingChange,
  proposedCalendar,
  readCalendarChange,
} from '../../store/calendar-changes.ts';
import { calendarWrite, readCampaign, villagesOf } from '../../store/campaign.ts';
import * as keys from '../../store/keys.ts';
import { freezeVillages } from '../freeze-gates.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'journal'>;

export type ForceOutcome = 'nothing-to-do' | 'done' | 'busy';

/** G30, G32: the change that is on its way, if there is one. */
export const putInForce =
  (id: string) =>
  async (ports: Needs): Promise<ForceOutcome> => {
    const { table, clock, journal } = ports;
    const change = await comingChange(table, id);
    const proposal = change === undefined ? undefined : await readCalendarChange(table, id, change);
    if (!proposal) return 'nothing-to-do';
    const before = await moveAll(id, proposal, ports);
    if (before.busy > 0 || !(await giveCampaign(id, proposal, table))) return 'busy';
    const after = await moveAll(id, proposal, ports);
    if (after.busy > 0) return 'busy';
    const gates = before.moved + after.moved;
    const at = clock.now();
    const done: CalendarProposal = { ...proposal, state: 'in-force', inForceAt: at, gates };
    const outcome = await table.transact([
      {
        put: calendarChangeItem(id, done),
        when: [{ attribute: 'state', is: '=', value: 'approved' }],
      },
      { delete: keys.comingCalendarKey(id) },
      { put: { ...keys.tellingCalendarKey(id, proposal.id), change: proposal.id, at } }, // G40
    ]);
    if (outcome === 'busy') return 'busy';
    journal.info('calendar-in-force', { campaign: id, change: proposal.id, gates });
    return 'done';
  };

/** Every gate to where the new calendar has it; those that stand there already, under extensions or sealed, stay. */
const moveAll = async (
  id: string,
  proposal: CalendarProposal,
  { table, clock }: Needs,
): Promise<{ readonly moved: number; readonly busy: number }> => {
  const campaign = await readCampaign(table, id);
  if (!campaign) throw new Error(`the calendar of ${id}, which is not there, was to change`);
  const villages = await villagesOf(table, id);
  const changed = { ...campaign, calendar: proposedCalendar(proposal) };
  const { moved, already, busy } = await freezeVillages(changed, villages, 0)({ table, clock });
  return { moved, busy: busy + already };
};

/** Once; whoever comes second finds it there. */
const giveCampaign = async (id: string, proposal: CalendarProposal, table: Table): Promise<boolean> => {
  const item = await table.get(keys.campaignKey(id));
  const calendar = proposedCalendar(proposal);
  if (item?.calendarRevision === calendar.revision) return true;
  return item !== undefined && (await table.transact([calendarWrite(item, calendar)])) === 'done';
};
