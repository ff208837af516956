import { describe, expect, test } from 'vitest';
import { isCalendarWeek } from '#forms/answers/expression/moment.ts';
import { answersOf, found, withElements } from '#tests/support/checking.ts';

describe('rankings, times and shared values', () => {
  test('[A24] a ranking gives a place to every choice that is offered, or to those that were taken', () => {
    const choices = ['a', 'b', { value: 'c', visibleIf: '{t} notempty' }];
    const edition = withElements(
      { type: 'text', name: 't' },
      { type: 'ranking', name: 'k', choices },
      {
        type: 'ranking',
        name: 's',
        choices,
        selectToRankEnabled: true,
        minSelectedChoices: 1,
        maxSelectedChoices: 2,
      },
    );
    expect(answersOf(edition, { k: ['b', 'a'], s: ['a'] })).toEqual({ k: ['b', 'a'], s: ['a'] });
    expect(found(edition, { s: ['a'], k: ['b'] })).toEqual(['k not-ranked']);
    expect(found(edition, { s: ['a'], t: 'x', k: ['b', 'a'] })).toEqual(['k not-ranked']);
    expect(found(edition, { s: ['a'], k: ['b', 'a', 'c'] })).toEqual(['k choice-not-offered']);
    expect(found(edition, { s: ['a'], k: ['b', 'b'] })).toEqual(['k repeated-choice']);
    expect(found(edition, {})).toEqual(['s too-few-choices']);
    expect(found(edition, { t: 'x', s: ['a', 'b', 'c'] })).toEqual(['s too-many-choices']);
  });

  test('[A25] times, weeks, moments, colours and sliders are exact', () => {
    const input = (inputType: string, properties: object = {}) =>
      withElements({ type: 'text', name: 'q', inputType, ...properties });
    const codes = (inputType: string, q: unknown, properties: object = {}) =>
      found(input(inputType, properties), { q }).map((one) => one.slice(2));
    for (const good of ['00:00', '23:59']) expect(codes('time', good)).toEqual([]);
    for (const bad of ['24:00', '7:00', '07:60', '07:00:00'])
      expect(codes('time', bad)).toEqual(['not-a-time']);
    expect(codes('time', '07:59', { min: '08:00' })).toEqual(['too-early']);
    expect(codes('datetime-local', '2022-02-28T23:59')).toEqual([]);
    for (const bad of ['2022-02-29T00:00', '2022-02-28', '2022-02-28T24:00', '2022-02-28 10:00'])
      expect(codes('datetime-local', bad)).toEqual(['not-a-moment']);
    expect(codes('datetime-local', '2022-02-28T10:01', { max: '2022-02-28T10:00' })).toEqual(['too-late']);
    for (const good of ['2020-W53', '2021-W52', '2022-W01']) expect(codes('week', good)).toEqual([]);
    for (const bad of ['2021-W53', '2021-W00', '2021-1', '2021-W1'])
      expect(codes('week', bad)).toEqual(['not-a-week']);
    expect([...Array(400).keys()].filter((year) => isCalendarWeek(`${2000 + year}-W53`))).toHaveLength(71);
    expect(codes('color', '#00ff7f')).toEqual([]);
    for (const bad of ['#00FF7F', 'red', '#00ff7', '#00ff7f0'])
      expect(codes('color', bad)).toEqual(['not-a-color']);
    for (const good of [0, 100, 50]) expect(codes('range', good)).toEqual([]);
    expect(codes('range', 101)).toEqual(['too-large-number']);
    expect(codes('range', -1)).toEqual(['too-small']);
    expect(codes('range', 0.5)).toEqual(['off-step']);
    expect(codes('range', 1.4, { min: 1, max: 2, step: 0.2 })).toEqual([]);
    expect(codes('range', '5')).toEqual(['wrong-type']);
    expect(codes('password', 'x'.repeat(1_001))).toEqual(['text-too-long']);
  });

  test('[A26] questions that share a value answer it together, and each shown one judges it', () => {
    const edition = withElements(
      { type: 'boolean', name: 'z' },
      {
        type: 'text',
        name: 'one',
        valueName: 'v',
        visibleIf: '{z} = true',
        isRequired: true,
      },
      {
        type: 'text',
        name: 'two',
        valueName: 'v',
        validators: [{ type: 'text', minLength: 3 }],
        enableIf: '{z} = true',
      },
      { type: 'expression', name: 'again', expression: '{v}' },
    );
    expect(answersOf(edition, { z: false, v: 'abc' })).toEqual({ z: false, v: 'abc', again: 'abc' });
    expect(found(edition, { z: true, v: 'ab' })).toEqual(['two text-too-short']);
    expect(found(edition, { z: true })).toEqual(['one required']);
    expect(found(edition, { one: 'x' })).toEqual([' unknown-key']);
    const commented = withElements({ type: 'boolean', name: 'q', valueName: 'v', showCommentArea: true });
    expect(answersOf(commented, { v: true, 'v-Comment': 'so' })).toEqual({ v: true, 'v-Comment': 'so' });
    expect(found(commented, { v: true, 'q-Comment': 'so' })).toEqual([' unknown-key']);
  });
});
