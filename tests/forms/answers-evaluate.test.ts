import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAnswers, shownQuestions } from '#forms/answers/check-answers.ts';
import { changed } from '#tests/support/changed.ts';
import {
  answersOf,
  context,
  editionOf,
  everything,
  found,
  foundAfter,
  violationsOf,
  withElements,
} from '#tests/support/checking.ts';
import { everyKindExample } from '#tests/support/every-kind.ts';

describe('evaluating answers', () => {
  test('[A6] an answer that is not shown is dropped before anything depends on it', () => {
    const edition = withElements(
      { type: 'boolean', name: 'a' },
      { type: 'text', name: 'b', visibleIf: '{a} = true' },
      { type: 'text', name: 'c', visibleIf: '{b} = 5' },
      { type: 'text', name: 'd', requiredIf: '{b} = 5' },
    );
    expect(answersOf(edition, { a: false, b: '5', c: 'x' })).toEqual({ a: false });
    expect(found(edition, { a: true, b: '5', c: 'x' })).toEqual(['d required']);
    expect(answersOf(edition, { a: false, b: { hidden: 'garbage' } })).toEqual({ a: false });
  });

  test('[A6] pages, panels and lists hide what is in them', () => {
    const edition = editionOf({
      pages: [
        {
          elements: [
            { type: 'boolean', name: 'a' },
            {
              type: 'panel',
              visibleIf: '{a} = true',
              elements: [{ type: 'text', name: 'b', isRequired: true }],
            },
          ],
        },
        {
          visibleIf: '{a} = true',
          elements: [
            {
              type: 'paneldynamic',
              name: 'c',
              minPanelCount: 1,
              templateElements: [{ type: 'text', name: 'd', isRequired: true }],
            },
          ],
        },
        { visible: false, elements: [{ type: 'text', name: 'e', isRequired: true }] },
      ],
    });
    expect(answersOf(edition, { a: false, b: 'x', c: [{ d: 'y' }], e: 'z' })).toEqual({ a: false });
    expect(found(edition, { a: true })).toEqual(['b required', 'c[0].d required']);
    expect(shownQuestions(edition, { a: true }, context)).toEqual(['a', 'b', 'c', 'c[0].d']);
  });

  test('[A7] asks for what is required and can be changed', () => {
    const question = { type: 'text', name: 'a', isRequired: true };
    expect(found(withElements(question), { a: ' \t ' })).toEqual(['a required']);
    expect(found(withElements({ ...question, requiredIf: '1 = 2' }), {})).toEqual([]);
    expect(found(withElements({ ...question, readOnly: true }), {})).toEqual([]);
    expect(found(withElements({ ...question, enableIf: '1 = 2' }), {})).toEqual([]);
    expect(found(withElements({ ...question, readOnly: true, enableIf: '1 = 1' }), {})).toEqual([
      'a required',
    ]);
    expect(found(withElements({ type: 'panel', readOnly: true, elements: [question] }), {})).toEqual([]);
    expect(found(withElements({ type: 'boolean', name: 'a', isRequired: true }), { a: false })).toEqual([]);
    expect(
      found(withElements({ type: 'text', inputType: 'number', name: 'a', isRequired: true }), { a: 0 }),
    ).toEqual([]);
  });

  test('[A8] judges bounds, steps and validators, and says which validator', () => {
    expect(foundAfter({ income: -1, tags: undefined })).toContain('income too-small');
    expect(foundAfter({ income: 1000.01 })).toContain('income too-large-number');
    expect(foundAfter({ income: 10.005 })).toContain('income off-step');
    expect(foundAfter({ cost: 15.6 })).toEqual(['cost too-large-number']);
    expect(foundAfter({ day: '1989-12-31' })).toEqual(['day too-early']);
    expect(foundAfter({ day: '2022-10-21' })).toEqual(['day rule-broken']);
    expect(foundAfter({ month: '2022-10' })).toEqual(['month too-late']);
    expect(foundAfter({ mail: 'a@b' })).toEqual(['mail not-an-email']);
    expect(foundAfter({ code: 'abcd' })).toEqual(['code pattern-mismatch']);
    expect(foundAfter({ head: 'x' })).toEqual(['head text-too-short']);
    expect(foundAfter({ 'members[0].idNo': '990000196803150019' })).toContain('members[0].idNo rule-broken');
    const verdict = checkAnswers(everything, { ...everyKindExample, code: '1' }, context);
    expect(violationsOf(verdict)).toEqual([
      { at: 'code', code: 'pattern-mismatch', facts: { validator: 0 } },
    ]);
  });

  test('[A8] decimals do not break steps', () => {
    const edition = withElements({ type: 'text', name: 'a', inputType: 'number', step: 0.1, min: 0 });
    fc.assert(fc.property(fc.nat(1_000_000), (tenths) => found(edition, { a: tenths / 10 }).length === 0));
    expect(found(edition, { a: 0.15 })).toEqual(['a off-step']);
  });

  test('[A9] a list has at least its least items, asked for as if they were there', () => {
    expect(foundAfter({ members: undefined })).toEqual(
      expect.arrayContaining(['members required', 'members[0].idNo required']),
    );
    const edition = withElements({
      type: 'paneldynamic',
      name: 'l',
      minPanelCount: 2,
      templateElements: [{ type: 'text', name: 'a' }],
    });
    expect(answersOf(edition, {})).toEqual({});
    expect(answersOf(edition, { l: [{ a: 'x' }] })).toEqual({ l: [{ a: 'x' }] });
  });

  test('[A9] a list that begins with items may be emptied, and stays so', () => {
    const list = { type: 'paneldynamic', name: 'l', panelCount: 1 };
    const edition = withElements({
      ...list,
      templateElements: [{ type: 'text', name: 'a', isRequired: true }],
    });
    expect(found(edition, {})).toEqual(['l[0].a required']);
    expect(answersOf(edition, { l: [] })).toEqual({ l: [] });
    expect(
      found(
        withElements({
          ...list,
          minPanelCount: 1,
          templateElements: [{ type: 'text', name: 'a', isRequired: true }],
        }),
        { l: [] },
      ),
    ).toEqual(['l[0].a required']);
  });

  test('[A9] keys of a list differ', () => {
    expect(foundAfter({ 'members[1].idNo': '990000196803150018' })).toContain('members[1].idNo repeated-key');
    const verdict = checkAnswers(
      everything,
      changed(everyKindExample, { 'members[1].idNo': '990000196803150018' }),
      context,
    );
    expect(JSON.stringify(violationsOf(verdict))).not.toContain('990000');
  });

  test('[A10] computed answers are computed here, whatever was sent', () => {
    const honest = answersOf(everything, everyKindExample);
    expect(honest).toMatchObject({ double: 25, wages: 72.3, grown: 60.25, firstAge: 57 });
    const tampered = {
      ...everyKindExample,
      double: 1,
      quiet: 'poor',
      wages: { x: 1 },
      grown: -5,
      firstAge: 'old',
    };
    expect(answersOf(everything, tampered)).toEqual(honest);
    expect(honest).not.toHaveProperty('quiet');
  });

  test('[A10] what JSON cannot hold is no answer, and dates become texts', () => {
    const edition = withElements(
      { type: 'text', name: 'n', inputType: 'number' },
      { type: 'expression', name: 'nothing', expression: '{n} / 0' },
      { type: 'expression', name: 'notANumber', expression: "'x' * 1" },
      { type: 'expression', name: 'endless', expression: '10 ^ 999' },
      { type: 'expression', name: 'day', expression: "dateAdd('2022-01-31', 1, 'days')" },
    );
    expect(answersOf(edition, { n: 1 })).toEqual({ n: 1, day: '2022-02-01' });
  });
});
