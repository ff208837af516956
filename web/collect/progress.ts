/** How far a village is with one calendar group: counts of units, from what this phone knows. Pure. */
import { expectedShare, stagesOf } from '#forms/campaign/calendar.ts';
import { dueFor } from '#forms/campaign/due.ts';
import type { Gate } from '#forms/campaign/gate.ts';
import type { Instant } from '#forms/json.ts';
import type { Role } from '#forms/permission/permission.ts';
import type { CampaignReply, Unit, WorkReply } from '#forms/wire/shapes.ts';
import { isUnderWay } from '../offline/outbox.ts';
import type { Standing } from '../offline/standing.ts';

export interface GroupProgress {
  readonly group: string;
  readonly questionnaires: readonly string[];
  /** The gate that all of the group's questionnaires stand at. */
  readonly gate: Gate;
  /** Kind of unit that the group is about, when there is only one. */
  readonly kind?: string;
  readonly units: number;
  /** Every questionnaire of the group has reached the server. */
  readonly sent: number;
  /** The rest is finished, but only on this phone. */
  readonly here: number;
  readonly expected: number;
}

export const isOpen = (gate: Pick<Gate, 'right' | 'opensAt' | 'closesAt'>, now: Instant): boolean =>
  gate.right === 'collect' && gate.opensAt <= now && now < gate.closesAt;

/** Anything may still be written: new records, corrections, or corrections under a finding. */
export const isWritable = (gate: Pick<Gate, 'right' | 'opensAt' | 'closesAt'>, now: Instant): boolean =>
  gate.right !== 'none' && gate.right !== 'read' && gate.opensAt <= now && now < gate.closesAt;

/** The instants at which a group's new records, and its last corrections, stop; absent when the calendar has none. */
export const endsOf = (
  calendar: CampaignReply['calendar'],
  group: string,
): { readonly collect?: Instant | undefined; readonly write?: Instant | undefined } => {
  const stages = stagesOf(calendar, group);
  return {
    collect: stages.findLast(({ right }) => right === 'collect')?.to,
    write: stages.findLast(({ right }) => right !== 'read')?.to,
  };
};

/** W36: the campaign as it is for somebody with these roles: questionnaires that others fill in are not theirs to see to. */
export const filledBy = (campaign: CampaignReply, roles: readonly Role[]): CampaignReply => ({
  ...campaign,
  questionnaires: campaign.questionnaires.filter((one) => one.filledBy.some((role) => roles.includes(role))),
});

type StandingOf = (unit: string, questionnaire: string) => Standing;

/** W36: what the unit owes, and what was begun or sent for it without being owed, or no longer. */
export const questionnairesOf = (campaign: CampaignReply, unit: Unit, standing: StandingOf) =>
  campaign.questionnaires.filter(
    (one) => one.unit === unit.kind && (dueFor(one, unit) || standing(unit.id, one.id).state !== 'none'),
  );

const placeOf = ({ record, item }: Standing): 'sent' | 'here' | 'open' => {
  if (record) return 'sent';
  return item && isUnderWay(item.state) ? 'here' : 'open';
};

const groupProgress = (
  campaign: CampaignReply,
  work: WorkReply,
  standing: StandingOf,
  now: Instant,
  group: string,
): GroupProgress | undefined => {
  const members = campaign.questionnaires.filter((one) => one.group === group);
  const gate = work.gates.find((one) => one.questionnaire === members[0]?.id);
  // A sheet is there only once it is filled in: sheets would always look done.
  const sheets = campaign.unitKinds.filter(({ parent }) => parent !== undefined).map(({ id }) => id);
  const kinds = [...new Set(members.map(({ unit }) => unit))].filter((one) => !sheets.includes(one));
  const [kind] = kinds;
  if (!gate || kind === undefined) return undefined;
  let sent = 0;
  let here = 0;
  let units = 0;
  for (const unit of work.units) {
    if (!kinds.includes(unit.kind)) continue;
    const places = members
      .map((one) => ({ one, at: standing(unit.id, one.id) }))
      .filter(({ one, at }) => one.unit === unit.kind && (dueFor(one, unit) || at.record !== undefined))
      .map(({ at }) => placeOf(at));
    if (places.length === 0) continue;
    units++;
    if (places.every((place) => place === 'sent')) sent++;
    else if (places.every((place) => place !== 'open')) here++;
  }
  return {
    group,
    questionnaires: members.map((one) => one.id),
    gate,
    ...(kinds.length === 1 ? { kind } : {}),
    units,
    sent,
    here,
    expected: Math.round(expectedShare(campaign.calendar, group, now) * units),
  };
};

/** One per calendar group that has units in the village; the largest first. */
export const progressOf = (
  campaign: CampaignReply,
  work: WorkReply,
  standing: StandingOf,
  now: Instant,
): readonly GroupProgress[] =>
  campaign.calendar.groups
    .map((group) => groupProgress(campaign, work, standing, now, group))
    .filter((one) => one !== undefined && one.units > 0)
    .flatMap((one) => (one ? [one] : []))
    .sort((a, b) => b.units - a.units);

/** The group whose deadline is the day's: of those still open with more than a handful of units, the first to close. */
export const nearestOf = (groups: readonly GroupProgress[], now: Instant): GroupProgress | undefined =>
  groups
    .filter(({ gate, units }) => gate.right !== 'none' && now < gate.closesAt && units >= 5)
    .toSorted((a, b) => a.gate.closesAt - b.gate.closesAt)[0];
