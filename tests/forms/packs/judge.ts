/** Runs all checks of a shipped pack over a unit, and over the area that it and its neighbours make up. */
import { dateAt } from '#forms/campaign/local-time.ts';
import type { Pack } from '#forms/campaign/pack.ts';
import { checksOf, runningChecks } from '#forms/campaign/pack-checks.ts';
import { type Hit, isKept } from '#forms/checks/check.ts';
import { compileChecks } from '#forms/checks/compile-checks.ts';
import { hitsOfArea, hitsOfRecord, hitsOfUnit } from '#forms/checks/run-checks.ts';
import type { Dossier, DossierContext } from '#forms/dossier/dossier.ts';
import type { ComparisonLists } from '#forms/dossier/lists.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import { collecting, packFiles, type ShippedPack } from '#tests/support/shipped-packs.ts';

/** Files of the folder that pack.json does not name: checks that nobody would run. */
const forgottenIn = (id: ShippedPack): readonly string[] => {
  const files = packFiles(id);
  const named = (files['pack.json'] as { readonly checks?: readonly string[] }).checks ?? [];
  return Object.keys(files).filter((path) => path.startsWith('checks/') && !named.includes(path));
};

export const judgeOf = (id: ShippedPack, pack: Pack) => {
  /** As they are written; those that shared facts make come on top. */
  const checks = runningChecks(pack.checks);
  const written = new Set(checks.map((check) => check.id));
  const compiled = compileChecks(checksOf(pack), schemaOf(pack));
  const context: DossierContext = {
    ...collecting(pack),
    today: dateAt(collecting(pack).now, pack.calendar.timeZone),
    parameters: pack.parameters,
    codeLists: pack.codeLists,
    locale: pack.locales[0] ?? 'en',
  };

  const hitsOfOne = (dossier: Dossier, within: DossierContext): readonly Hit[] => [
    ...Object.keys(dossier.answers).flatMap((questionnaire) =>
      hitsOfRecord(compiled.checks, dossier, questionnaire, within),
    ),
    ...hitsOfUnit(compiled.checks, dossier, within),
  ];

  /** Hits of the first unit; the others are its neighbours. */
  const hitsOf = (
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

  return {
    checks,
    /** What nobody has to look for. */
    kept: pack.checks.flatMap((topic) => topic.checks.filter(isKept)),
    forgotten: forgottenIn(id),
    /** Names that no longer fit and the like; none in a pack that may ship. */
    faults: compiled.faults,
    context,
    hitsOf,
    /** Ids of the written checks that find something, once each, in order. */
    checksThatHit: (hits: readonly Hit[]): readonly string[] =>
      [...new Set(hits.map(({ check }) => check))].filter((check) => written.has(check)).sort(),
  };
};
