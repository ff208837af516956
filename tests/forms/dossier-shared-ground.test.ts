import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { asAnswer } from '#forms/answers/expression/as-answer.ts';
import { dossierClosure } from '#forms/dossier/closures.ts';
import { linkDossierText } from '#forms/dossier/link.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import { Sight } from '#forms/dossier/sight.ts';
import type { JsonObject } from '#forms/json.ts';
import { publish } from '#forms/questionnaire/publish.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { context } from '#tests/support/check-pack.ts';
import { Dice } from '#tests/support/dice.ts';
import { type Known, randomCondition, randomNumber } from '#tests/support/random-expression.ts';

const choices = ['a', 'b', 'x', '2', 'yes'];
const questions = [
  ...['t', 'u'].map((name) => ({ type: 'text', name })),
  ...['n', 'k'].map((name) => ({ type: 'text', name, inputType: 'number' })),
  { type: 'text', name: 'd', inputType: 'date' },
  { type: 'dropdown', name: 'c', choices },
  { type: 'checkbox', name: 'm', choices },
  { type: 'boolean', name: 'b' },
  { type: 'paneldynamic', name: 'l', templateElements: [{ type: 'text', name: 'f' }] },
];

const known: readonly Known[] = [
  ...(['t', 'u', 'l[0].f', 'l[-1].f'] as const).map((path) => ({ path, kind: 'text' as const })),
  ...(['n', 'k', 'l.length'] as const).map((path) => ({ path, kind: 'number' as const })),
  { path: 'd', kind: 'date' },
  { path: 'c', kind: 'choice' },
  { path: 'm', kind: 'several' },
  { path: 'b', kind: 'boolean' },
];

const ofPack = (editions: readonly Edition[]) =>
  schemaOf({
    ...{ unitKinds: [{ id: 'unit' }], questionnaires: [{ id: 'q', unit: 'unit' }], editions },
    ...{ parameters: {}, codeLists: {} },
  });

const published = (expressions: readonly string[]): Edition => {
  const calculatedValues = expressions.map((expression, index) => ({
    ...{ name: `v${index}`, expression, includeIntoResult: true },
  }));
  const source = { pages: [{ name: 'p', elements: questions }], calculatedValues };
  const outcome = publish(source, { questionnaire: 'q', edition: 1, codeLists: {}, locales: ['en'] });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};

const randomAnswers = (dice: Dice): JsonObject => {
  const some = (value: () => JsonObject): JsonObject => (dice.once(4) ? {} : value());
  return {
    ...some(() => ({ t: dice.one(['a', 'A ', '2', '007', 'true', '2022-09-30', 'b, x', '1e3']) })),
    ...some(() => ({ u: dice.one(['a', '10', ' b']) })),
    ...some(() => ({ n: dice.one([0, 1, 2, 2.5, -1, 10]) })),
    ...some(() => ({ k: dice.one([0, 2, 10]) })),
    ...some(() => ({ d: dice.one(['2022-09-30', '2022-10-01', '1999-01-01']) })),
    ...some(() => ({ c: dice.one(choices) })),
    ...some(() => ({ m: choices.filter(() => dice.once(2)) })),
    ...some(() => ({ b: dice.once(2) })),
    ...some(() => ({
      l: [{ f: dice.one(['a', '2', 'x']) }, {}, { f: 'b' }].slice(0, dice.one([0, 1, 2, 3])),
    })),
  };
};

const inDossier = (expression: string): string => expression.replaceAll(/\{(#?)/g, '{$1q.');

describe('one language', () => {
  test.each([11, 23, 37, 41, 53, 67])(
    '[K1] both engines give the same over root answers, seed %i',
    (seed) => {
      const dice = new Dice(seed);
      const expressions = Array.from({ length: 60 }, () =>
        dice.once(2) ? randomCondition(dice, known) : randomNumber(dice, known),
      );
      const edition = published(expressions);
      const schema = ofPack([edition]);
      const closures = expressions.map((expression) => {
        const linked = linkDossierText(inDossier(expression), {
          ...{ schema, scope: 'record' as const, kind: 'unit', about: 'q' },
        });
        if (!linked.ok) throw new Error(`${JSON.stringify(linked.refusal)} in ${expression}`);
        return dossierClosure(linked.value.tree);
      });
      for (let round = 0; round < 40; round += 1) {
        const verdict = checkAnswers(edition, randomAnswers(dice), context);
        if (!verdict.ok) throw new Error(JSON.stringify(verdict.violations));
        const { answers } = verdict;
        const dossier = {
          ...{
            unit: { id: 'u', kind: 'unit', village: 'v' },
            answers: { q: answers },
            children: {},
            prev: {},
          },
        };
        for (const [index, closure] of closures.entries()) {
          const ours = asAnswer(closure(new Sight(context, dossier, 10_000)));
          expect(ours, `${expressions[index]} over ${JSON.stringify(answers)}`).toEqual(answers[`v${index}`]);
        }
      }
    },
  );
});
