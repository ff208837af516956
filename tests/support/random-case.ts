/** One case of the oracle from one seed: a questionnaire drawn from the whole subset, and a few sets of answers to it. */
import fc from 'fast-check';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { editionOf } from './checking.ts';
import { Dice } from './dice.ts';
import { randomAnswers } from './random-answers.ts';
import { randomQuestionnaire } from './random-questionnaire.ts';

export interface RandomCase {
  readonly edition: Edition;
  readonly answers: readonly JsonObject[];
}

export const randomCase = (seed: number, answers: number): RandomCase => {
  const edition = editionOf(randomQuestionnaire(new Dice(seed)));
  return { edition, answers: fc.sample(randomAnswers(edition), { seed, numRuns: answers }) };
};
