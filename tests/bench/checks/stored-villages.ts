/** Villages of an invented township as the server holds them: papers as JSON in gzip, to be read one by one. */
import type { Pack } from '#forms/campaign/pack.ts';
import type { Dossier } from '#forms/dossier/dossier.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { PreviousAnswers } from '#forms/wire/units.ts';
import type { DemoPlan } from '#functions/server/demo/demo-plan.ts';
import { demoSeed } from '#functions/server/demo/demo-visits.ts';
import { generateTownship } from '#functions/server/demo/generate-township.ts';
import { dossiersOf, generateVillage, type Paper } from '#functions/server/demo/generate-village.ts';
import { grouped } from '#functions/server/demo/grouped.ts';
import { bytesOf, gunzip, gzip, textOf } from '#functions/store/bytes.ts';

export interface Campaign {
  readonly pack: Pack;
  readonly plan: DemoPlan;
  /** An instant at which everything is collected. */
  readonly now: number;
}

export interface StoredVillage {
  /** Sheets included. */
  readonly units: readonly Unit[];
  readonly papers: readonly (Omit<Paper, 'answers'> & { readonly body: Uint8Array })[];
  readonly previous: readonly PreviousAnswers[];
}

/** Everything that so many households and their villages hand in, without a fault; one village at a time is made and held. */
export function* storedVillages(
  { pack, plan, now }: Campaign,
  villages: number,
  households: number,
): Generator<StoredVillage> {
  const township = generateTownship(plan, { seed: demoSeed, villages, units: households });
  for (const units of grouped([...township.units, ...township.sheets], ({ village }) => village).values()) {
    const { papers, previous } = generateVillage({ pack, plan, units, seed: demoSeed, now, faults: 0 });
    const stored = papers.map(({ unit, questionnaire, answers }) => ({
      unit,
      questionnaire,
      body: gzip(bytesOf(JSON.stringify(answers))),
    }));
    yield { units, papers: stored, previous };
  }
}

/** What everybody who looks at records has to do first. */
export const readPapers = ({ papers }: StoredVillage): readonly Paper[] =>
  papers.map(({ unit, questionnaire, body }) => ({
    unit,
    questionnaire,
    answers: JSON.parse(textOf(gunzip(body))) as JsonObject,
  }));

export const dossiersIn = (village: StoredVillage, papers: readonly Paper[]): readonly Dossier[] =>
  dossiersOf(village.units, papers, village.previous);
