import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { changed } from '#tests/support/changed.ts';
import { context, everything } from '#tests/support/checking.ts';
import { everyKindExample } from '#tests/support/every-kind.ts';
import { randomAnswers } from '#tests/support/random-answers.ts';
import { editionIn, exampleAnswers, shippedPackWithWaiting } from '#tests/support/shipped-packs.ts';
import { codeClass, settled, surveyOpinion } from '#tests/support/survey-oracle.ts';

/** A4: survey-core takes a choice that is not offered out of the answers without a word; the engine refuses it. */
const withoutUnoffered = (edition: Edition, answers: JsonObject): JsonObject => {
  const verdict = checkAnswers(edition, answers, context);
  const unoffered = verdict.ok
    ? undefined
    : verdict.violations.find(({ code }) => code === 'choice-not-offered');
  return unoffered === undefined
    ? answers
    : withoutUnoffered(edition, changed(answers, { [unoffered.at]: undefined }));
};

/** Bounds on the number of choices: survey-core's interface keeps to them, its validation looks at the lower one only. */
const strict = new Set(['too-many-choices', 'text-too-long']);

const ourOpinion = (edition: Edition, answers: JsonObject) => {
  const verdict = checkAnswers(edition, answers, context);
  if (verdict.ok) return { ok: true, errors: [], answers: settled(verdict.answers) };
  const errors = [...new Set(verdict.violations.map(({ at, code }) => `${at} ${codeClass(code)}`))].sort();
  return {
    ok: false,
    errors,
    strict: verdict.violations.some(({ code, facts }) => strict.has(code) && !('validator' in facts)),
  };
};

const compare = (edition: Edition, generated: JsonObject): void => {
  const answers = withoutUnoffered(edition, generated);
  const ours = ourOpinion(edition, answers);
  if ('strict' in ours && ours.strict) return;
  const theirs = surveyOpinion(edition, answers, context);
  expect(ours.errors).toEqual(theirs.errors);
  expect(ours.ok).toBe(theirs.ok);
  if (ours.ok) expect(ours.answers).toEqual(theirs.answers);
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
