/**
 * Runs checks over a record, a unit, a village or a town. Nothing throws, whatever the answers are; the work of a run is
 * bounded, and a check that would need more is a hit that says so (K10).
 */
import { asAnswer } from '../answers/expression/as-answer.ts';
import { maskText } from '../answers/mask.ts';
import type { Dossier, DossierContext } from '../dossier/dossier.ts';
import { levels } from '../dossier/expression.ts';
import { OutOfWork, remembered, Sight } from '../dossier/sight.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Hit } from './check.ts';
import { type CompiledCheck, type CompiledChecks, ofScope } from './compile-checks.ts';
import { hitId, shownKey } from './identity.ts';
import { namesOf, pathOf, type Row, rowsOf } from './rows.ts';

/** Items that a run may look at: far more than honest papers need, few enough to be over in a fraction of a second. */
export const mostWork = {
  /** Of all checks of one record or unit. */
  dossier: 2_000_000,
  /** Of one check over an area: this and so much for every dossier. */
  area: 1_000_000,
  areaDossier: 2_000,
} as const;

/** More rows than this of one check and record nobody reads. */
const mostHits = 200;

const shown = (value: Json | undefined, sensitive: boolean): Json => {
  if (value === undefined) return null;
  return sensitive && typeof value !== 'object' ? maskText(String(value)) : value;
};

const factsOf = ({ facts }: CompiledCheck, sight: Sight): Hit['facts'] =>
  Object.fromEntries(
    facts.map(({ placeholder, sensitive, read }) => [placeholder, shown(asAnswer(read(sight)), sensitive)]),
  );

const hitOf = (compiled: CompiledCheck, sight: Sight, row: Row | undefined, undecided: boolean): Hit => {
  const { check, lists } = compiled;
  const unit = sight.dossier.unit.id;
  const names = row === undefined ? [] : namesOf(row, lists);
  const path = row === undefined ? undefined : pathOf(row, lists);
  const at = [path, check.at].filter((part) => part !== undefined).join('.');
  return {
    id: hitId(check.id, unit, check.about, names),
    check: check.id,
    severity: check.severity,
    scope: check.scope,
    unit,
    questionnaire: check.about,
    ...(path === undefined ? {} : { row: { path, key: shownKey(names, lists) } }),
    ...(at === '' ? {} : { at }),
    facts: factsOf(compiled, sight),
    ...(undecided ? { undecided } : {}),
  };
};

const finds = ({ when, finds: found }: CompiledCheck, sight: Sight): boolean =>
  (when === undefined || when(sight)) && found(sight);

/** Many checks run over the rows of one list. */
const rowsFor = ({ lists }: CompiledCheck, answers: JsonObject, sight: Sight): readonly Row[] =>
  remembered(sight, lists, levels.dossier, () => rowsOf(answers, lists));

const overRows = (compiled: CompiledCheck, sight: Sight, hits: Hit[]): void => {
  const answers = sight.dossier.answers[compiled.check.about];
  if (answers === undefined) return;
  let count = 0;
  for (const row of rowsFor(compiled, answers, sight)) {
    sight.spend();
    sight.stand(row.item, row.outer?.item);
    if (!finds(compiled, sight)) continue;
    hits.push(hitOf(compiled, sight, row, false));
    count += 1;
    if (count >= mostHits) return;
  }
};

/** One check over the dossier in sight; false when it could not be run to its end. */
const runCheck = (compiled: CompiledCheck, sight: Sight, hits: Hit[]): boolean => {
  const { about } = compiled.check;
  if (!Object.hasOwn(sight.dossier.answers, about) || sight.dossier.unit.kind !== compiled.kind) return true;
  sight.stand(undefined, undefined);
  try {
    if (compiled.lists.length > 0) overRows(compiled, sight, hits);
    else if (finds(compiled, sight)) hits.push(hitOf(compiled, sight, undefined, false));
    return true;
  } catch (error) {
    if (!(error instanceof OutOfWork)) throw error;
    sight.items.fill(undefined);
    sight.stand(undefined, undefined);
    hits.push(hitOf({ ...compiled, facts: [] }, sight, undefined, true));
    return false;
  }
};

