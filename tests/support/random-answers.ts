/** Answers at random for a published edition: of the right types, often wrong in every other way. */
import fc from 'fast-check';
import type { Json, JsonObject } from '#forms/json.ts';
import { type CompiledQuestion, type CompiledScope, compiledOf } from '#forms/questionnaire/compiled.ts';
import type { ChoiceRule } from '#forms/questionnaire/kinds/choice.ts';
import type { ListRule } from '#forms/questionnaire/kinds/list.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';

const texts = [
  ...[
    'x',
    'Abc',
    '  ',
    '张三',
    '12',
    '0',
    '007',
    'a@b.cn',
    'not an address',
    '13800000000',
    'true',
    '199',
    'x'.repeat(30),
  ],
  ...[
    '990000196803150018',
    '990000197008200025',
    '99000019880101103X',
    '990000201509010050',
    '990000202209180044',
    '123',
  ],
];
const dates = [
  '1950-01-31',
  '1999-12-31',
  '2015-09-01',
  '2022-09-30',
  '2022-10-20',
  '2022-10-21',
  '2024-02-29',
];
const months = ['2015-12', '2016-01', '2020-12', '2022-09', '2022-10'];
const numbers = [-1, 0, 0.1, 0.005, 1, 2, 3, 5, 10, 12.5, 16, 60, 100, 2014, 2018, 99_999.99];

const values = (question: CompiledQuestion): fc.Arbitrary<Json> => {
  const rule = question.rule as unknown as ChoiceRule;
  const choices = [...(rule.values ?? []), ...(rule.other ? ['other'] : []), ...(rule.none ? ['none'] : [])];
  switch (question.kind) {
    case 'text:number':
      return fc.constantFrom(...numbers);
    case 'text:date':
      return fc.constantFrom(...dates);
    case 'text:month':
      return fc.constantFrom(...months);
    case 'checkbox':
    case 'tagbox':
      return fc.subarray(choices, { minLength: 1, maxLength: Math.min(3, choices.length) }).map((some) => {
        const others = some.filter((value) => value !== 'none');
        return rule.none && others.length > 0 ? others : some;
      });
    case 'radiogroup':
    case 'dropdown':
    case 'boolean':
    case 'rating':
      return fc.constantFrom(...choices);
    case 'paneldynamic':
      return fc.array(scope(question.items as CompiledScope), {
        minLength: 1,
        maxLength: Math.min(3, (question.rule as unknown as ListRule).most),
      });
    default:
      return fc.constantFrom(...texts);
  }
};

const scope = (compiled: CompiledScope): fc.Arbitrary<JsonObject> => {
  const asked = compiled.questions.filter((question) => question.kind !== 'expression');
  const given = Object.fromEntries(
    asked.map((question) => [question.name, fc.option(values(question), { freq: 4, nil: null })]),
  );
  const commented = asked.filter((question) => question.comment !== undefined);
  const comments = commented.map(
    (question) => [`${question.name}-Comment`, fc.constantFrom(null, 'because', 'so')] as const,
  );
  return fc
    .record({ ...given, ...Object.fromEntries(comments) })
    .map(
      (all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as JsonObject,
    );
};

export const randomAnswers = (edition: Edition): fc.Arbitrary<JsonObject> => scope(compiledOf(edition).root);
