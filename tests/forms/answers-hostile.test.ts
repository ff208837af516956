import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { mostViolations } from '#forms/answers/judge.ts';
import { patternTester } from '#forms/questionnaire/pattern/match-pattern.ts';
import { publish } from '#forms/questionnaire/publish.ts';
import {
  answersOf,
  context,
  editionOf,
  everything,
  found,
  violationsOf,
  withElements,
} from '#tests/support/checking.ts';
import { counting, countingText } from '#tests/support/counting.ts';
import { context as publishing, question, withElements as source } from '#tests/support/publishing.ts';

const times = (count: number, entry: unknown): readonly unknown[] =>
  Array.from({ length: count }, () => entry);
const keyed = (count: number, value: unknown): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]));

/** Every kind that can hold much, with room for it. */
const roomy = withElements(
  { type: 'text', name: 'a' },
  { type: 'checkbox', name: 'b', choices: [1, 2, 3] },
  {
    type: 'paneldynamic',
    name: 'l',
    maxPanelCount: 200,
    templateElements: [
      { type: 'text', name: 'x' },
      { type: 'checkbox', name: 'y', choices: [1, 2] },
    ],
  },
  { type: 'matrixdynamic', name: 'd', maxRowCount: 200, columns: [{ name: 'c', cellType: 'text' }] },
  { type: 'matrixdropdown', name: 'g', rows: ['r1', 'r2'], columns: [{ name: 'c', cellType: 'text' }] },
  { type: 'matrix', name: 'x', rows: ['r1', 'r2'], columns: ['c1'] },
  { type: 'multipletext', name: 't', items: [{ name: 'i' }] },
  { type: 'file', name: 'f', storeDataAsText: false, allowMultiple: true },
  { type: 'ranking', name: 'k', choices: ['p', 'q'] },
);

/** Bodies that grow with `n`, and how they are refused. */
const bombs: { readonly [name: string]: readonly [(n: number) => unknown, string] } = {
  'a bomb of panels': [(n) => ({ l: times(n, {}) }), 'too-large'],
  'a bomb of rows': [(n) => ({ d: times(n, { c: 'x' }) }), 'too-large'],
  'unknown keys': [(n) => keyed(n, 1), 'too-large'],
  'unknown keys in an item': [(n) => ({ l: [keyed(n, 1)] }), 'too-large'],
  'rows that do not exist': [(n) => ({ g: keyed(n, {}) }), 'too-large'],
  'rows of a matrix': [(n) => ({ x: keyed(n, 'c1') }), 'too-large'],
  'choices by the thousand': [(n) => ({ b: times(n, 1) }), 'too-large'],
  'places by the thousand': [(n) => ({ k: times(n, 'p') }), 'too-large'],
  'files by the thousand': [(n) => ({ f: times(n, {}) }), 'too-large'],
  'nesting in lists': [(n) => ({ a: JSON.parse('['.repeat(n) + ']'.repeat(n)) }), 'too-deep'],
  'nesting in objects': [(n) => JSON.parse(`${'{"a":'.repeat(n)}1${'}'.repeat(n)}`), 'too-deep'],
  'wide and deep': [(n) => ({ l: times(20, { x: times(n, [[[[1]]]]) }) }), 'too-large'],
  'one long text': [(n) => ({ a: 'x'.repeat(n * 50) }), 'text-too-long'],
  'one long key': [(n) => ({ ['k'.repeat(n * 50)]: 1 }), 'unknown-key'],
  'a long text for a choice': [(n) => ({ b: ['x'.repeat(n * 50)] }), 'not-a-choice'],
};

