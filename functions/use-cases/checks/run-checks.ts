/**
 * Runs checks where something has changed: over the units whose records were accepted, their village and their town, and brings
 * the findings up to date. What is to be looked at again stands in the store, so that whoever is killed half-way is followed by
 * the next run; any run may be repeated and may meet another (K30).
 */
import type { Hit } from '#forms/checks/check.ts';
import { hitsOfArea, hitsOfRecord, hitsOfUnit } from '#forms/checks/run-checks.ts';
import type { DossierContext } from '#forms/dossier/dossier.ts';
import { extractOf } from '#forms/dossier/reads.ts';
import type { Finding } from '#forms/findings/finding.ts';
import { reconciled } from '#forms/findings/reconcile.ts';
import type { Item, Ports } from '../../ports.ts';
import type { Campaign } from '../../store/campaign.ts';
import { type CampaignChecks, readChecks } from '../../store/campaign-checks.ts';
import { type Extract, extractItem, type Family, readExtracts, readFamily } from '../../store/dossiers.ts';
import { findingWrites, readFindings, type VillagePlace } from '../../store/findings.ts';
import * as keys from '../../store/keys.ts';
import { markedArea, wholePrefix } from '../../store/list-keys.ts';
import { allOf, unitOf } from '../../store/village.ts';
import { inLanes } from '../lanes.ts';
import { bringFlowsOn } from '../workflow/bring-flows-on.ts';
import { throughWrites } from './check-run.ts';
import { isClosedForGood } from './closed-for-good.ts';
import { contextOf } from './context-of.ts';
import { explainedIn, type Leaves } from './said-and-sealed.ts';

export type CheckPorts = Pick<Ports, 'table' | 'clock'>;
type Scope = Hit['scope'];
const ofUnits: readonly Scope[] = ['row', 'record', 'unit'];

/** Units at a time: the memory of a small machine holds them easily. So many writes go out together and share a commit. */
const atOnce = 50;

/** Looks at everything in the village that has changed since the last run; says how many units it looked at. */
export const runChecks =
  (campaign: Campaign, village: string) =>
  async (ports: CheckPorts): Promise<number> =>
    (await runSomeChecks(campaign, village, Number.POSITIVE_INFINITY)(ports)).units;

export interface SomeChecked {
  readonly units: number;
  /** More has changed than was looked at: ask again. The village and its town are looked at with the last of it. */
  readonly more: boolean;
}

/** The same for at most so many changed units, for whoever has to make room in between. A mark of the whole village is one piece. */
export const runSomeChecks =
  (campaign: Campaign, village: string, most: number) =>
  async (ports: CheckPorts): Promise<SomeChecked> => {
    const place = { campaign: campaign.id, village };
    const { marks, more } = await marksIn(place, most, ports);
    if (marks.length === 0) return { units: 0, more };
    if (await isClosedForGood(ports.table, place)) {
      await unmark(place, marks, ports);
      return { units: 0, more };
    }
    const checks = await readChecks(ports.table, campaign);
    const context = await contextOf(campaign, village, ports);
    const units = await markedUnits(place, marks, ports);
    for (let start = 0; start < units.length; start += atOnce)
      await checkUnits(place, units.slice(start, start + atOnce), checks, context)(ports);
    if (!more) await checkAreas(place, checks, context)(ports);
    await unmark(place, marks, ports);
    return { units: units.length, more };
  };

/** The first so many, and whether there are others; all of them where one is a mark of the whole village. */
const marksIn = async (
  { campaign, village }: VillagePlace,
  most: number,
  { table }: CheckPorts,
): Promise<{ readonly marks: readonly Item[]; readonly more: boolean }> => {
  const pk = keys.villagePk(campaign, village);
  const isWhole = async () => (await table.query(pk, { prefix: wholePrefix, limit: 1 })).items.length > 0;
  if (most === Number.POSITIVE_INFINITY || (await isWhole()))
    return { marks: await allOf(table, pk, keys.recheckPrefix), more: false };
  const { items } = await table.query(pk, { prefix: keys.recheckPrefix, limit: most + 1 });
  return { marks: items.slice(0, most), more: items.length > most };
};

/** All heads of families where a run over the whole village is marked: a sheet is looked at together with its unit. */
const markedUnits = async (
  { campaign, village }: VillagePlace,
  marks: readonly Item[],
  { table }: CheckPorts,
): Promise<readonly string[]> => {
  if (!marks.some((mark) => markedArea(mark)))
    return marks.map(({ sk }) => sk.slice(keys.recheckPrefix.length));
  const units = await allOf(table, keys.villagePk(campaign, village), keys.unitPrefix);
  return units
    .map(unitOf)
    .filter(({ parent }) => parent === undefined)
    .map(({ id }) => id);
};

/** A mark that was renewed meanwhile stays. */
const unmark = async (
  { campaign, village }: VillagePlace,
  marks: readonly Item[],
  { table }: CheckPorts,
): Promise<void> => {
  await inLanes(marks, atOnce, async (mark) => {
    const { pk, sk, submission } = mark;
    await table.transact([
      {
        delete: { pk, sk },
        when: [{ attribute: 'submission', is: '=', value: String(submission) }],
      },
      ...throughWrites(campaign, village, mark),
    ]);
  });
};

