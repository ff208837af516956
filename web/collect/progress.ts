/** How far a village is with one calendar group: counts of units, from what this phone knows. Pure. */
import { expectedShare, stagesOf } from '#forms/campaign/calendar.ts';
import type { Gate } from '#forms/campaign/gate.ts';
import type { Instant } from '#forms/json.ts';
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

export const questionnairesOf = (campaign: CampaignReply, unit: Unit) =>
  campaign.questionnaires.filter((questionnaire) => questionnaire.unit === unit.kind);

const placeOf = ({ record, item }: Standing): 'sent' | 'here' | 'open' => {
  if (record) return 'sent';
  return item && isUnderWay(item.state) ? 'here' : 'open';
};

const groupProgress = (
  campaign: CampaignReply,
  work: WorkReply,
  standing: (unit: string, questionnaire: string) => Standing,
  now: Instant,
  group: string,
): GroupProgress | undefined => {
  const members = campaign.questionnaires.filter((one) => one.group === group);
  const gate = work.gates.find((one) => one.questionnaire === members[0]?.id);
  const kinds = [...new Set(members.map(({ unit }) => unit))];
  const [kind] = kinds;
  if (!gate || kind === undefined) return undefined;
  let sent = 0;
  let here = 0;
  const units = work.units.filter((unit) => kinds.includes(unit.kind));
  for (const unit of units) {
    const places = members
      .filter((one) => one.unit === unit.kind)
      .map((one) => placeOf(standing(unit.id, one.id)));
    if (places.every((place) => place === 'sent')) sent++;
    else if (places.every((place) => place !== 'open')) here++;
  }
  return {
    group,
    questionnaires: members.map((one) => one.id),
    gate,
    ...(kinds.length === 1 ? { kind } : {}),
    units: units.length,
    sent,
    here,
    expected: Math.round(expectedShare(campaign.calendar, group, now) * units.length),
  };
};

/** One per calendar group that has units in the village; the largest first. */
export const progressOf = (
  campaign: CampaignReply,
  work: WorkReply,
  standing: (unit: string, questionnaire: string) => Standing,
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
