/**
 * Reminders before a deadline, to those with unfinished or unsent work. A deadline is what stands on the gates, so an
 * extension is reminded of at its own end. Told once per person, village and deadline, however often it is looked.
 */

import { type RehearsalLine, rehearse } from '#forms/campaign/rehearsal.ts';
import type { Instant } from '#forms/json.ts';
import type { Notice } from '#forms/notice/notice.ts';
import { townOf } from '#forms/permission/area.ts';
import type { PhoneState } from '#forms/wire/deadlines.ts';
import type { Ports } from '../../ports.ts';
import { type Campaign, listCampaigns, readCampaign, villagesOf } from '../../store/campaign.ts';
import { runningExtensions } from '../../store/extensions.ts';
import * as keys from '../../store/keys.ts';
import { phonesOfVillage } from '../../store/phones.ts';
import { allOf, gatesOfVillage } from '../../store/village.ts';
import { tallyOf } from '../read-progress.ts';
import { tell } from './tell.ts';

type Needs = Pick<Ports, 'table' | 'clock' | 'notices'>;

const hour = 3_600_000;
/** How long before. */
const aheads = [72 * hour, 24 * hour, 2 * hour] as const;

interface Moment {
  readonly closesAt: Instant;
  readonly ahead: number;
}
export interface ReminderRun {
  readonly told: number;
  readonly next?: Instant;
}

/** G23. */
export const remind =
  () =>
  async (ports: Needs): Promise<ReminderRun> => {
    const { table, clock } = ports;
    let told = 0;
    const ahead: Instant[] = [];
    for (const id of await listCampaigns(table)) {
      const campaign = await readCampaign(table, id);
      if (!campaign) continue;
      const now = clock.now();
      const moments = await momentsOf(campaign, table);
      ahead.push(...moments.map((moment) => moment.closesAt - moment.ahead).filter((at) => at > now));
      for (const moment of dueOf(moments, now)) told += await remindAll(campaign, moment, ports);
    }
    return ahead.length > 0 ? { told, next: Math.min(...ahead) } : { told };
  };

/** Every end of writing, from the calendar and from what was granted. */
const momentsOf = async ({ id, calendar }: Campaign, table: Ports['table']): Promise<readonly Moment[]> => {
  const ends = [
    ...calendar.stages.filter(({ right }) => right !== 'read').map(({ to }) => to),
    ...(await runningExtensions(table, id)).map(({ until }) => until),
  ];
  return [...new Set(ends)].flatMap((closesAt) => aheads.map((ahead) => ({ closesAt, ahead })));
};

/** For each deadline the last reminder whose time has come: who slept over one of them is not told twice at once. */
const dueOf = (moments: readonly Moment[], now: Instant): readonly Moment[] => {
  const due = moments.filter(({ closesAt, ahead }) => closesAt - ahead <= now && now < closesAt);
  return due.filter(
    (moment) => !due.some((other) => other.closesAt === moment.closesAt && other.ahead < moment.ahead),
  );
};

const remindAll = async (campaign: Campaign, moment: Moment, ports: Needs): Promise<number> => {
  const { table, clock } = ports;
  const mark = keys.remindedKey(campaign.id, moment.closesAt, moment.ahead);
  if (await table.get(mark)) return 0;
  const villages = await villagesOf(table, campaign.id);
  const towns = [...new Set(villages.map(({ code }) => townOf(code)))];
  let told = 0;
  for (const town of towns) {
    const tallies = (await allOf(table, keys.townPk(campaign.id, town), keys.tallyPrefix)).map(tallyOf);
    for (const { code } of villages.filter((village) => townOf(village.code) === town)) {
      const phones = await phonesOfVillage(table, campaign.id, code);
      if (phones.length === 0) continue;
      const own = tallies.filter(({ village }) => village === code);
      const gates = await gatesOfVillage(table, campaign.id, code);
      const lines = rehearse(own, gates, campaign.questionnaires, clock.now());
      told += await remindVillage(campaign, moment, { lines, phones, village: code }, ports);
    }
  }
  await table.transact([{ put: { ...mark, at: clock.now() } }]);
  return told;
};

interface Reminded {
  readonly village: string;
  readonly lines: readonly RehearsalLine[];
  readonly phones: readonly PhoneState[];
}

const remindVillage = async (
  campaign: Campaign,
  { closesAt, ahead }: Moment,
  { village, lines, phones }: Reminded,
  ports: Needs,
): Promise<number> => {
  const closing = lines.filter((line) => line.open && line.closesAt === closesAt);
  const unfinished = closing.reduce((sum, line) => sum + line.unfinished, 0);
  const concerned = phones.filter(
    ({ unsent, drafts }) => closing.length > 0 && unfinished + unsent + drafts > 0,
  );
  const group = closing[0]?.group;
  const stage = campaign.calendar.stages
    .filter((one) => one.group === group && one.right !== 'read')
    .findLast(({ from }) => from < closesAt);
  for (const { person, unsent, drafts } of concerned) {
    const notice: Notice = {
      id: `${closesAt}-${ahead}-${village}`,
      kind: 'deadline-near',
      at: closesAt - ahead,
      facts: { village, stage: stage?.id ?? '', closesAt, unfinished, unsent: unsent + drafts },
    };
    await ports.table.transact([...tell(campaign.id, [person], notice, ports)]);
  }
  return concerned.length;
};