/** Row, record and unit checks over some families of a village; their extracts are written anew. */
export const checkUnits =
  (place: VillagePlace, units: readonly string[], checks: CampaignChecks, context: DossierContext) =>
  async ({ table, clock }: CheckPorts): Promise<void> => {
    const families = await Promise.all(units.map((unit) => readFamily(table, place, unit)));
    const extracts = families.flatMap((family) => extractsOf(family, checks));
    await inLanes(extracts, atOnce, (extract) =>
      table.transact([{ put: extractItem(place.campaign, extract) }]),
    );
    const { late, resting } = await bringFlowsOn(
      place,
      families,
      checks.workflows,
      context,
    )({ table, clock });
    const members = new Set(families.flatMap(({ dossiers }) => dossiers.map(({ unit }) => unit.id)));
    await bringUpToDate(
      place,
      {
        hits: [...families.flatMap((family) => hitsOf(family, checks, context)), ...late],
        leaves: leavesOf(extracts),
        families,
        about: (finding) =>
          members.has(finding.unit) &&
          ofUnits.includes(scopeOf(finding, checks)) &&
          !resting.has(finding.check ?? ''),
      },
      { table, clock },
    );
  };

/** Checks of the village and of its town, over extracts. */
export const checkAreas =
  (place: VillagePlace, checks: CampaignChecks, context: DossierContext) =>
  async (ports: CheckPorts): Promise<void> => {
    const extracts = await readExtracts(ports.table, place, 'town');
    const leaves = leavesOf(extracts);
    const dossiers = extracts.map(({ dossier }) => dossier);
    const own = dossiers.filter(({ unit }) => unit.village === place.village);
    const inVillage = hitsOfArea(checks.compiled, own, 'village', context);
    const inTown = hitsOfArea(checks.compiled, dossiers, 'town', context);
    const villageOf = new Map(dossiers.map(({ unit }) => [unit.id, unit.village]));
    const none = { leaves, families: [] };
    const run = (village: string, hits: readonly Hit[], scope: Scope) =>
      bringUpToDate(
        { ...place, village },
        { ...none, hits, about: (finding) => scopeOf(finding, checks) === scope },
        ports,
      );
    await run(place.village, inVillage, 'village');
    for (const village of new Set(villageOf.values())) {
      if (village !== place.village && (await isClosedForGood(ports.table, { ...place, village }))) continue;
      await run(
        village,
        inTown.filter(({ unit }) => villageOf.get(unit) === village),
        'town',
      );
    }
  };

const hitsOf = (
  { dossiers }: Family,
  { compiled }: CampaignChecks,
  context: DossierContext,
): readonly Hit[] =>
  dossiers.flatMap((dossier) => [
    ...Object.keys(dossier.answers).flatMap((id) => hitsOfRecord(compiled, dossier, id, context)),
    ...hitsOfUnit(compiled, dossier, context),
  ]);

const extractsOf = ({ dossiers, records }: Family, { areaReads }: CampaignChecks): readonly Extract[] =>
  dossiers.map((dossier) => ({
    dossier: extractOf(dossier, areaReads),
    leaves: Object.fromEntries(
      records
        .filter(({ unit }) => unit === dossier.unit.id)
        .map(({ questionnaire, leafHash }) => [questionnaire, leafHash]),
    ),
  }));

const leavesOf = (extracts: readonly Extract[]): Leaves =>
  new Map(extracts.map(({ dossier, leaves }) => [dossier.unit.id, leaves]));

/** A finding of a check that is there no more counts as one of the unit: nothing finds it, so it ends. */
const scopeOf = ({ check }: Finding, { known }: CampaignChecks): Scope =>
  (check === undefined ? undefined : known.get(check)?.scope) ?? 'record';

interface Outcome {
  readonly hits: readonly Hit[];
  readonly leaves: Leaves;
  readonly families: readonly Family[];
  /** Findings that this run would have found again. */
  readonly about: (finding: Finding) => boolean;
}

/** Somebody may change a finding between reading and writing: then it is read again. */
const rounds = 5;

const bringUpToDate = async (
  place: VillagePlace,
  { hits, leaves, families, about }: Outcome,
  { table, clock }: CheckPorts,
): Promise<void> => {
  for (let round = 0; round < rounds; round += 1) {
    const all = await readFindings(table, place);
    const before = new Map(all.map((finding) => [finding.id, finding]));
    const changed = reconciled(
      {
        findings: all.filter(about),
        hits,
        contentOf: ({ unit, questionnaire }) => leaves.get(unit)?.[questionnaire] ?? '',
        explained: explainedIn(families),
      },
      clock.now(),
    );
    const changes = changed.map((after) => ({ before: before.get(after.id), after }));
    let met = false;
    for (let start = 0; start < changes.length; start += 90) {
      const outcome = await table.transact(findingWrites(place, changes.slice(start, start + 90)));
      met ||= outcome !== 'done';
    }
    if (!met) return;
  }
  throw new Error(`findings of ${place.village} were changed by others ${rounds} times`);
};
