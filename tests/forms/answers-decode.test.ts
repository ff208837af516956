import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import {
  answersOf,
  context,
  everything,
  found,
  foundAfter,
  violationsOf,
  withElements,
} from '#tests/support/checking.ts';
import { everyKindExample } from '#tests/support/every-kind.ts';

describe('decoding answers', () => {
  test('[A1] stops at limits before anything is decoded', () => {
    expect(found(everything, null)).toEqual([' not-an-object']);
    expect(found(everything, [])).toEqual([' not-an-object']);
    expect(found(everything, { head: JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) })).toEqual([
      ' too-deep',
    ]);
    expect(
      found(everything, Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 1]))),
    ).toEqual([' too-large']);
    expect(found(everything, { members: Array.from({ length: 2_000 }, () => ({})) })).toEqual([' too-large']);
    expect(foundAfter({ members: Array.from({ length: 5 }, () => ({})) })).toContain(
      'members too-many-items',
    );
  });

  test('[A2] refuses keys that no question has, wherever they are and whatever they are called', () => {
    const hostile = JSON.parse(
      '{"__proto__": {"head": "x"}, "constructor": 1, "hasOwnProperty": 1, "toString": 1}',
    );
    const verdict = checkAnswers(everything, { ...everyKindExample, ...hostile }, context);
    expect(violationsOf(verdict).map(({ facts }) => facts.key)).toEqual(
      expect.arrayContaining(['constructor', 'hasOwnProperty', 'toString']),
    );
    expect(found(everything, Object.assign(JSON.parse('{"__proto__": 1}'), everyKindExample))).toEqual([
      ' unknown-key',
    ]);
    expect(foundAfter({ 'members[1].salary': 3 })).toEqual(['members[1] unknown-key']);
    expect(foundAfter({ 'members[0].jobs[0].x': 3 })).toEqual(['members[0].jobs[0] unknown-key']);
    expect(foundAfter({ 'head-Comment': 'x' })).toEqual([' unknown-key']);
    expect(({} as { head?: string }).head).toBeUndefined();
  });

  test('[A3] decodes each answer by its question: type, form, length', () => {
    expect(foundAfter({ head: 7 })).toEqual(['head wrong-type']);
    expect(foundAfter({ head: { toString: 1 } })).toEqual(['head wrong-type']);
    expect(foundAfter({ head: '\ud800' })).toEqual(['head bad-text']);
    expect(foundAfter({ why: 'x'.repeat(10_001) })).toEqual(['why text-too-long']);
    for (const income of ['12', true, [1], Number.NaN, Number.POSITIVE_INFINITY])
      expect(foundAfter({ income })).toContain('income wrong-type');
    for (const day of [
      '2022-02-30',
      '2023-02-29',
      '0000-01-01',
      '2022-1-1',
      '20220101',
      '2022-01-01T00:00',
      'today',
    ])
      expect(foundAfter({ day })).toEqual(['day not-a-date']);
    expect(foundAfter({ day: 20220101 })).toEqual(['day wrong-type']);
    expect(foundAfter({ day: '2020-02-29' })).toEqual([]);
    for (const month of ['2022-13', '2022-00', '2022-9', '2022-09-01'])
      expect(foundAfter({ month })).toEqual(['month not-a-month']);
    expect(foundAfter({ spelled: true })).toEqual(['spelled wrong-type']);
    expect(foundAfter({ spelled: 'maybe' })).toEqual(['spelled not-a-choice']);
    expect(foundAfter({ agrees: 'true' })).toContain('agrees wrong-type');
    expect(foundAfter({ mark: 6 })).toEqual(['mark not-a-choice']);
    expect(foundAfter({ mark: 2.5 })).toEqual(['mark not-a-choice']);
    expect(foundAfter({ members: 'x' })).toEqual(['members wrong-type']);
    expect(foundAfter({ members: [null] })).toEqual(['members wrong-type']);
    expect(foundAfter({ members: ['x'] })).toEqual(['members wrong-type']);
    expect(foundAfter({ 'spelled-Comment': 5 })).toEqual(['spelled-Comment wrong-type']);
  });

  test('[A4] a choice is one of those offered now, exactly, and once', () => {
    expect(foundAfter({ kind: 'c' })).toContain('kind not-a-choice');
    expect(foundAfter({ kind: '3' })).toContain('kind not-a-choice');
    expect(foundAfter({ kind: ['a'] })).toContain('kind wrong-type');
    expect(foundAfter({ things: 'x' })).toContain('things wrong-type');
    expect(foundAfter({ things: ['x', 'x'] })).toContain('things repeated-choice');
    expect(foundAfter({ things: ['x', 'none'] })).toContain('things none-with-others');
    expect(foundAfter({ things: ['x', 'z'] })).toContain('things choice-not-offered');
    expect(foundAfter({ things: ['x', 'y', 1] })).toContain('things too-many-choices');
    expect(foundAfter({ things: Array.from({ length: 100 }, () => 'x') })).toContain(
      'things too-many-choices',
    );
    expect(foundAfter({ things: [{ toString: 1 }] })).toContain('things wrong-type');
    expect(foundAfter({ things: undefined, tags: undefined })).toContain('things too-few-choices');
    expect(foundAfter({ things: ['x', 'other'] })).toContain('things other-not-described');
    expect(foundAfter({ things: ['x', 'other'], 'things-Comment': 'so' })).toEqual([]);
    expect(foundAfter({ place: 's' })).toEqual([]);
  });

  test('[A5] empty texts, lists and nulls are no answers and are not kept', () => {
    const edition = withElements(
      { type: 'text', name: 'a' },
      { type: 'checkbox', name: 'b', choices: [1] },
      { type: 'paneldynamic', name: 'c', templateElements: [{ type: 'text', name: 'd' }] },
    );
    expect(answersOf(edition, { a: '', b: [], c: [] })).toEqual({});
    expect(answersOf(edition, { a: null, b: null, c: null })).toEqual({});
    expect(answersOf(edition, { a: ' ', c: [{ d: '' }, {}] })).toEqual({ a: ' ', c: [{}, {}] });
  });
});
