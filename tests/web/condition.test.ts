/** The condition builder: rows and expressions are two spellings of the same thing, or the text is left alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Condition,
  conditionText,
  isSayable,
  readCondition,
  relations,
  takesValue,
} from '#web/design/document/condition.ts';

const question = fc.constantFrom('size', 'road', 'panel.age', 'q12');
const value = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.boolean(),
  fc.string({ maxLength: 6 }),
  fc.constantFrom('01', '硬化路', "it's", 'a"b'),
);
const row = fc.constantFrom(...relations).chain((relation) =>
  fc.record({
    question,
    relation: fc.constant(relation),
    values: !takesValue(relation)
      ? fc.constant([])
      : relation === 'one-of'
        ? fc.array(value, { minLength: 1, maxLength: 3 })
        : fc.tuple(value),
  }),
);
const condition: fc.Arbitrary<Condition> = fc.record({
  join: fc.constantFrom('all' as const, 'any' as const),
  rows: fc.array(row, { minLength: 1, maxLength: 4 }),
});

describe('conditions', () => {
  test('[D9] what rows can say is read back as the same rows', () => {
    let said = 0;
    fc.assert(
      fc.property(condition, (original) => {
        fc.pre(isSayable(original));
        said += 1;
        const single = original.rows.length === 1 ? { ...original, join: 'all' as const } : original;
        expect(readCondition(conditionText(original) ?? '')).toEqual(single);
      }),
    );
    expect(said).toBeGreaterThan(50);
  });

  test('[D9] rows of shipped questionnaires', () => {
    expect(readCondition("{isRelocated} = true and {relocateMode} = '01'")).toEqual({
      join: 'all',
      rows: [
        { question: 'isRelocated', relation: 'is', values: [true] },
        { question: 'relocateMode', relation: 'is', values: ['01'] },
      ],
    });
    expect(readCondition("{panel.health} anyof ['02', '03'] or {panel.age} notempty")).toEqual({
      join: 'any',
      rows: [
        { question: 'panel.health', relation: 'one-of', values: ['02', '03'] },
        { question: 'panel.age', relation: 'answered', values: [] },
      ],
    });
  });

  test('[D9] anything else is left as it was written', () => {
    for (const text of [
      '{a} > 1 and {b} > 1 or {c} > 1',
      '{a} > {b}',
      'iif({a} > 1, true, false)',
      "!({a} = '1')",
      '{a} >',
      '{a} = null',
    ])
      expect(readCondition(text)).toEqual({ byHand: text });
  });

  test('[D9] no rows are no condition', () => {
    expect(conditionText({ join: 'all', rows: [] })).toBeUndefined();
  });
});
