/** How far a town or a village is: tally lines, never a scan of records. And where its gates stand. */
import * as z from 'zod';
import { expectedShare } from '#forms/campaign/calendar.ts';
import { covers, townOf } from '#forms/permission/area.ts';
import { mayDo, type Person } from '#forms/permission/permission.ts';
import { ok, type Result } from '#forms/result.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { AuditReply, GatesReply, ProgressReply, TallyLine } from '#forms/wire/shapes.ts';
import type { Item, Ports } from '../ports.ts';
import { readAreas, villagesOf } from '../store/campaign.ts';
import { readFindingTallies } from '../store/findings.ts';
import * as keys from '../store/keys.ts';
import { allOf, gatesOfVillage } from '../store/village.ts';
import { campaignFor, wholeCampaignFor } from './access.ts';

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
    return ok({ gates: gates.flat(), now: clock.now() });
  };

const auditShape = z.object({
  at: z.number(),
  who: z.string(),
  verb: z.string(),
  on: z.string(),
  why: z.string().optional(),
});

export const readAudit =
  (person: Person, campaign: string, after?: string) =>
  async ({ table }: Pick<Ports, 'table'>): Promise<Result<Omit<AuditReply, 'people'>, Problem>> => {
    const found = await wholeCampaignFor(person, 'audit.read', campaign, table);
    if (!found.ok) return found;
    const page = await table.query(keys.auditPk(campaign), {
      limit: 100,
      newestFirst: true,
      ...(after ? { after } : {}),
    });
    return ok({
      lines: page.items.map((item) => auditShape.parse(item) as AuditReply['lines'][number]),
      ...(page.next ? { next: page.next } : {}),
    });
  };
