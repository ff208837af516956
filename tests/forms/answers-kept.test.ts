/** What is kept of answers, and when a condition holds: places where a small slip would change bytes without a violation. */
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#forms/json.ts';
import { answersOf, editionOf, found, withElements } from '#tests/support/checking.ts';

const computed = (
  expression: string,
  answers: JsonObject,
  ...elements: readonly object[]
): Json | undefined =>
  answersOf(withElements(...elements, { type: 'expression', name: 'e', expression }), answers).e;

const amount = (name: string) => ({ type: 'text', inputType: 'number', name });
const boxes = (name: string) => ({ type: 'checkbox', name, choices: ['a', 'b'] });

describe('what is kept', () => {
  const grid = {
    type: 'matrixdropdown',
    name: 'm',
    rows: ['r1', 'r2'],
    columns: [{ name: 'c', cellType: 'text' }],
  };
  const texts = { type: 'multipletext', name: 't', items: [{ name: 'i' }, { name: 'j' }] };

  test('[A23] rows and fields without answers are not kept, nor is what holds none', () => {
    const form = withElements(grid, texts);
    expect(answersOf(form, { m: { r1: { c: 'x' }, r2: {} }, t: { i: 'x', j: '' } })).toEqual({
      m: { r1: { c: 'x' } },
      t: { i: 'x' },
    });
    expect(answersOf(form, { m: { r1: {}, r2: { c: '' } }, t: {} })).toEqual({});
    const list = withElements({ type: 'paneldynamic', name: 'l', templateElements: [grid] });
    expect(answersOf(list, { l: [{ m: { r2: {} } }] })).toEqual({ l: [{}] });
  });

  test('[A10] calculated values are kept as answers: dates as texts, nothing where there is nothing', () => {
    const kept = (expression: string): JsonObject =>
      answersOf(
        editionOf({
          pages: [{ elements: [amount('n'), boxes('b')] }],
          calculatedValues: [{ name: 'v', expression, includeIntoResult: true }],
        }),
        { n: 0 },
      );
    expect(kept('today()')).toEqual({ n: 0, v: '2022-10-20' });
    expect(kept('{n} * -1')).toEqual({ n: 0, v: 0 });
    for (const nothing of ['1 / {n}', "iif({n} = 0, '', 'x')", '{b}', '{prev.unknown}'])
      expect(kept(nothing), nothing).toEqual({ n: 0 });
  });

  test('[A10] computed answers that are empty are none', () => {
    expect(computed("iif({n} = 0, '', 'x')", { n: 0 }, amount('n'))).toBeUndefined();
    expect(computed('{b}', {}, boxes('b'))).toBeUndefined();
    expect(computed('today()', {})).toBe('2022-10-20');
  });
});

describe('what is computed', () => {
  test('[A13] sums have the decimals of their parts', () => {
    const numbers = [amount('x'), amount('y')];
    expect(computed('{x} + {y}', { x: 0.125, y: 0.25 }, ...numbers)).toBe(0.375);
    expect(computed('{x} - {y}', { x: 0.3, y: 0.1 }, ...numbers)).toBe(0.2);
    expect(computed('{x} * {y}', { x: 1.1, y: 1.1 }, ...numbers)).toBe(1.21);
  });

  test('[A13] any of nothing holds for whatever is there', () => {
    expect(computed("iif({a} anyof {b}, 'yes', 'no')", { a: ['a'] }, boxes('a'), boxes('b'))).toBe('yes');
    expect(computed("iif({a} anyof {b}, 'yes', 'no')", { b: ['a'] }, boxes('a'), boxes('b'))).toBe('no');
  });
});

describe('[A38] a condition that gives no truth', () => {
  const outcome = (property: string, n: number): readonly string[] =>
    found(withElements(amount('n'), { type: 'text', name: 'q', isRequired: true, [property]: '{n}' }), { n });

  test('shows and asks for nothing', () => {
    expect(outcome('visibleIf', 1)).toEqual([]);
    expect(outcome('requiredIf', 1)).toEqual([]);
  });

  test('locks nothing', () => {
    expect(outcome('enableIf', 0)).toEqual(['q required']);
    expect(outcome('enableIf', 2)).toEqual(['q required']);
  });

  test('satisfies a validator when it equals true', () => {
    const rule = { ...amount('n'), validators: [{ type: 'expression', expression: '{n}' }] };
    expect(found(withElements(rule), { n: 1 })).toEqual([]);
    expect(found(withElements(rule), { n: 2 })).toEqual(['n rule-broken']);
  });
});

test('[A8] a bound that is broken hides the validators', () => {
  const rules = [
    { type: 'expression', expression: '{n} < 3' },
    { type: 'numeric', maxValue: 4 },
  ];
  const form = withElements({ ...amount('n'), max: 5, validators: rules });
  expect(found(form, { n: 6 })).toEqual(['n too-large-number']);
  expect(found(form, { n: 5 })).toEqual(['n rule-broken', 'n too-large-number']);
});
