/** Runs all checks of the township over a unit, and over the area that it and its neighbours make up. */
import { dateAt } from '#forms/campaign/local-time.ts';
import type { Check, CheckTopic, Hit } from '#forms/checks/check.ts';
import { compileChecks } from '#forms/checks/compile-checks.ts';
import { hitsOfArea, hitsOfRecord, hitsOfUnit } from '#forms/checks/run-checks.ts';
import type { Dossier, DossierContext } from '#forms/dossier/dossier.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import { collecting, packFiles } from '#tests/support/shipped-packs.ts';
import { pack } from './fx1.ts';

const topics = Object.entries(packFiles('township-2022'))
  .filter(([path]) => path.startsWith('checks/'))
  .map(([, topic]) => topic as unknown as CheckTopic);

export const checks: readonly Check[] = topics.flatMap((topic) => topic.checks);

const compiled = compileChecks(checks, schemaOf(pack));
/** Names that no longer fit and the like; none in a pack that may ship. */
export const faults = compiled.faults;

export const context: DossierContext = {
  ...collecting(pack),
  today: dateAt(collecting(pack).now, pack.calendar.timeZone),
  parameters: pack.parameters,
  codeLists: pack.codeLists,
  locale: 'zh-CN',
};

const hitsOfOne = (dossier: Dossier): readonly Hit[] => [
  ...Object.keys(dossier.answers).flatMap((questionnaire) =>
    hitsOfRecord(compiled.checks, dossier, questionnaire, context),
  ),
  ...hitsOfUnit(compiled.checks, dossier, context),
];

/** Hits of the first unit; the others are its neighbours. */
export const hitsOf = (dossier: Dossier, neighbours: readonly Dossier[] = []): readonly Hit[] => {
  const area = [dossier, ...neighbours];
  return [
    ...hitsOfOne(dossier),
    ...hitsOfArea(compiled.checks, area, 'village', context),
    ...hitsOfArea(compiled.checks, area, 'town', context),
  ].filter(({ unit }) => unit === dossier.unit.id);
};

/** Ids of the checks that find something, once each, in order. */
export const checksThatHit = (hits: readonly Hit[]): readonly string[] =>
  [...new Set(hits.map(({ check }) => check))].sort();
