/** What people made of the calendar: two of them behind every change, one after the other, never the past, never a seal. */
import type { CalendarProposal } from '#forms/wire/calendar.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import { readSeal } from '#functions/store/seals.ts';
import { campaign } from '../simulation/plan.ts';
import { extensionsIn } from './allowance.ts';
import { approvedOf, changedTooSoon } from './calendars.ts';
import { type Broken, type Evidence, groupOf, type Stored } from './evidence.ts';

export const judgeCalendar = async (evidence: Evidence, stored: Stored): Promise<readonly Broken[]> => {
  const came = approvedOf(stored.changes);
  return [
    ...came.flatMap((change, index) => changeFaults(evidence, stored, change, index)),
    ...(await endFaults(evidence, came)),
    ...(await sealFaults(evidence, stored)),
    ...extensionFaults(evidence, stored),
  ];
};

const changeFaults = (
  { plan, weather, ledger }: Evidence,
  { calendars }: Stored,
  { id, basedOn, proposedBy, decidedBy, decidedAt = 0, state }: CalendarProposal,
  index: number,
): readonly Broken[] => {
  const say = (rule: string, says: string): Broken => ({ rule, says: `change …${id.slice(-4)} ${says}` });
  const wrong: Broken[] = [];
  const deciders = [plan.district.id, plan.deputy.id];
  if (decidedBy === undefined || decidedBy === proposedBy || !deciders.includes(decidedBy))
    wrong.push(say('P34', `of ${proposedBy} was approved by ${decidedBy}`));
  if (state !== 'in-force') wrong.push(say('G32', 'was approved and never came into force'));
  if (basedOn !== index)
    wrong.push(say('C27', `started from calendar ${basedOn} and was number ${index + 1}`));
  const [before, after] = [calendars[index]?.calendar, calendars[index + 1]?.calendar];
  const soon = before && after && changedTooSoon(before, after, decidedAt);
  if (soon) wrong.push(say('C22', `was decided ${new Date(decidedAt).toISOString()}: ${soon}`));
  const earlier = index === 0 ? 0 : (ledger.inForce.get(calendars[index]?.change ?? '') ?? 0);
  if (weather.clockSteps === 0 && (ledger.approved.get(id) ?? 0) < earlier)
    wrong.push(say('C27', 'was approved while another one was on its way'));
  return wrong;
};

const endFaults = async (
  { table }: Evidence,
  came: readonly CalendarProposal[],
): Promise<readonly Broken[]> => {
  const revision = (await readCampaign(table, campaign))?.calendar.revision ?? 0;
  return revision === came.length
    ? []
    : [{ rule: 'C27', says: `${came.length} changes came, the calendar is number ${revision}` }];
};

/** C23, G34: no seal before its instant by the calendar that held, and none while a change was on its way. */
const sealFaults = async (
  { table, plan, weather, ledger }: Evidence,
  { calendars, changes }: Stored,
): Promise<readonly Broken[]> => {
  const broken: Broken[] = [];
  for (const { id } of plan.pack.calendar.seals) {
    const begun = (await readSeal(table, campaign, id))?.sealedAt;
    if (begun === undefined || weather.clockSteps > 0) continue;
    const holding = calendars.findLast(({ change }) => (ledger.inForce.get(change) ?? 0) <= begun);
    const at = holding?.calendar.seals.find((seal) => seal.id === id)?.at ?? Number.POSITIVE_INFINITY;
    if (begun < at)
      broken.push({ rule: 'C23', says: `seal ${id} began ${at - begun} ms before its instant` });
    const meanwhile = changes.find((change) => {
      const [from, to] = [ledger.approved.get(change.id), ledger.inForce.get(change.id)];
      return from !== undefined && from < begun && begun < (to ?? Number.POSITIVE_INFINITY);
    });
    if (meanwhile)
      broken.push({ rule: 'G34', says: `seal ${id} began while …${meanwhile.id.slice(-4)} was on its way` });
  }
  return broken;
};

/** C25, G13: what was granted ends before the seal, wherever that was moved to. */
const extensionFaults = ({ plan }: Evidence, stored: Stored): readonly Broken[] =>
  extensionsIn(stored).flatMap(({ id, state, questionnaires, until, decidedAt = 0 }) => {
    const group = groupOf(plan, questionnaires[0] ?? '');
    // Whatever was approved before it was overtaken by then.
    const seals = stored.calendars
      .filter((_, index) => (stored.calendars[index + 1]?.from ?? Number.POSITIVE_INFINITY) > decidedAt)
      .map(({ calendar }) => calendar.seals.find(({ groups }) => groups.includes(group))?.at ?? until);
    const past = state === 'granted' && seals.some((at) => until > at);
    return past
      ? [{ rule: 'G13', says: `extension …${id.slice(-4)} reaches past a seal that was moved` }]
      : [];
  });
