/** Dossiers of an invented township as the server holds them: records as canonical JSON in gzip, to be read one by one. */
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { dueFor } from '#forms/campaign/due.ts';
import { evaluationFor } from '#forms/campaign/evaluation.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import type { Pack } from '#forms/campaign/pack.ts';
import { type Dossier, dossierUnit } from '#forms/dossier/dossier.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { DemoPlan } from '#functions/server/demo/demo-plan.ts';
import { demoSeed } from '#functions/server/demo/demo-visits.ts';
import { generateAnswers } from '#functions/server/demo/generate-answers.ts';
import { generatePrevious } from '#functions/server/demo/generate-previous.ts';
import { generateTownship } from '#functions/server/demo/generate-township.ts';
import { bytesOf, gunzip, gzip, sha256, textOf } from '#functions/store/bytes.ts';

export interface Village {
  readonly pack: Pack;
  readonly plan: DemoPlan;
  /** An instant at which everything is collected. */
  readonly now: number;
}

export interface StoredDossier {
  readonly unit: Unit;
  /** By questionnaire. */
  readonly records: readonly (readonly [questionnaire: string, body: Uint8Array])[];
  readonly prev: Dossier['prev'];
}

const cleaned = ({ pack, plan, now }: Village, unit: Unit, questionnaire: string): JsonObject | undefined => {
  const edition = pack.editions.find((one) => one.questionnaire === questionnaire);
  if (edition === undefined || plan.questionnaires[questionnaire] === undefined) return undefined;
  const today = dateAt(now, pack.calendar.timeZone);
  const answers = generateAnswers({ plan, questionnaire, unit, seed: demoSeed, today });
  const verdict = checkAnswers(edition, answers, evaluationFor(pack, now), sha256);
  return verdict.ok ? verdict.answers : undefined;
};

/** Units of a kind, as many as wanted in as many villages; each in turn so that none is held longer than it is measured. */
export const unitsOf = ({ plan }: Village, kind: string, villages: number, units: number): readonly Unit[] =>
  generateTownship(plan, { seed: demoSeed, villages, units }).units.filter((unit) => unit.kind === kind);

export const townshipOf = ({ plan }: Village, villages: number, units: number): readonly Unit[] =>
  generateTownship(plan, { seed: demoSeed, villages, units }).units;

export const storedDossier = (village: Village, unit: Unit): StoredDossier => {
  const { pack, plan } = village;
  const mine = pack.questionnaires.filter((questionnaire) => dueFor(questionnaire, unit));
  const records = mine.flatMap(({ id }) => {
    const answers = cleaned(village, unit, id);
    return answers === undefined ? [] : [[id, gzip(bytesOf(JSON.stringify(answers)))] as const];
  });
  const before = generatePrevious({ pack, plan, units: [unit], seed: demoSeed });
  const prev = Object.fromEntries(before.map(({ questionnaire, answers }) => [questionnaire, answers]));
  return { unit, records, prev };
};

/** What everybody who looks at records has to do first. */
export const readRecords = ({ records }: StoredDossier): readonly (readonly [string, JsonObject])[] =>
  records.map(([questionnaire, body]) => [questionnaire, JSON.parse(textOf(gunzip(body))) as JsonObject]);

export const dossierOf = (
  { unit, prev }: StoredDossier,
  records: readonly (readonly [string, JsonObject])[],
): Dossier => ({ unit: dossierUnit(unit), answers: Object.fromEntries(records), children: {}, prev });
