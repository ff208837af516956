import { describe, expect, test } from 'vitest';
import { customFunctions } from '#forms/answers/functions/custom.ts';
import type { Json } from '#forms/json.ts';
import { comparable, ours, theirs } from '#tests/support/expressions.ts';
import '#tests/support/survey-model.ts';

const values: { readonly [name: string]: Json } = {
  ...{ a: '2022-03-31', b: '2022-10', c: '990101196803150116', d: '01', n: 7, m: ['ear', 'leg'] },
};

const expressions = [
  'idNumberValid({c}) and checkDigitHolds({c})',
  "birthDateOf({c}) = '1968-03-15' and sexOf({c}) = 'male'",
  'ageAt(birthDateOf({c}), {a})',
  'ageAt({a}, getDate({a}))',
  "monthOf({a}) = '2022-03' and thisMonth() > {b}",
  'monthsBetween({a}, {b})',
  "workdaysBetween({a}, '2022-04-11', ['2022-04-05'])",
  "inOrder({a}, {b}, '2022-09')",
  'daysInMonth({b}) + daysInMonth({a})',
  "monthsCovered(['2022-01', {a}], ['2022-01', ''], '2022-01', {b})",
  "spansOverlap([{a}, {b}], ['2022-04', ''])",
  "textLength({c}) + textLength('农户')",
  'substring({c}, 7, 4) = 1968',
  "startsWith({c}, '99') and startsWith({d}, '0')",
  "matches({c}, '^99[0-9]+$')",
  "joined({m}, '/')",
  "repeated({a}, {b}, '2022-10')",
  'abs({n} - 10)',
  "iif(lookup({n}, 'a') = 1, 1, 2)",
];

describe('our own functions in questionnaires', () => {
  test.each(expressions)('[K5] survey-core gives the same for %s', (text) => {
    const own = comparable(ours(text, values));
    expect(own).not.toBe('nothing');
    expect(comparable(theirs(text, values))).toEqual(own);
  });

  test('[K5] every function that a questionnaire may call is compared', () => {
    for (const { name } of customFunctions)
      expect(
        expressions.some((text) => text.includes(`${name}(`)),
        name,
      ).toBe(true);
  });
});
