import { expect, test } from 'vitest';
import { stagesOf } from '#forms/campaign/calendar.ts';
import type { Pack } from '#forms/campaign/pack.ts';
import { checksOf } from '#forms/campaign/pack-checks.ts';
import { compileChecks } from '#forms/checks/compile-checks.ts';
import { hitsOfArea, hitsOfRecord, hitsOfUnit } from '#forms/checks/run-checks.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import type { DemoPlan } from '#functions/server/demo/demo-plan.ts';
import { generateTownship } from '#functions/server/demo/generate-township.ts';
import { contextOf, dossiersOf, generateVillage } from '#functions/server/demo/generate-village.ts';
import { surprisesIn } from '#functions/server/demo/surprises.ts';
import { demoPlan, type ShippedPack, shippedPack, shippedPacks } from '#tests/support/shipped-packs.ts';

interface Ground {
  readonly pack: Pack;
  readonly plan: DemoPlan;
  readonly now: number;
  readonly checks: ReturnType<typeof compileChecks>['checks'];
}
const groundOf = (id: ShippedPack): Ground => {
  const pack = shippedPack(id);
  const now = (stagesOf(pack.calendar, pack.calendar.groups[0] ?? '')[0]?.to ?? 0) - 60_000;
  const { checks } = compileChecks(checksOf(pack), schemaOf(pack));
  return { pack, plan: demoPlan(id), now, checks };
};
const grounds = Object.fromEntries(shippedPacks.map((id) => [id, groundOf(id)])) as {
  readonly [Id in ShippedPack]: Ground;
};
const { plan } = grounds['township-2022'];

interface Wanted {
  readonly id?: ShippedPack;
  readonly wanted?: DemoPlan;
  readonly homes?: number;
  readonly villages?: number;
}

/** Every village of a township, as it would be checked; hits of the town are looked for in all of it. */
const generated = (
  seed: string,
  faults: number,
  { id = 'township-2022', wanted, homes = 80, villages = 1 }: Wanted = {},
) => {
  const { pack, plan: own, now, checks } = grounds[id];
  const drawn = wanted ?? own;
  const { areas, units, sheets } = generateTownship(drawn, { seed, villages, units: homes });
  const all = [...units, ...sheets];
  const context = contextOf({ pack, now });
  const made = areas
    .filter(({ level }) => level === 'village')
    .map(({ code }) => {
      const mine = all.filter(({ village }) => village === code);
      const village = generateVillage({ pack, plan: drawn, units: mine, seed, now, faults });
      return { ...village, dossiers: dossiersOf(mine, village.papers, village.previous) };
    });
  const dossiers = made.flatMap((village) => village.dossiers);
  const hits = [
    ...dossiers.flatMap((dossier) => [
      ...Object.keys(dossier.answers).flatMap((one) => hitsOfRecord(checks, dossier, one, context)),
      ...hitsOfUnit(checks, dossier, context),
    ]),
    ...hitsOfArea(checks, dossiers, 'village', context),
    ...hitsOfArea(checks, dossiers, 'town', context),
  ];
  const planted = made.flatMap((village) => village.planted);
  return {
    units: all,
    papers: made.flatMap((village) => village.papers),
    previous: made.flatMap((village) => village.previous),
    planted,
    hits,
    surprises: surprisesIn(hits, planted),
  };
};
const named = (hits: ReturnType<typeof generated>['hits']) =>
  hits.map(({ check, unit }) => `${check} ${unit}`);

const sizes = [
  ['a', 1, 9],
  ['b', 1, 80],
  ['c', 3, 150],
  ['d', 2, 330],
] as const;

test.each(shippedPacks.flatMap((id) => sizes.map((size) => [id, ...size] as const)))(
  '[C70, C35] nothing is found in a clean township of %s, seed %s, %i villages, %i homes',
  (id, seed, villages, homes) => {
    const { papers, hits } = generated(seed, 0, { id, villages, homes });
    expect(papers.length).toBeGreaterThan(homes);
    expect(named(hits)).toEqual([]);
  },
);

test.each(shippedPacks)(
  '[C71, C36] every fault planted in %s is found by the checks that the plan names, and nothing where none was planted',
  (id) => {
    const { planted, surprises } = generated('faulty', 0.9, { id, homes: 300 });
    expect(planted.length).toBeGreaterThan(20);
    expect(new Set(planted.map(({ unit }) => unit)).size).toBe(planted.length);
    expect(surprises.missed).toEqual([]);
    expect(named(surprises.unplanted)).toEqual([]);
  },
);

test('[C36] a unit in which a fault fits gets one as often as asked, whatever else the plan has', () => {
  const all = generated('faulty', 1, { homes: 60 });
  const owing = all.units.filter(({ attributes }) => attributes?.householdType === '01');
  expect(owing.length).toBeGreaterThan(5);
  for (const { id } of owing) expect(all.planted.map(({ unit }) => unit)).toContain(id);
});

test('[C71] faults are planted only where the plan lets them', () => {
  const nowhere = {
    ...plan,
    faults: plan.faults.map((fault) => ({ ...fault, where: { householdNo: 'none' } })),
  };
  expect(generated('faulty', 1, { wanted: nowhere, homes: 20 }).planted).toEqual([]);
});

test('[C72] totals of a village count its papers', () => {
  const { papers, units } = generated('totals', 0, { homes: 40 });
  const villagePaper = papers.find(({ questionnaire }) => questionnaire === 'villageAnnual');
  const homes = papers.filter(({ questionnaire }) => questionnaire === 'tphAnnual');
  const lifted = homes.filter(({ answers }) => answers.householdType === '01');
  expect(lifted.length).toBeGreaterThan(0);
  expect(villagePaper?.answers).toMatchObject({
    exitHouseholds: lifted.length,
    households: units.filter(({ kind }) => kind === 'household').length,
  });
});

test('[C57] a seed gives the same papers again', () => {
  const again = generated('again', 0.1, { homes: 10 }).papers;
  expect(generated('again', 0.1, { homes: 10 }).papers).toEqual(again);
  expect(generated('other', 0.1, { homes: 10 }).papers).not.toEqual(again);
});
