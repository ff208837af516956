/**
 * Somebody else decides on a proposed calendar; whoever proposed may withdraw it. What is approved is carried out at once, and
 * again by whoever finds it half done.
 */
import { sizeOfChange } from '#forms/campaign/calendar-change.ts';
import type { Notice } from '#forms/notice/notice.ts';
import { mayDecideCalendar, type Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { CalendarProposal, DecideCalendar } from '#forms/wire/calendar.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports, Write } from '../../ports.ts';
import { calendarChangeItem, readCalendarChange } from '../../store/calendar-changes.ts';
import { type Campaign, calendarIs, villagesOf } from '../../store/campaign.ts';
import * as keys from '../../store/keys.ts';
import { wholeCampaignFor } from '../access.ts';
import { auditWrite } from '../audit.ts';
import { tell } from '../notice/tell.ts';
import { judgeChange } from './judge-change.ts';
import { calendarRefused } from './propose-calendar.ts';
import { putInForce } from './put-in-force.ts';
import { standingOfChange } from './read-calendar-changes.ts';
import { tellOfCalendar } from './tell-of-change.ts';

export interface DecidingCalendar extends DecideCalendar {
  readonly campaign: string;
  readonly change: string;
}
type Needs = Pick<Ports, 'table' | 'clock' | 'dice' | 'journal' | 'notices'>;

/** Villages that are walked through while somebody waits for the reply. */
const atOnce = 300;

const states = { approve: 'approved', decline: 'declined', withdraw: 'withdrawn' } as const;

/** P34, C27, G32. Deciding the same again is no harm: what an approval left undone is carried out. */
export const decideCalendar =
  (person: Person, deciding: DecidingCalendar) =>
  async (ports: Needs): Promise<Result<CalendarProposal, Problem>> => {
    const { table } = ports;
    const { campaign: id, change, decision } = deciding;
    const verb = decision === 'withdraw' ? 'calendar.propose' : 'calendar.decide';
    const found = await wholeCampaignFor(person, verb, id, table);
    if (!found.ok) return found;
    const proposal = await readCalendarChange(table, id, change);
    if (!proposal) return refuse(problem('no-such-change', { change }));
    const may =
      decision === 'withdraw'
        ? person.id === proposal.proposedBy
        : mayDecideCalendar(person, found.value.area, proposal.proposedBy);
    if (!may) return refuse(problem('another-second-person'));
    if (proposal.state === 'proposed') return decide(person, deciding, proposal, found.value, ports);
    const isSame =
      proposal.state === states[decision] || (decision === 'approve' && proposal.state === 'in-force');
    if (!isSame) return refuse(problem('decided-already', { decision: proposal.state }));
    return reply(found.value, proposal, ports);
  };

const decide = async (
  person: Person,
  { decision, why }: DecidingCalendar,
  proposal: CalendarProposal,
  campaign: Campaign,
  ports: Needs,
): Promise<Result<CalendarProposal, Problem>> => {
  const { table, clock } = ports;
  const [now, revision] = [clock.now(), campaign.calendar.revision ?? 0];
  const word = { decidedBy: person.id, decidedAt: now, why };
  let decided: CalendarProposal = { ...proposal, ...word, state: states[decision] };
  let stands: readonly Write[] = [];
  if (decision === 'approve') {
    if (proposal.basedOn !== revision) return refuse(problem('calendar-moved-on', { revision }));
    const judged = await judgeChange(campaign, proposal.source, now, table);
    if (!judged.ok) return refuse(calendarRefused(judged.refusal));
    decided = { ...decided, change: judged.value.change };
    stands = [...oneAtATime(campaign, proposal), ...judged.value.stands];
  }
  const outcome = await table.transact([
    {
      put: calendarChangeItem(campaign.id, decided),
      when: [{ attribute: 'state', is: '=', value: 'proposed' }],
    },
    auditWrite(person, { campaign: campaign.id, verb: `calendar.${decision}`, on: proposal.id, why }, ports),
    ...stands,
    ...(decision === 'decline' ? tell(campaign.id, [proposal.proposedBy], declined(decided), ports) : []),
  ]);
  if (outcome === 'done') return reply(campaign, decided, ports);
  if (outcome === 'busy') return refuse(problem('busy', { seconds: 5 }));
  if (outcome.refused > 0) return refuse(problem('calendar-moved-on', { revision: revision + 1 }));
  const earlier = await readCalendarChange(table, campaign.id, proposal.id);
  return refuse(problem('decided-already', { decision: earlier?.state ?? '' }));
};

const declined = ({ id, change, decidedAt = 0, why = '' }: CalendarProposal): Notice => ({
  id: `${id}-declined`,
  kind: 'calendar-declined',
  at: decidedAt,
  facts: { count: sizeOfChange(change), why },
});

/** C27: no two changes start from the same calendar, and none begins while another is on its way. */
const oneAtATime = ({ id }: Campaign, { id: change, basedOn }: CalendarProposal): readonly Write[] => [
  { put: { ...keys.comingCalendarKey(id), change }, when: [{ attribute: 'pk', is: 'absent' }] },
  { check: keys.campaignKey(id), when: [calendarIs(basedOn)] },
];

const reply = async (
  campaign: Campaign,
  proposal: CalendarProposal,
  ports: Needs,
): Promise<Result<CalendarProposal, Problem>> => {
  if (proposal.state !== 'approved') return ok(standingOfChange(proposal, campaign.calendar));
  const villages = await villagesOf(ports.table, campaign.id);
  if (villages.length > atOnce) return ok(proposal); // the background has the time for more
  await putInForce(campaign.id)(ports);
  await tellOfCalendar(campaign.id)(ports);
  return ok((await readCalendarChange(ports.table, campaign.id, proposal.id)) ?? proposal);
};