describe('hostile answers', () => {
  for (const [name, [bomb, code]] of Object.entries(bombs)) {
    test(`[A30] ${name}: refused with a code, in work that its size bounds`, () => {
      const work = (n: number): number => {
        const counted = counting(bomb(n));
        const violations = violationsOf(checkAnswers(roomy, counted.json, context));
        expect(violations.length).toBeGreaterThan(0);
        expect(violations.length).toBeLessThanOrEqual(mostViolations);
        expect(JSON.stringify(violations).length).toBeLessThan(40_000);
        return counted.looks();
      };
      expect(found(roomy, bomb(5_000)).map((line) => line.split(' ')[1])).toContain(code);
      const [once, twice] = [work(4_000), work(8_000)];
      expect(twice).toBeLessThanOrEqual(2.2 * once + 100);
      expect(once).toBeLessThan(40 * 4_000);
    });
  }

  test('[A30] work on full answers grows with the number of items, not with its square', () => {
    const edition = withElements({
      type: 'paneldynamic',
      name: 'l',
      maxPanelCount: 200,
      keyName: 'x',
      templateElements: [
        { type: 'text', name: 'x' },
        { type: 'text', name: 'y', requiredIf: '{panel.x} notempty', visibleIf: '{l.length} > 0' },
      ],
    });
    const work = (n: number): number => {
      const counted = counting({ l: Array.from({ length: n }, (_, index) => ({ x: `k${index}`, y: 'z' })) });
      expect(checkAnswers(edition, counted.json, context).ok).toBe(true);
      return counted.looks();
    };
    const [few, many] = [work(50), work(200)];
    expect(many).toBeLessThanOrEqual(4.2 * few);
  });

  test('[A2, A30] keys of prototypes reach nothing, at any depth', () => {
    const hostile = JSON.parse(
      '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}',
    );
    for (const raw of [
      hostile,
      { l: [hostile] },
      { g: { r1: hostile } },
      { g: hostile },
      { x: hostile },
      { t: hostile },
      { d: [hostile] },
      { f: [hostile] },
    ])
      expect(found(roomy, raw).join()).toMatch(/unknown-key/);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(found(roomy, { a: hostile })).toEqual(['a wrong-type']);
  });

  test('[A17, A30] items that are none and values that pretend are told apart', () => {
    for (const item of [null, 'x', 7, [], true]) {
      expect(found(roomy, { l: [item] })).toEqual(['l wrong-type']);
      expect(found(roomy, { d: [item] })).toEqual(['d wrong-type']);
      expect(found(roomy, { f: [item] })).toEqual(['f wrong-type']);
    }
    for (const value of [{ toString: 1 }, { valueOf: null }, { length: 1e9 }, { toJSON: 1 }])
      expect(found(roomy, { a: value, b: value, l: value, k: value }).length).toBe(4);
    expect(found(roomy, { a: '\ud800' })).toEqual(['a bad-text']);
  });

  test('[A29] sums that double what they join have no value beyond a bound', () => {
    const doubled = Array.from({ length: 40 }, (_, index) => ({
      name: `c${index + 1}`,
      expression: `{c${index}} + {c${index}}`,
    }));
    const edition = editionOf({
      pages: [
        {
          elements: [
            { type: 'comment', name: 'a' },
            { type: 'checkbox', name: 'b', choices: ['p', 'q'] },
            { type: 'expression', name: 'n', expression: '{c40} empty' },
            { type: 'expression', name: 'm', expression: '{e40} empty' },
          ],
        },
      ],
      calculatedValues: [
        { name: 'c0', expression: '{a}' },
        ...doubled,
        { name: 'e0', expression: '{b}' },
        ...doubled.map(({ name, expression }) => ({
          name: name.replace('c', 'e'),
          expression: expression.replaceAll('{c', '{e'),
        })),
      ],
    });
    const answers = answersOf(edition, { a: 'x'.repeat(5_000), b: ['p', 'q'] });
    expect(Object.keys(answers).sort()).toEqual(['a', 'b', 'm', 'n']);
  });

  test('[Q12, A30] patterns read each character of a text once', () => {
    for (const [pattern, text] of [
      ['^a*a*a*a*b$', 'a'],
      ['(x|xx|xxx)*y', 'x'],
      ['^[^0-9]+[a-z]+$', 'é'],
      ['(ab|a)(bc|c)*$', 'abc'],
    ] as const) {
      if (
        publish(source(question({ validators: [{ type: 'regex', regex: pattern }] })), publishing).ok ===
        false
      )
        continue;
      const tester = patternTester(pattern, true);
      for (const size of [1_000, 20_000]) {
        const counted = countingText(text.repeat(size / text.length));
        tester.test(counted.text);
        expect(counted.reads()).toBeLessThanOrEqual(size);
      }
    }
  });

  test('[A30] the same edition judges honest answers after hostile ones as before', () => {
    const honest = { a: 'x', b: [1], l: [{ x: 'y' }], g: { r1: { c: 'z' } } };
    const before = checkAnswers(roomy, honest, context);
    for (const [bomb] of Object.values(bombs)) checkAnswers(roomy, bomb(500), context);
    for (const raw of [null, undefined, 7, 'x', [], () => 1]) checkAnswers(roomy, raw, context);
    expect(checkAnswers(roomy, honest, context)).toEqual(before);
    expect(before.ok).toBe(true);
    expect(checkAnswers(everything, { members: times(4, {}) }, context).ok).toBe(false);
  });
});
