import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Check } from '#forms/checks/check.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import { readFindings, readFindingTallies } from '#functions/store/findings.ts';
import * as keys from '#functions/store/keys.ts';
import { runChecks } from '#functions/use-cases/checks/run-checks.ts';
import { runMarked } from '#functions/use-cases/checks/run-marked.ts';
import { checkedPack, homeCheck } from '#tests/support/checked-pack.ts';
import { birth, home, openSheetWorld, type SheetWorld, unitOf } from '#tests/support/sheet-world.ts';
import { type PersonName, places } from '#tests/support/world.ts';

const checks: readonly Check[] = [
  homeCheck('big', 'record', '{home.size} > 5'),
  homeCheck('born', 'unit', '{home.size} < countIf({changeSheet}, {x.what} = "Birth") + 2'),
  homeCheck('many', 'village', 'sumOf({units.household}, {x.home.size}) > 9'),
  homeCheck('twice', 'town', 'countIf(matching({units.household}, {x.home.head}, {home.head})) > 1'),
];
const pack = checkedPack(checks);

const open = () => openSheetWorld({ table: memoryTable(), pack });
const run = async (world: SheetWorld, village: string) => {
  const campaign = await readCampaign(world.ports.table, 'small');
  if (!campaign) throw new Error('no campaign');
  await runChecks(campaign, village)(world.ports);
};
const all = async (world: SheetWorld) =>
  (
    await Promise.all(
      [places.village, places.neighbour].map((village) =>
        readFindings(world.ports.table, { campaign: 'small', village }),
      ),
    )
  ).flat();
const livingIn = async (world: SheetWorld) =>
  (await all(world))
    .filter(({ state }) => state !== 'closed')
    .map(({ id }) => id)
    .sort();

interface Paper {
  readonly village: 0 | 1;
  readonly household: 1 | 2 | 3;
  readonly size: number;
  readonly head: string;
}
const paper = fc.record({
  village: fc.constantFrom(0 as const, 1 as const),
  household: fc.constantFrom(1 as const, 2 as const, 3 as const),
  size: fc.integer({ min: 1, max: 8 }),
  head: fc.constantFrom('甲', '乙', '丙'),
});
const step = fc.oneof(
  { weight: 5, arbitrary: paper.map((of) => ({ paper: of })) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1).map((village) => ({ run: village })) },
  { weight: 1, arbitrary: fc.constant({ birth: true }) },
);
const codes = [places.village, places.neighbour] as const;
const senders: readonly PersonName[] = ['collector', 'neighbour'];

/** The newest answers of every household, as a fresh campaign would get them. */
const send = async (
  world: SheetWorld,
  { village, household, size, head }: Paper,
  versions: Map<string, number>,
) => {
  const unit = `${codes[village]}-H${household}`;
  const basedOn = versions.get(unit) ?? 0;
  const sent = { village: codes[village], unit, basedOn, answers: { ...home, size, head } };
  expect((await world.submit(sent, senders[village])).status).toBe(201);
  versions.set(unit, basedOn + 1);
};

test('[K26, K36] whatever came and ran in whatever order: no finding twice, and what a fresh run finds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const [world, fresh] = [await open(), await open()];
      const versions = new Map<string, number>();
      const newest = new Map<string, Paper>();
      let born = false;
      for (const one of steps) {
        if ('paper' in one) {
          await send(world, one.paper, versions);
          newest.set(`${one.paper.village} ${one.paper.household}`, one.paper);
        } else if ('run' in one) await run(world, codes[one.run] ?? places.village);
        else if (!born) born = (await world.submit(birth(unitOf(1)))).status === 201;
      }
      for (const village of codes) await run(world, village);
      const freshVersions = new Map<string, number>();
      for (const one of newest.values()) await send(fresh, one, freshVersions);
      if (born) await fresh.submit(birth(unitOf(1)));
      await fresh.call('town', 'runChecks', { area: places.town }, {});
      for (const village of codes) await run(fresh, village);
      const ids = (await all(world)).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(await livingIn(world)).toEqual(await livingIn(fresh));
      // K30: counts are those of a recount.
      for (const { village, counts } of await readFindingTallies(world.ports.table, 'small', places.town)) {
        const recount: { [count: string]: number } = {};
        for (const { state, severity } of await readFindings(world.ports.table, {
          campaign: 'small',
          village,
        }))
          recount[`${state}-${severity}`] = (recount[`${state}-${severity}`] ?? 0) + 1;
        expect(Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))).toEqual(
          recount,
        );
      }
      await Promise.all([world.close(), fresh.close()]);
    }),
    { numRuns: 25 },
  );
}, 60_000);

let world: SheetWorld;
beforeEach(async () => {
  world = await open();
});
afterEach(() => world.close());

const told = (...marks: readonly (readonly [string, string])[]) => ({
  Records: marks.map(([pk, sk]) => ({ dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } })),
});

test('[K39] a village among the marks is looked at once; what is no mark does nothing', async () => {
  const pk = keys.villagePk('small', places.village);
  await world.submit({ answers: { ...home, size: 8 } });
  await world.submit({ unit: unitOf(2), answers: { ...home, head: '乙', size: 1 } });
  const marks = [1, 2].map(
    (order) => [pk, keys.recheckKey('small', places.village, unitOf(order)).sk] as const,
  );
  expect(await runMarked(told([pk, keys.gateKey('small', places.village, 'home').sk]))(world.ports)).toEqual({
    units: 0,
  });
  expect(await runMarked(told(...marks))(world.ports)).toEqual({ units: 2 });
  expect(await runMarked(told(...marks))(world.ports)).toEqual({ units: 0 });
  expect(await livingIn(world)).toHaveLength(2);
  expect(await runMarked({ hello: 1 })(world.ports)).toEqual({ units: 0 });
});

test('[K30, K39] two runs of one village at a time leave each finding once', async () => {
  await world.submit({ answers: { ...home, size: 8 } });
  await Promise.all([run(world, places.village), run(world, places.village), run(world, places.neighbour)]);
  const findings = await all(world);
  expect(findings.map(({ check }) => check).sort()).toEqual(['big']);
  const [tally] = await readFindingTallies(world.ports.table, 'small', places.town);
  expect(tally?.counts).toMatchObject({ 'found-verify': 1 });
});
