import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patternTester } from '#forms/questionnaire/pattern/match-pattern.ts';
import { readPattern } from '#forms/questionnaire/pattern/read-pattern.ts';

const atom = fc.constantFrom(
  ...[
    'a',
    'b',
    '1',
    '-',
    '中',
    '.',
    '\\d',
    '\\D',
    '\\w',
    '\\s',
    '\\S',
    '[ab]',
    '[^a]',
    '[a-c1]',
    '[\\d-]',
    '\\.',
    '\\x61',
  ],
  ...['\\u4e2d', '^', '$', '\\b', '\\B', '\\t', '[\\s\\S]', '[\\b]', 'é', 'É'],
);
const pattern = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atom,
    fc.array(tie('tree'), { maxLength: 4 }).map((parts) => parts.join('')),
    fc
      .tuple(tie('tree'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '*?', '??'))
      .map(([part, count]) => `(?:${part})${count}`),
    fc.tuple(tie('tree'), tie('tree')).map(([one, other]) => `(${one}|${other})`),
  ),
})).tree;
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'A', '1', '-', '.', ' ', '\n', '中', 'é', 'É', '_'),
  maxLength: 12,
});

describe('patterns', () => {
  test('[Q12] what is accepted matches exactly as the renderer matches it', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        pattern,
        fc.boolean(),
        fc.array(text, { minLength: 1, maxLength: 6 }),
        (source, anyCase, samples) => {
          if (!readPattern(source).ok) return;
          accepted += 1;
          const theirs = new RegExp(source, anyCase ? 'i' : '');
          const ours = patternTester(source, anyCase);
          for (const sample of samples)
            expect(ours.test(sample), `${source} on ${JSON.stringify(sample)}`).toBe(theirs.test(sample));
        },
      ),
      { numRuns: 4_000 },
    );
    expect(accepted).toBeGreaterThan(1_000);
  });

  test('[Q12] never throws, whatever the pattern', () => {
    const scrap = fc.constantFrom(...'a ( ) [ ] { } * + ? | ^ $ \\ - , 1 : = ! < d b k u x'.split(' '));
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 12 }), (scraps) => {
        const read = readPattern(scraps.join(''));
        if (read.ok) expect(() => new RegExp(scraps.join(''))).not.toThrow();
      }),
      { numRuns: 5_000 },
    );
  });

  test('[Q12] a long text costs steps in proportion, also where backtracking would take for ever', () => {
    const long = 'a'.repeat(20_000);
    expect(patternTester('a*a*a*a*b', false).test(long)).toBe(false);
    expect(patternTester('^(?:a|b)*c$', false).test(long)).toBe(false);
    expect(patternTester('^.*a.*a.*a$', false).test(long)).toBe(true);
  });
});
