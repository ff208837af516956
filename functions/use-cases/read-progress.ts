/** How far a town or a village is: tally lines, never a scan of records. And where its gates stand. */
import * as z from 'zod';
import { deadlinesOf, expectedShare } from '#forms/campaign/calendar.ts';
import type { Instant } from '#forms/json.ts';
import { covers, townOf } from '#forms/permission/area.ts';
import { mayDo, type Person } from '#forms/permission/permission.ts';
import { ok, type Result } from '#forms/result.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { GatesReply, ProgressReply, TallyLine } from '#forms/wire/shapes.ts';
import type { Item, Ports, Table } from '../ports.ts';
import { type Campaign, readAreas, villagesOf } from '../store/campaign.ts';
import { readFindingTallies } from '../store/findings.ts';
import * as keys from '../store/keys.ts';
import { villagesDone } from '../store/progress.ts';
import { allOf, gatesOfVillage } from '../store/village.ts';
import { campaignFor } from './access.ts';

const tallyShape = z.object({
  village: z.string(),
  questionnaire: z.string(),
  units: z.number(),
  records: z.number(),
  submissions: z.number(),
  signed: z.number(),
  late: z.number(),
  decided: z.number().default(0),
  lastAt: z.number(),
});

export const tallyOf = (item: Item): TallyLine => {
  const { lastAt, ...tally } = tallyShape.parse(item);
  return lastAt > 0 ? { ...tally, lastAt } : tally;
};

export const readProgress =
  (person: Person, campaignId: string, area: string) =>
  async ({ table, clock }: Pick<Ports, 'table' | 'clock'>): Promise<Result<ProgressReply, Problem>> => {
    const found = await campaignFor(person, 'progress.read', campaignId, area, table);
    if (!found.ok) return found;
    const { calendar } = found.value;
    const villages = await villagesOf(table, campaignId, area);
    const towns = [...new Set(villages.map(({ code }) => townOf(code)))];
    const [lines, findings] = await Promise.all([
      Promise.all(towns.map((town) => allOf(table, keys.townPk(campaignId, town), keys.tallyPrefix))),
      Promise.all(towns.map((town) => readFindingTallies(table, campaignId, town))),
    ]);
    const now = clock.now();
    const taking = new Set(villages.map(({ code }) => code));
    return ok({
      villages: (await readAreas(table)).filter(({ code }) => taking.has(code)),
      tallies: lines
        .flat()
        .map(tallyOf)
        .filter((tally) => covers(area, tally.village)),
      expected: Object.fromEntries(
        calendar.groups.map((group) => [group, expectedShare(calendar, group, now)]),
      ),
      findings: findings
        .flat()
        .filter(({ village }) => taking.has(village) && mayDo(person, 'finding.read', village)),
      now,
    });
  };

export const readGates =
  (person: Person, campaign: string, area: string) =>
  async ({ table, clock }: Pick<Ports, 'table' | 'clock'>): Promise<Result<GatesReply, Problem>> => {
    const found = await campaignFor(person, 'progress.read', campaign, area, table);
    if (!found.ok) return found;
    const villages = (await villagesOf(table, campaign, area)).filter(({ code }) =>
      mayDo(person, 'progress.read', code),
    );
    const gates = await Promise.all(villages.map(({ code }) => gatesOfVillage(table, campaign, code)));
    const now = clock.now();
    const moving = await movingGates(found.value, now, table);
    return ok({ gates: gates.flat(), ...(moving ? { moving } : {}), now });
  };

/** N20: the last deadline that has come and is not through yet. */
const movingGates = async (
  { id, calendar, openedAt }: Campaign,
  now: Instant,
  table: Table,
): Promise<GatesReply['moving']> => {
  const due = deadlinesOf(calendar).filter(({ kind, at }) => kind === 'gates' && openedAt < at && at <= now);
  const last = due.sort((a, b) => a.at - b.at).at(-1);
  if (!last || (await table.get(keys.deadlineKey(id, last.kind, last.id)))) return undefined;
  const [done, villages] = [await villagesDone(table, id, last), await villagesOf(table, id)];
  return { at: last.at, done: Math.min(done, villages.length), villages: villages.length };
};
