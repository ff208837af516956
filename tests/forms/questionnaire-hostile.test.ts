import { describe, expect, test } from 'vitest';
import { answersOf, editionOf } from '#tests/support/checking.ts';
import { codesIn, question, withElements as source } from '#tests/support/publishing.ts';

const times = (count: number, entry: unknown): readonly unknown[] =>
  Array.from({ length: count }, () => entry);

describe('hostile questionnaires', () => {
  const refused: { readonly [name: string]: readonly [unknown, string] } = {
    'a bomb of choices': [source({ type: 'dropdown', name: 'd', choices: times(100_000, 1) }), 'too-large'],
    'a scale of a million steps': [
      source({ type: 'rating', name: 'r', rateMax: 1_000_000 }),
      'too-many-choices',
    ],
    'panels in panels': [
      JSON.parse(
        `{"pages":[{"elements":${'[{"type":"panel","elements":'.repeat(2_000)}[]${'}]'.repeat(2_000)}}]}`,
      ),
      'too-deep',
    ],
    'remote choices': [
      source(question({ type: 'dropdown', choicesByUrl: { url: 'http://169.254.169.254/' } })),
      'refused-property',
    ],
    'answers piped into markup': [
      source({ type: 'html', name: 'h', html: 'Hello {q}' }, question({})),
      'bad-markdown',
    ],
    'markup itself': [
      source({ type: 'html', name: 'h', html: '<img src=x onerror=alert(1)>' }, question({})),
      'bad-markdown',
    ],
    'an image from elsewhere': [
      source({ type: 'image', name: 'i', imageLink: 'http://example.org/x.png' }, question({})),
      'wrong-shape',
    ],
    'a pattern that runs away': [
      source(question({ validators: [{ type: 'regex', regex: '^(a+)+$' }] })),
      'pattern-unsafe',
    ],
    'a broken pattern': [source(question({ validators: [{ type: 'regex', regex: '(' }] })), 'pattern-syntax'],
    'a key of a prototype': [JSON.parse('{"pages": [], "__proto__": {"x": 1}}'), 'unsafe-key'],
    'a row of a prototype': [
      source({ type: 'matrix', name: 'm', rows: ['__proto__'], columns: [1] }),
      'unsafe-key',
    ],
    'a value of a prototype': [source(question({ valueName: '__proto__' })), 'bad-name'],
    'a column of a prototype': [
      source({ type: 'matrixdynamic', name: 'm', columns: [{ name: 'constructor', cellType: 'text' }] }),
      'reserved-name',
    ],
    'lists of lists of two hundred': [
      source({
        type: 'paneldynamic',
        name: 'l',
        minPanelCount: 200,
        maxPanelCount: 200,
        templateElements: [
          {
            type: 'paneldynamic',
            name: 'm',
            minPanelCount: 200,
            maxPanelCount: 200,
            templateElements: [question({}), question({ name: 'r' })],
          },
        ],
      }),
      'too-many-answers',
    ],
    'triggers by the thousand': [
      { ...(source(question({})) as object), triggers: times(1_000, { type: 'complete' }) },
      'wrong-shape',
    ],
    'a navigation elsewhere': [
      { ...(source(question({})) as object), navigateToUrl: 'http://example.org' },
      'refused-property',
    ],
  };
  for (const [name, [definition, code]] of Object.entries(refused)) {
    test(`[A30] ${name} is refused with a code`, () => {
      const codes = codesIn(definition);
      expect(codes).toContain(code);
      expect(codes.length).toBeLessThanOrEqual(300);
    });
  }

  test('[Q15] two thousand questions that depend on one another are published', () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      question({ name: `q${index}`, ...(index > 0 ? { visibleIf: `{q${index - 1}} notempty` } : {}) }),
    );
    const pages = Array.from({ length: 40 }, (_, index) => ({
      elements: many.slice(index * 50, index * 50 + 50),
    }));
    const edition = editionOf({ pages });
    const full = Object.fromEntries(many.map((_, index) => [`q${index}`, 'x']));
    expect(answersOf(edition, full)).toEqual(full);
    expect(answersOf(edition, { ...full, q1: '' })).toEqual({ q0: 'x' });
  });
});
