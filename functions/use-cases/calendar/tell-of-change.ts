/**
 * Tells everybody concerned that another calendar is in force (G40): who collects in a village, the officers of towns and district,
 * whoever proposed it. That it is to be told is written in the transaction that puts the calendar in force; no deadline waits for
 * the telling, and one that was killed half-way is begun again and tells nobody a second time.
 */
import { type MovedDeadline, sizeOfChange } from '#forms/campaign/calendar-change.ts';
import type { Instant } from '#forms/json.ts';
import type { Notice } from '#forms/notice/notice.ts';
import { type AreaCode, districtOf, townOf } from '#forms/permission/area.ts';
import type { CalendarProposal } from '#forms/wire/calendar.ts';
import type { Ports } from '../../ports.ts';
import { changesToTell, readCalendarChange } from '../../store/calendar-changes.ts';
import { listCampaigns, villagesOf } from '../../store/campaign.ts';
import { tellingCalendarKey } from '../../store/keys.ts';
import { tell } from '../notice/tell.ts';
import { collectorsOf, officersOf } from '../notice/whom.ts';

type Needs = Pick<Ports, 'table' | 'notices'>;

/** How many people were told. */
export interface TellingRun {
  readonly told: number;
}

export const tellOfChanges =
  () =>
  async (ports: Needs): Promise<TellingRun> => {
    let told = 0;
    for (const id of await listCampaigns(ports.table)) told += (await tellOfCalendar(id)(ports)).told;
    return { told };
  };

export const tellOfCalendar =
  (campaign: string) =>
  async (ports: Needs): Promise<TellingRun> => {
    let told = 0;
    for (const { change, at } of await changesToTell(ports.table, campaign)) {
      const proposal = await readCalendarChange(ports.table, campaign, change);
      if (!proposal) throw new Error(`change ${change} of ${campaign} is to be told and not there`);
      told += await tellAll(campaign, proposal, at, ports);
      await ports.table.transact([{ delete: tellingCalendarKey(campaign, change) }]);
    }
    return { told };
  };

/** Village by village, each person once, however many areas they are in. */
const tellAll = async (
  campaign: string,
  proposal: CalendarProposal,
  at: Instant,
  ports: Needs,
): Promise<number> => {
  const { table } = ports;
  const notice = changeNotice(proposal, at);
  const told = new Set<string>();
  const say = async (people: readonly string[]) => {
    const fresh = people.filter((person) => !told.has(person));
    for (const person of fresh) told.add(person);
    if (fresh.length > 0) await table.transact([...tell(campaign, fresh, notice, ports)]);
  };
  const villages = await villagesOf(table, campaign);
  await say([proposal.proposedBy]);
  for (const area of officesOf(villages)) await say(await officersOf(table, area));
  if (concernsCollectors(proposal))
    for (const { code } of villages) await say(await collectorsOf(table, campaign, code));
  return told.size;
};

const officesOf = (villages: readonly { readonly code: AreaCode }[]): ReadonlySet<AreaCode> =>
  new Set(villages.flatMap(({ code }) => [districtOf(code), townOf(code)]));

/** Milestones and names close nothing; those who write are told of what does. */
const concernsCollectors = ({ change }: CalendarProposal): boolean =>
  change.gates.length > 0 ||
  change.deadlines.some(({ kind }) => kind !== 'milestone') ||
  (change.altered ?? []).some(({ what }) => what.includes('right') || what.includes('groups'));

type MovedEnd = MovedDeadline & { readonly from: Instant; readonly to: Instant };
const isMovedEnd = (deadline: MovedDeadline): deadline is MovedEnd =>
  deadline.kind === 'stage-end' && deadline.from !== undefined && deadline.to !== undefined;

/** In its title the end of a stage that comes first; the calendar itself tells the rest. */
const changeNotice = ({ id, change, reason }: CalendarProposal, at: Instant): Notice => {
  const [first] = change.deadlines.filter(isMovedEnd).sort((a, b) => a.from - b.from);
  const facts = { count: sizeOfChange(change), why: reason };
  if (!first) return { id: `${id}-in-force`, kind: 'calendar-changed', at, facts };
  return {
    id: `${id}-in-force`,
    kind: 'deadline-moved',
    at,
    facts: { ...facts, stage: first.id, was: first.from, until: first.to },
  };
};
