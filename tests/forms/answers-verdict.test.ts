import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAnswers, inspectAnswers } from '#forms/answers/check-answers.ts';
import { mostViolations } from '#forms/answers/judge.ts';
import { type ViolationCode, violationCodes } from '#forms/answers/violations.ts';
import { context, everything, violationsOf, withElements } from '#tests/support/checking.ts';
import { everyKindExample } from '#tests/support/every-kind.ts';
import { randomAnswers } from '#tests/support/random-answers.ts';

describe('the verdict', () => {
  test('[A11] the answers have one canonical form and one hash, whoever hashes', () => {
    const verdict = checkAnswers(everything, everyKindExample, context);
    const backwards = Object.fromEntries(Object.entries(everyKindExample).reverse());
    expect(checkAnswers(everything, backwards, context)).toEqual(verdict);
    if (!verdict.ok) throw new Error('refused');
    expect(new TextDecoder().decode(verdict.canonical)).toMatch(/^\{"agrees":true,"best":/);
    expect(verdict.contentHash).toMatch(/^[0-9a-f]{64}$/);
    const seen: Uint8Array[] = [];
    const custom = checkAnswers(everything, everyKindExample, context, (bytes) => {
      seen.push(bytes);
      return Uint8Array.of(1, 255);
    });
    expect(custom).toMatchObject({ ok: true, contentHash: '01ff' });
    expect(seen).toEqual([verdict.canonical]);
  });

  test('[A12] the cleaned answers are taken again, unchanged', () => {
    const list = {
      type: 'paneldynamic',
      name: 'l',
      minPanelCount: 1,
      templateElements: [
        { type: 'text', name: 'x', visibleIf: '{panel.y} > 1' },
        { type: 'text', name: 'y', inputType: 'number' },
      ],
    };
    const relaxed = withElements(
      {
        type: 'radiogroup',
        name: 'a',
        choices: [1, 2],
        showOtherItem: true,
        visibleIf: '{b} empty or {l.length} > 1',
      },
      { type: 'text', name: 'b', inputType: 'number', visibleIf: '{l[0].x} empty' },
      list,
      { type: 'expression', name: 'sum', expression: "sumInArray({l}, 'y') + {b}" },
      { type: 'comment', name: 'c', visibleIf: '{sum} > 5' },
    );
    let taken = 0;
    fc.assert(
      fc.property(randomAnswers(relaxed), (raw) => {
        const first = checkAnswers(relaxed, raw, context);
        if (!first.ok) return;
        taken += 1;
        expect(checkAnswers(relaxed, first.answers, context)).toEqual(first);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  test('[A17] never throws, whatever it is given, and says at most so much', () => {
    const key = fc.constantFrom(
      'head',
      'income',
      'kind',
      'things',
      'members',
      'jobs',
      'idNo',
      'day',
      'double',
      'kind-Comment',
      '__proto__',
      'toString',
      'x',
    );
    const hostile = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>(null, true, -0, 1e308, '', 'other', '\ud800', '2022-02-30', {
          toString: 1,
          valueOf: null,
        }),
        fc.array(tie('json'), { maxLength: 6 }),
        fc.dictionary(key, tie('json'), { noNullPrototype: false }),
      ),
    })).json;
    const count = (raw: unknown): number => violationsOf(checkAnswers(everything, raw, context)).length;
    fc.assert(
      fc.property(fc.oneof(hostile, fc.anything()), (raw) => count(raw) <= mostViolations),
      { numRuns: 1_500 },
    );
    const strangers = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`k${index}`, 1]));
    expect(count(strangers)).toBe(mostViolations);
  });

  test('[A18] a violation has one of the listed codes and exactly its facts', () => {
    const facts = new Map<ViolationCode, readonly string[]>(
      violationCodes.map(({ code, facts }) => [code, facts]),
    );
    expect(facts.size).toBe(violationCodes.length);
    fc.assert(
      fc.property(
        randomAnswers(everything),
        fc.constantFrom<unknown>(1, 'x', [], {}, null, true),
        fc.constantFrom(...Object.keys(everyKindExample)),
        (raw, value, name) => {
          for (const violation of violationsOf(
            checkAnswers(everything, { ...raw, [name]: value }, context),
          )) {
            const listed = facts.get(violation.code as ViolationCode);
            const given = Object.keys(violation.facts).filter(
              (fact) => fact !== 'validator' || listed?.includes(fact),
            );
            expect(given.sort()).toEqual([...(listed ?? ['?'])].sort());
          }
        },
      ),
    );
  });

  test('[A19] a draft is inspected by the same rules, in the order of the questionnaire', () => {
    expect(inspectAnswers(everything, {}, context).map(({ at, code }) => `${at} ${code}`)).toEqual([
      'head required',
      'things too-few-choices',
      'place required',
    ]);
    expect(inspectAnswers(everything, everyKindExample, context)).toEqual([]);
    expect(inspectAnswers(everything, 'garbage', context)).toMatchObject([{ code: 'not-an-object' }]);
  });
});
