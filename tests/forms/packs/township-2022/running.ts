/** Runs all checks of the township over a unit, and over the area that it and its neighbours make up. */
import { dateAt } from '#forms/campaign/local-time.ts';
import { checksOf, runningChecks } from '#forms/campaign/pack-checks.ts';
import { type Check, type Hit, isKept } from '#forms/checks/check.ts';
import { compileChecks } from '#forms/checks/compile-checks.ts';
import { hitsOfArea, hitsOfRecord, hitsOfUnit } from '#forms/checks/run-checks.ts';
import type { Dossier, DossierContext } from '#forms/dossier/dossier.ts';
import type { ComparisonLists } from '#forms/dossier/lists.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import { collecting, packFiles } from '#tests/support/shipped-packs.ts';
import { pack } from './fx1.ts';

const packHead = packFiles('township-2022')['pack.json'] as { readonly checks?: readonly string[] };

/** As they are written; those that shared facts make come on top. */
export const checks: readonly Check[] = runningChecks(pack.checks);
/** What nobody has to look for. */
export const kept = pack.checks.flatMap((topic) => topic.checks.filter(isKept));
const written = new Set(checks.map(({ id }) => id));

/** Files of the folder that pack.json does not name: checks that nobody would run. */
export const forgotten: readonly string[] = Object.keys(packFiles('township-2022')).filter(
  (path) => path.startsWith('checks/') && !(packHead.checks ?? []).includes(path),
);

const compiled = compileChecks(checksOf(pack), schemaOf(pack));
/** Names that no longer fit and the like; none in a pack that may ship. */
export const faults = compiled.faults;

export const context: DossierContext = {
  ...collecting(pack),
  today: dateAt(collecting(pack).now, pack.calendar.timeZone),
  parameters: pack.parameters,
  codeLists: pack.codeLists,
  locale: 'zh-CN',
};

const hitsOfOne = (dossier: Dossier, within: DossierContext): readonly Hit[] => [
  ...Object.keys(dossier.answers).flatMap((questionnaire) =>
    hitsOfRecord(compiled.checks, dossier, questionnaire, within),
  ),
  ...hitsOfUnit(compiled.checks, dossier, within),
];

/** Hits of the first unit; the others are its neighbours. */
export const hitsOf = (
  dossier: Dossier,
  neighbours: readonly Dossier[] = [],
  lists: ComparisonLists = {},
): readonly Hit[] => {
  const area = [dossier, ...neighbours];
  const within = { ...context, lists };
  return [
    ...hitsOfOne(dossier, within),
    ...hitsOfArea(compiled.checks, area, 'village', within),
    ...hitsOfArea(compiled.checks, area, 'town', within),
  ].filter(({ unit }) => unit === dossier.unit.id);
};

/** Ids of the written checks that find something, once each, in order. */
export const checksThatHit = (hits: readonly Hit[]): readonly string[] =>
  [...new Set(hits.map(({ check }) => check))].filter((check) => written.has(check)).sort();
