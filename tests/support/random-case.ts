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

/** No answers when the questionnaire does not hold the text `about`. */
export const randomCase = (seed: number, answers: number, about = ''): RandomCase => {
  const source = randomQuestionnaire(new Dice(seed));
  const edition = editionOf(source);
  if (!JSON.stringify(source).includes(about)) return { edition, answers: [] };
  return { edition, answers: fc.sample(randomAnswers(edition), { seed, numRuns: answers }) };
};
