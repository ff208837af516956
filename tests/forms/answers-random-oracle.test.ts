import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import type { JsonObject } from '#forms/json.ts';
import { publish } from '#forms/questionnaire/publish.ts';
import { context, editionOf, found, withElements } from '#tests/support/checking.ts';
import { Dice } from '#tests/support/dice.ts';
import { compareWithSurvey } from '#tests/support/oracle-comparison.ts';
import { context as publishing } from '#tests/support/publishing.ts';
import { randomCase } from '#tests/support/random-case.ts';
import { randomQuestionnaire } from '#tests/support/random-questionnaire.ts';
import { surveyOpinion } from '#tests/support/survey-oracle.ts';

/** `npm run fuzz` goes on from other seeds for as long as one likes. */
const seeds = 700;
const batch = 100;

describe('random questionnaires', () => {
  test('[A27] drawn from the whole subset are published', () => {
    const kinds = new Set<string>();
    for (let seed = 1; seed <= 1_500; seed += 1) {
      const source = randomQuestionnaire(new Dice(seed));
      expect(publish(source, publishing), `seed ${seed}`).toMatchObject({ ok: true });
      for (const [, kind] of JSON.stringify(source).matchAll(/"(?:type|cellType|inputType)":"([\w-]+)"/g))
        kinds.add(kind ?? '');
    }
    expect(kinds.size).toBeGreaterThanOrEqual(29);
  });

  for (let first = 1; first <= seeds; first += batch) {
    test(`[A27] get the verdict of survey-core, seeds ${first} … ${first + batch - 1}`, {
      timeout: 300_000,
    }, () => {
      let taken = 0;
      for (let seed = first; seed < first + batch; seed += 1) {
        const { edition, answers } = randomCase(seed, 3);
        for (const given of answers) {
          const { outcome, ours, theirs, answers: judged } = compareWithSurvey(edition, given, context);
          if (outcome === 'different')
            expect(ours, `seed ${seed}: ${JSON.stringify(judged)}`).toEqual(theirs);
          if (ours.ok) taken += 1;
        }
      }
      expect(taken).toBeGreaterThan(batch / 5);
    });
  }
});

describe('known differences to survey-core', () => {
  const opinion = (elements: readonly object[], answers: JsonObject) => {
    const edition = withElements(...elements);
    const { errors, answers: kept } = surveyOpinion(edition, answers, context);
    return { ours: found(edition, answers), theirs: errors, kept };
  };

  test('[A28] a ranking that is not whole is refused, not filled up', () => {
    const ranking = { type: 'ranking', name: 'k', choices: ['a', 'b', 'c'] };
    expect(opinion([ranking], { k: ['b', 'a'] })).toEqual({
      ours: ['k not-ranked'],
      theirs: [],
      kept: { k: ['b', 'a', 'c'] },
    });
  });

  test('[A28] a required matrix wants an answered row', () => {
    const matrix = {
      type: 'matrixdynamic',
      name: 'm',
      isRequired: true,
      columns: [{ name: 'c', cellType: 'text' }],
    };
    expect(opinion([matrix], { m: [{}] })).toMatchObject({ ours: ['m required'], theirs: [] });
  });

  test('[A28] blank texts in cells are kept', () => {
    const matrix = {
      type: 'matrixdynamic',
      name: 'm',
      rowCount: 0,
      columns: [{ name: 'c', cellType: 'text' }],
    };
    const edition = withElements(matrix);
    expect(checkAnswers(edition, { m: [{ c: ' ' }] }, context)).toMatchObject({
      answers: { m: [{ c: ' ' }] },
    });
    expect(opinion([matrix], { m: [{ c: ' ' }] }).kept).not.toEqual({ m: [{ c: ' ' }] });
  });

  test('[A28] of two equal keys in a matrix the later one is marked', () => {
    const matrix = {
      type: 'matrixdynamic',
      name: 'm',
      keyName: 'c',
      columns: [{ name: 'c', cellType: 'text' }],
    };
    expect(opinion([matrix], { m: [{ c: 'x' }, { c: 'X' }] })).toMatchObject({
      ours: ['m[1].c repeated-key'],
      theirs: ['m[0].c key', 'm[1].c key'],
    });
  });

  test('[A28] what is missing is said once', () => {
    const boxes = { type: 'checkbox', name: 'b', choices: [1, 2], isRequired: true, minSelectedChoices: 1 };
    expect(opinion([boxes], {})).toMatchObject({ ours: ['b required'], theirs: ['b required', 'b rule'] });
  });

  test('[A28] what is computed is computed, locked or not', () => {
    const edition = withElements({ type: 'expression', name: 'e', expression: '1 + 1', enableIf: '1 = 2' });
    expect(checkAnswers(edition, {}, context)).toMatchObject({ answers: { e: 2 } });
    expect(surveyOpinion(edition, {}, context).answers).toEqual({});
  });

  test('[A28] items that are shown count before they are answered', () => {
    const list = {
      type: 'paneldynamic',
      name: 'l',
      minPanelCount: 1,
      templateElements: [{ type: 'text', name: 'a' }],
    };
    const source = {
      pages: [{ elements: [list] }],
      calculatedValues: [{ name: 'n', expression: '{l.length}', includeIntoResult: true }],
    };
    expect(checkAnswers(editionOf(source), {}, context)).toMatchObject({ answers: { n: 1 } });
  });
});
