/**
 * Shared facts as somebody told them: in a record, in a draft, on this phone or another one. What is told once is offered wherever it
 * is asked again (W42, W55).
 */
import type { Json, JsonObject } from '../json.ts';
import { factQuestion } from './fact-question.ts';
import type { Fact } from './facts.ts';

export interface Told {
  readonly questionnaire: string;
  readonly question: string;
  readonly value: Json;
  readonly at: number;
}

/** The facts among the answers to a questionnaire, as others may take them over. Asked for every submission: it makes only what it finds. */
export const factsIn = (
  facts: readonly Fact[],
  questionnaire: string,
  answers: JsonObject,
  at: number,
): readonly Told[] => {
  const told: Told[] = [];
  const mine = `${questionnaire}.`;
  for (const { questions } of facts)
    for (const written of questions) {
      if (!written.startsWith(mine)) continue;
      const { question } = factQuestion(written);
      const value = answers[question];
      if (value !== undefined && value !== null && value !== '')
        told.push({ questionnaire, question, value, at });
    }
  return told;
};

/**
 * The newest word on each fact of one unit, as far as anybody can still use it: another questionnaire that asks for it has no record
 * yet. `recorded` are the questionnaires that have one.
 */
export const newestWords = (
  facts: readonly Fact[],
  told: readonly Told[],
  recorded: ReadonlySet<string>,
): readonly Told[] =>
  facts.flatMap(({ questions }) => {
    if (questions.every((one) => recorded.has(factQuestion(one).questionnaire))) return [];
    const words = told.filter((one) => questions.includes(`${one.questionnaire}.${one.question}`));
    return words.toSorted((one, other) => other.at - one.at).slice(0, 1);
  });