const overDossier = (checks: CompiledChecks, dossier: Dossier, context: DossierContext): readonly Hit[] => {
  const sight = new Sight(context, dossier, mostWork.dossier);
  const hits: Hit[] = [];
  for (const compiled of checks) runCheck(compiled, sight, hits);
  return hits;
};

/** Picked once for a pack: browser and server ask for every record. */
const byQuestionnaire = new WeakMap<CompiledChecks, Map<string, CompiledChecks>>();

const checksOfRecord = (checks: CompiledChecks, questionnaire: string): CompiledChecks => {
  const known = byQuestionnaire.get(checks) ?? new Map<string, CompiledChecks>();
  byQuestionnaire.set(checks, known);
  const picked =
    known.get(questionnaire) ??
    ofScope(checks, 'row', 'record').filter(({ check }) => check.about === questionnaire);
  known.set(questionnaire, picked);
  return picked;
};

/** Hits of row and record checks about one questionnaire of the dossier: what browser and server judge before acceptance. */
export const hitsOfRecord = (
  checks: CompiledChecks,
  dossier: Dossier,
  questionnaire: string,
  context: DossierContext,
): readonly Hit[] => overDossier(checksOfRecord(checks, questionnaire), dossier, context);

/** Hits of unit checks over everything that is known of the unit. */
export const hitsOfUnit = (
  checks: CompiledChecks,
  dossier: Dossier,
  context: DossierContext,
): readonly Hit[] => overDossier(ofScope(checks, 'unit'), dossier, context);

const grouped = (
  dossiers: readonly Dossier[],
  keyOf: (dossier: Dossier) => string,
): Map<string, Dossier[]> => {
  const groups = new Map<string, Dossier[]>();
  for (const dossier of dossiers) {
    const group = groups.get(keyOf(dossier));
    if (group === undefined) groups.set(keyOf(dossier), [dossier]);
    else group.push(dossier);
  }
  return groups;
};

const byUnitId = (one: Dossier, other: Dossier): number =>
  one.unit.id < other.unit.id ? -1 : one.unit.id > other.unit.id ? 1 : 0;

const overArea = (
  checks: CompiledChecks,
  dossiers: readonly Dossier[],
  context: DossierContext,
): readonly Hit[] => {
  const [first] = dossiers;
  if (first === undefined) return [];
  const kinds = grouped(dossiers, ({ unit }) => unit.kind);
  const sight = new Sight(context, first, 0, Object.fromEntries(kinds));
  const hits: Hit[] = [];
  for (const compiled of checks) {
    sight.work = mostWork.area + mostWork.areaDossier * dossiers.length;
    for (const dossier of kinds.get(compiled.kind) ?? []) {
      sight.look(dossier);
      // What compares everything with everything would find no end at the next unit either.
      if (!runCheck(compiled, sight, hits)) break;
    }
    sight.memory.clear();
  }
  return hits;
};

/**
 * Hits of the checks of a scope over the dossiers of an area, or extracts of them (`readsOf`). With `village` every dossier sees
 * the units of its own village, whatever else is there. The order of the dossiers does not matter (K9).
 */
export const hitsOfArea = (
  checks: CompiledChecks,
  dossiers: readonly Dossier[],
  scope: 'village' | 'town',
  context: DossierContext,
): readonly Hit[] => {
  const own = ofScope(checks, scope);
  const sorted = dossiers.toSorted(byUnitId);
  if (scope === 'town') return overArea(own, sorted, context);
  const villages = [...grouped(sorted, ({ unit }) => unit.village)].sort(([a], [b]) => (a < b ? -1 : 1));
  return villages.flatMap(([, units]) => overArea(own, units, context));
};
