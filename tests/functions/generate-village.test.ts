import { expect, test } from 'vitest';
import { stagesOf } from '#forms/campaign/calendar.ts';
import { checksOf } from '#forms/campaign/pack-checks.ts';
import { compileChecks } from '#forms/checks/compile-checks.ts';
import { hitsOfArea, hitsOfRecord, hitsOfUnit } from '#forms/checks/run-checks.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import { generateTownship } from '#functions/server/demo/generate-township.ts';
import { contextOf, dossiersOf, generateVillage } from '#functions/server/demo/generate-village.ts';
import { surprisesIn } from '#functions/server/demo/surprises.ts';
import { demoPlan, shippedPack } from '#tests/support/shipped-packs.ts';

const pack = shippedPack('township-2022');
const plan = demoPlan('township-2022');
const now = (stagesOf(pack.calendar, pack.calendar.groups[0] ?? '')[0]?.to ?? 0) - 60_000;
const { checks } = compileChecks(checksOf(pack), schemaOf(pack));

const generated = (seed: string, faults: number, { wanted = plan, homes = 80 } = {}) => {
  const { units, sheets } = generateTownship(wanted, { seed, villages: 1, units: homes });
  const all = [...units, ...sheets];
  const village = generateVillage({ pack, plan: wanted, units: all, seed, now, faults });
  const dossiers = dossiersOf(all, village.papers, village.previous);
  const context = contextOf({ pack, now });
  const hits = [
    ...dossiers.flatMap((dossier) => [
      ...Object.keys(dossier.answers).flatMap((id) => hitsOfRecord(checks, dossier, id, context)),
      ...hitsOfUnit(checks, dossier, context),
    ]),
    ...hitsOfArea(checks, dossiers, 'village', context),
    ...hitsOfArea(checks, dossiers, 'town', context),
  ];
  return { ...village, hits, surprises: surprisesIn(hits, village.planted) };
};
const named = (hits: ReturnType<typeof generated>['hits']) =>
  hits.map(({ check, unit }) => `${check} ${unit}`);

test('[C70] a village without faults: every paper is accepted, and no check finds anything', () => {
  const { papers, hits } = generated('clean', 0);
  expect(papers.length).toBeGreaterThan(300);
  expect(named(hits)).toEqual([]);
});

test('[C71] every planted fault is found, by the checks that the plan names, and nothing where none was planted', () => {
  const { planted, surprises } = generated('faulty', 0.4);
  expect(planted.length).toBeGreaterThan(20);
  expect(surprises.missed).toEqual([]);
  expect(named(surprises.unplanted)).toEqual([]);
});

test('[C71] faults are planted only where the plan lets them', () => {
  const nowhere = {
    ...plan,
    faults: plan.faults.map((fault) => ({ ...fault, where: { householdNo: 'none' } })),
  };
  expect(generated('faulty', 1, { wanted: nowhere, homes: 20 }).planted).toEqual([]);
});

test('[C72] totals of a village count its papers', () => {
  const { papers } = generated('totals', 0, { homes: 20 });
  const villagePaper = papers.find(({ questionnaire }) => questionnaire === 'villageAnnual');
  const homes = papers.filter(({ questionnaire }) => questionnaire === 'tphAnnual');
  expect(villagePaper?.answers).toMatchObject({ exitHouseholds: homes.length, households: homes.length });
});

test('[C57] a seed gives the same papers again', () => {
  const again = generated('again', 0.1, { homes: 10 }).papers;
  expect(generated('again', 0.1, { homes: 10 }).papers).toEqual(again);
  expect(generated('other', 0.1, { homes: 10 }).papers).not.toEqual(again);
});
