/** Answers at random for a published edition: of the right types, often wrong in every other way. */
import fc from 'fast-check';
import type { Json, JsonObject } from '#forms/json.ts';
import { type CompiledQuestion, type CompiledScope, compiledOf } from '#forms/questionnaire/compiled.ts';
import type { ChoiceRule } from '#forms/questionnaire/kinds/choice.ts';
import type { RowsRule } from '#forms/questionnaire/kinds/grid.ts';
import type { ListRule } from '#forms/questionnaire/kinds/list.ts';
import type { Offer } from '#forms/questionnaire/kinds/offer.ts';
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
const weeks = ['2016-W09', '2016-W10', '2020-W53', '2022-W40', '2022-W41'];
const times = ['00:00', '07:59', '08:00', '12:30', '17:30', '17:31'];
const moments = [
  '2015-12-31T23:59',
  '2016-01-01T08:00',
  '2022-09-30T10:00',
  '2022-10-20T12:00',
  '2022-10-20T12:01',
];
const months = ['2015-12', '2016-01', '2020-12', '2022-09', '2022-10'];
const numbers = [-1, 0, 0.1, 0.005, 1, 2, 3, 5, 10, 12.5, 16, 60, 100, 2014, 2018, 99_999.99];

interface MatrixRule {
  readonly rows: Offer;
  readonly columns: Offer;
  readonly several: boolean;
}

const rowValues = (rows: Offer, value: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc
    .record(
      Object.fromEntries(rows.values.map((row) => [String(row), fc.option(value, { freq: 4, nil: null })])),
    )
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, one]) => one !== null)) as JsonObject);

const matrixValues = ({ rows, columns, several }: MatrixRule): fc.Arbitrary<Json> =>
  rowValues(
    rows,
    several ? fc.subarray([...columns.values], { minLength: 1 }) : fc.constantFrom(...columns.values),
  );

/** All that may be a choice in some answers; a list that gives choices gives texts and numbers. */
const universe = ({ carried, values: own = [] }: Partial<Offer>): readonly Json[] => {
  if (carried === undefined) return own;
  if (carried.offer === undefined) return ['x', 'Abc', '张三', '12', 1, 2, 'a'];
  return [...universe(carried.offer), ...(carried.other === undefined ? [] : ['other'])];
};

/** `blanks`: texts may be blank; survey-core takes blank texts out of the cells of matrices (A28). */
const values = (question: CompiledQuestion, blanks: boolean, atRoot: boolean): fc.Arbitrary<Json> => {
  const rule = question.rule as unknown as ChoiceRule;
  const choices = [...universe(rule), ...(rule.other ? ['other'] : []), ...(rule.none ? ['none'] : [])];
  switch (question.kind) {
    case 'text:number':
      return fc.constantFrom(...numbers);
    case 'text:date':
      return fc.constantFrom(...dates);
    case 'text:month':
      return fc.constantFrom(...months);
    case 'text:week':
      return fc.constantFrom(...weeks);
    case 'text:time':
      return fc.constantFrom(...times);
    case 'text:datetime-local':
      return fc.constantFrom(...moments);
    case 'ranking':
      return fc.shuffledSubarray(choices, { minLength: choices.length });
    case 'matrix':
      return matrixValues(question.rule as unknown as MatrixRule);
    case 'matrixdropdown':
      return rowValues(
        (question.rule as unknown as RowsRule).rows,
        scope(question.items as CompiledScope, false),
      );
    case 'multipletext':
      return scope(question.items as CompiledScope, false);
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
    case 'matrixdynamic':
      return fc.array(scope(question.items as CompiledScope, question.kind === 'paneldynamic'), {
        // survey-core fills an empty list up, and takes an empty one in an item for an answer (A28).
        minLength: atRoot && (question.rule as unknown as ListRule).least === 0 ? 0 : 1,
        maxLength: Math.min(3, (question.rule as unknown as ListRule).most),
      });
    default:
      return fc.constantFrom(...(blanks ? texts : texts.filter((text) => text.trim() !== '')));
  }
};

const keyOf = ({ name, answer }: CompiledQuestion): string => answer ?? name;

const scope = (compiled: CompiledScope, blanks: boolean, atRoot = false): fc.Arbitrary<JsonObject> => {
  const asked = compiled.questions.filter(
    ({ kind, sharesWith }) => kind !== 'expression' && sharesWith === undefined,
  );
  const given = Object.fromEntries(
    asked.map((question) => [
      keyOf(question),
      fc.option(values(question, blanks, atRoot), { freq: 4, nil: null }),
    ]),
  );
  const commented = asked.filter((question) => question.comment !== undefined);
  const comments = commented.map(
    (question) => [`${keyOf(question)}-Comment`, fc.constantFrom(null, 'because', 'so')] as const,
  );
  return fc
    .record({ ...given, ...Object.fromEntries(comments) })
    .map(
      (all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as JsonObject,
    );
};

export const randomAnswers = (edition: Edition): fc.Arbitrary<JsonObject> =>
  scope(compiledOf(edition).root, true, true);
