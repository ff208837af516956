/**
 * Every check over an area anew: every unit in it is marked as changed, and whoever looks at changed units looks at them. So a
 * full run is resumed like any other, may be asked for twice, and is as far as marks are gone (K36).
 */

import * as z from 'zod';
import { mayDo, type Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { CheckRunReply } from '#forms/wire/findings.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Item, Ports, Table } from '../../ports.ts';
import { villagesOf } from '../../store/campaign.ts';
import * as keys from '../../store/keys.ts';
import { allOf, unitOf } from '../../store/village.ts';
import { campaignFor } from '../access.ts';
import { auditWrite } from '../audit.ts';
import { isClosedForGood } from './closed-for-good.ts';

type Reply = Omit<CheckRunReply, 'people'>;

/** More villages than a town has would keep a function waiting: a district goes town by town. */
const mostVillages = 60;

const runShape = z.object({
  startedAt: z.number(),
  startedBy: z.string(),
  units: z.number(),
  villages: z.number(),
});

export const runAllChecks =
  (person: Person, campaign: string, area: string) =>
  async (ports: Pick<Ports, 'table' | 'clock' | 'dice' | 'checking'>): Promise<Result<Reply, Problem>> => {
    const { table, clock, dice, checking } = ports;
    const found = await campaignFor(person, 'check.run', campaign, area, table);
    if (!found.ok) return found;
    const villages = await villagesOf(table, campaign, area);
    if (villages.length > mostVillages) return refuse(problem('too-large', { limit: mostVillages }));
    const now = clock.now();
    const run = dice.id(now);
    let [units, running] = [0, 0];
    for (const { code } of villages) {
      const marked = await markVillage(table, { campaign, village: code }, run);
      if (marked === 0) continue;
      units += marked;
      running += 1;
      checking?.changed(campaign, code);
    }
    const outcome = await table.transact([
      {
        put: {
          ...keys.checkRunKey(campaign, area),
          startedAt: now,
          startedBy: person.id,
          units,
          villages: running,
        },
      },
      auditWrite(person, { campaign, verb: 'check.run', on: area }, ports),
    ]);
    if (outcome !== 'done') return refuse(problem('busy', { seconds: 5 }));
    return readCheckRun(person, campaign, area)(ports);
  };

/** Heads of families: a sheet is looked at together with the unit that it belongs to. */
const markVillage = async (
  table: Table,
  { campaign, village }: { readonly campaign: string; readonly village: string },
  run: string,
): Promise<number> => {
  if (await isClosedForGood(table, { campaign, village })) return 0;
  const items = await allOf(table, keys.villagePk(campaign, village), keys.unitPrefix);
  const heads = items.map(unitOf).filter(({ parent }) => parent === undefined);
  const marks = heads.map(({ id }): Item => ({ ...keys.recheckKey(campaign, village, id), submission: run }));
  for (let start = 0; start < marks.length; start += 100)
    await table.transact(marks.slice(start, start + 100).map((put) => ({ put })));
  return marks.length;
};

/** The last full run of the area, and what is still to be looked at, whoever marked it. */
export const readCheckRun =
  (person: Person, campaign: string, area: string) =>
  async ({ table, clock }: Pick<Ports, 'table' | 'clock'>): Promise<Result<Reply, Problem>> => {
    const found = await campaignFor(person, 'finding.read', campaign, area, table);
    if (!found.ok) return found;
    const villages = (await villagesOf(table, campaign, area)).filter(({ code }) =>
      mayDo(person, 'finding.read', code),
    );
    const [item, waiting] = await Promise.all([
      table.get(keys.checkRunKey(campaign, area)),
      Promise.all(
        villages.map(async ({ code }) => ({
          village: code,
          units: (await allOf(table, keys.villagePk(campaign, code), keys.recheckPrefix)).length,
        })),
      ),
    ]);
    return ok({
      ...(item ? { run: runShape.parse(item) } : {}),
      waiting: waiting.filter(({ units }) => units > 0),
      now: clock.now(),
    });
  };
