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
import { calendarWrite, readCampaign, type StoredVillage, villagesOf } from '../../store/campaign.ts';
import * as keys from '../../store/keys.ts';
import { freezeVillages } from '../freeze-gates.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'journal'>;

export type ForceOutcome = 'nothing-to-do' | 'done' | 'busy';

/** G30, G32: the change that is on its way, if there is one. */
export const putInForce =
  (id: string) =>
  async (ports: Needs): Promise<ForceOutcome> => {
    const { table } = ports;
    const proposal = await comingProposal(id, table);
    if (!proposal) return 'nothing-to-do';
    const villages = await villagesOf(table, id);
    const before = await moveToProposal(id, proposal, villages, ports);
    if (before.busy > 0 || !(await giveCampaign(id, proposal, table))) return 'busy';
    const after = await moveToProposal(id, proposal, villages, ports);
    if (after.busy > 0) return 'busy';
    return markInForce(id, proposal, before.moved + after.moved, ports);
  };

export const comingProposal = async (id: string, table: Table): Promise<CalendarProposal | undefined> => {
  const change = await comingChange(table, id);
  return change === undefined ? undefined : readCalendarChange(table, id, change);
};

/** The last step: `gates` moved on the way. */
export const markInForce = async (
  id: string,
  proposal: CalendarProposal,
  gates: number,
  { table, clock, journal }: Needs,
): Promise<'done' | 'busy'> => {
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

/** Gates of these villages to where the new calendar has them; those that stand there already, under extensions or sealed, stay. */
export const moveToProposal = async (
  id: string,
  proposal: CalendarProposal,
  villages: readonly Pick<StoredVillage, 'code'>[],
  { table, clock }: Pick<Needs, 'table' | 'clock'>,
): Promise<{ readonly moved: number; readonly busy: number }> => {
  const campaign = await readCampaign(table, id);
  if (!campaign) throw new Error(`the calendar of ${id}, which is not there, was to change`);
  const changed = { ...campaign, calendar: proposedCalendar(proposal) };
  const { moved, already, busy } = await freezeVillages(changed, villages, 0)({ table, clock });
  return { moved, busy: busy + already };
};

/** Once; whoever comes second finds it there. */
export const giveCampaign = async (
  id: string,
  proposal: CalendarProposal,
  table: Table,
): Promise<boolean> => {
  const item = await table.get(keys.campaignKey(id));
  const calendar = proposedCalendar(proposal);
  if (item?.calendarRevision === calendar.revision) return true;
  return item !== undefined && (await table.transact([calendarWrite(item, calendar)])) === 'done';
};
