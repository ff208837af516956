import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { context, everything } from '#tests/support/checking.ts';
import { everyKindExample } from '#tests/support/every-kind.ts';
import { compareWithSurvey } from '#tests/support/oracle-comparison.ts';
import { randomAnswers } from '#tests/support/random-answers.ts';
import { editionIn, exampleAnswers, shippedPackWithWaiting } from '#tests/support/shipped-packs.ts';

const compare = (edition: Edition, answers: JsonObject): void => {
  const { outcome, ours, theirs } = compareWithSurvey(edition, answers, context);
  if (outcome === 'different') expect(ours).toEqual(theirs);
};

/** The example with some of its answers replaced: often still valid, so that the cleaned answers are compared too. */
const changes = (edition: Edition, example: JsonObject): fc.Arbitrary<JsonObject> =>
  fc.tuple(randomAnswers(edition), fc.array(fc.nat(), { maxLength: 4 })).map(([other, picks]) => {
    const names = Object.keys(other);
    const taken = names.length === 0 ? [] : picks.map((pick) => names[pick % names.length] ?? '');
    return { ...example, ...Object.fromEntries(taken.map((name) => [name, other[name] ?? null])) };
  });

const patience = 120_000;

describe('the engine and survey-core', () => {
  test('[A13] agree on random answers to a questionnaire with every kind of question', {
    timeout: patience,
  }, () => {
    fc.assert(
      fc.property(randomAnswers(everything), (answers) => compare(everything, answers)),
      { numRuns: 30 },
    );
  });

  test('[A13] agree on random changes to valid answers', { timeout: patience }, () => {
    expect(checkAnswers(everything, everyKindExample, context)).toMatchObject({ ok: true });
    fc.assert(
      fc.property(changes(everything, everyKindExample), (answers) => compare(everything, answers)),
      { numRuns: 60 },
    );
  });

  // Not the work team: its months are filled in beforehand, which only survey-core does.
  for (const [pack, questionnaire, numRuns] of [
    ['township-2022', 'tphAnnual', 6],
    ['township-2022', 'villageAnnual', 12],
    ['township-2022', 'incomeDetail', 2],
    ['township-2022', 'policyList', 3],
    ['township-2022', 'screening', 3],
    ['township-2022', 'moAnnual', 2],
    ['township-2022', 'memberChange', 4],
    ['township-2022', 'rcHousehold', 4],
    ['township-2022', 'rcNaturalVillage', 4],
    ['township-2022', 'rcVillage', 4],
    ['household-census', 'dwelling', 16],
  ] as const) {
    test(`[A13] agree on random changes to the example of ${questionnaire}`, { timeout: patience }, () => {
      const edition = editionIn(shippedPackWithWaiting(pack), questionnaire);
      fc.assert(
        fc.property(changes(edition, exampleAnswers(questionnaire)), (answers) => compare(edition, answers)),
        { numRuns },
      );
    });
  }
});
