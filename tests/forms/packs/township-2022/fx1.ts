/**
 * The domain's worked household as a dossier: what its filled-in examples hold once the engine has accepted them, one
 * change sheet (the child that was born), and the figures of the year before. No check finds anything in it.
 */
import { checkAnswers } from '#forms/answers/check-answers.ts';
import type { Dossier } from '#forms/dossier/dossier.ts';
import type { Json, JsonObject } from '#forms/json.ts';
import { sha256 } from '#forms/seal/hash.ts';
import {
  collecting,
  editionIn,
  exampleAnswers,
  shippedPackWithWaiting,
} from '#tests/support/shipped-packs.ts';

export const pack = shippedPackWithWaiting('township-2022');

/** Answers with their computed values. Throws when the engine refuses them. */
export const accepted = (questionnaire: string, answers: JsonObject): JsonObject => {
  const verdict = checkAnswers(editionIn(pack, questionnaire), answers, collecting(pack), sha256);
  if (!verdict.ok) throw new Error(`${questionnaire}: ${JSON.stringify(verdict.violations)}`);
  return verdict.answers;
};

const example = (questionnaire: string): JsonObject => accepted(questionnaire, exampleAnswers(questionnaire));

export const fx1: Dossier = {
  unit: {
    id: 'TEST-0001',
    kind: 'household',
    village: '990101101001',
    name: '测试甲',
    address: '测试村3组1号',
    size: 7,
  },
  answers: {
    tphAnnual: example('tphAnnual'),
    incomeDetail: example('incomeDetail'),
    policyList: example('policyList'),
  },
  children: { memberChange: [{ ...example('memberChange'), $unit: 'TEST-0001-1' }] },
  prev: { tphAnnual: { sizeAnnual: 6, netPerCapita: 6400 } },
};

const asRecord = (value: unknown): { [name: string]: Json } => (value ?? {}) as { [name: string]: Json };

/** As last year: the same people, so that single answers can be set apart from this year's. */
export const peopleOfLastYear = (): JsonObject => {
  const { members } = asRecord(fx1.answers.tphAnnual);
  return { sizeAnnual: 6, netPerCapita: 6400, members: structuredClone(members ?? []) };
};
