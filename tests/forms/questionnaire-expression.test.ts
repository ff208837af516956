import fc from 'fast-check';
import { ConditionsParser } from 'survey-core';
import { describe, expect, test } from 'vitest';
import type { Json } from '#forms/json.ts';
import type { Parsed } from '#forms/questionnaire/expression/ast.ts';
import { parseExpression } from '#forms/questionnaire/expression/parse.ts';
import { comparable, ours, theirs } from '#tests/support/expressions.ts';

const scalar = fc.constantFrom(
  '1',
  '0',
  '-2',
  '3.5',
  '0.1',
  "'x'",
  "''",
  "'10'",
  '"2"',
  'true',
  'false',
  'word',
);
const constant = fc.oneof(scalar, fc.constantFrom('[1, 2]', "['a', 'b']", '[]'));
const variable = fc.constantFrom('{a}', '{b}', '{c}', '{D}');
const operator = fc.constantFrom(
  ...[
    'and',
    'or',
    '&&',
    '||',
    '=',
    '==',
    '<>',
    '!=',
    '<',
    '<=',
    '>',
    '>=',
    '=<',
    '=>',
    'less',
    'greaterorequal',
    'equal',
  ],
  ...[
    '+',
    '-',
    '*',
    '/',
    '%',
    '^',
    'contains',
    'notcontains',
    'anyof',
    'allof',
    'noneof',
    '*=',
    'notequal',
    'power',
  ],
);
const numberLike = fc.constantFrom('{n}', '{m}', '1', '0.1', '-2.25', '[1, 0.2]');
const functionCall = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    fc.tuple(inner, inner, inner).map(([one, two, three]) => `iif(${one}, ${two}, ${three})`),
    fc
      .tuple(fc.constantFrom('min', 'max', 'count'), inner, inner)
      .map(([name, one, two]) => `${name}(${one}, ${two})`),
    // A13: SurveyJS glues texts to sums and fails on the decimals; sums are compared over numbers only.
    fc
      .tuple(fc.constantFrom('sum', 'avg'), numberLike, numberLike)
      .map(([name, one, two]) => `${name}(${one}, ${two})`),
    fc.tuple(fc.constantFrom('round', 'trunc'), numberLike).map(([name, one]) => `${name}(${one}, 2)`),
  );

const expression: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    constant,
    variable,
    fc
      .tuple(fc.oneof(scalar, variable), fc.constantFrom('empty', 'notempty'))
      .map((parts) => parts.join(' ')),
    fc.tuple(tie('tree'), operator, tie('tree')).map((parts) => parts.join(' ')),
    tie('tree').map((inner) => `(${inner})`),
    tie('tree').map((inner) => `!(${inner})`),
    functionCall(tie('tree')),
  ),
})).tree;

const answer = fc.constantFrom<Json | undefined>(
  ...[undefined, 0, 1, 2, -1, 2.5, 0.1, 0.2, 10, '', 'x', 'X ', '  ', '5', '10', '007', '1,5', '0x1F', '1e3'],
  ...['true', 'False', "'q'", '440106198001010010', '440106198001010011', true, false, 'ab', 'b'],
  ...[[], [1, 2], [2, 1], ['a'], ['b', 'a'], ['x']],
);
const numberAnswer = fc.oneof(
  fc.constantFrom<Json | undefined>(undefined, 0, '5', 1.005, 2.675, -3.12159),
  fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 100),
);
const answers = fc
  .record({ a: answer, b: answer, c: answer, d: answer, n: numberAnswer, m: numberAnswer })
  .map(
    (values) =>
      Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
        [name: string]: Json;
      },
  );

const shape = (tree: Parsed | null): unknown => {
  if (tree === null || (tree.op === 'const' && tree.value === null)) return null;
  switch (tree.op) {
    case 'const':
      return ['const', tree.quoted && tree.value !== '' ? `'${tree.value}'` : tree.value];
    case 'variable':
      return ['variable', tree.name];
    case 'array':
      return ['array', ...tree.items.map(shape)];
    case 'unary':
      return [tree.operator, shape(tree.operand)];
    case 'binary':
      return [tree.operator, shape(tree.left), shape(tree.right)];
    case 'call':
      return ['call', tree.name, ...tree.args.map(shape)];
  }
};

interface Operand {
  getType(): string;
  value?: unknown;
  variable?: string;
  values?: Operand[];
  operator?: string;
  expression?: Operand;
  leftOperand?: Operand | null;
  rightOperand?: Operand | null;
  originalValue?: string;
  parameters?: { values: Operand[] };
}

const theirShape = (tree: Operand | null | undefined): unknown => {
  if (tree === null || tree === undefined) return null;
  switch (tree.getType()) {
    case 'const':
      return ['const', tree.value];
    case 'variable':
      return ['variable', tree.variable];
    case 'array':
      return ['array', ...(tree.values ?? []).map(theirShape)];
    case 'unary':
      return [tree.operator, theirShape(tree.expression)];
    case 'binary':
      return [tree.operator, theirShape(tree.leftOperand), theirShape(tree.rightOperand)];
    default:
      return ['call', tree.originalValue, ...(tree.parameters?.values ?? []).map(theirShape)];
  }
};

const runs = { numRuns: 500 };

describe('expressions', () => {
  test('[Q13] what we parse, SurveyJS parses into the same tree', () => {
    fc.assert(
      fc.property(expression, (text) => {
        const parsed = parseExpression(text);
        if (!parsed.ok) throw new Error(`${parsed.refusal.code} at ${parsed.refusal.position} in ${text}`);
        expect(theirShape(new ConditionsParser().parseExpression(text) as unknown as Operand)).toEqual(
          shape(parsed.value),
        );
      }),
      runs,
    );
  });

  test('[Q13] on garbled text we never read what SurveyJS reads differently', () => {
    const scrap = fc.constantFrom(
      ...[
        '{a}',
        "'x'",
        '"',
        "'",
        '(',
        ')',
        '[',
        ']',
        ',',
        '1',
        '0',
        '.5',
        '-',
        '+',
        ' ',
        '  ',
        'or',
        'and',
        'empty',
        'notempty',
      ],
      ...[
        'true',
        'null',
        'undefined',
        'negate',
        '!',
        '=',
        '<',
        '>',
        '*',
        'sum(',
        'contains',
        'equals',
        'a1',
        '_',
        '{',
        '}',
        '\\',
      ],
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 9 }), (scraps) => {
        const text = scraps.join('');
        const parsed = parseExpression(text);
        if (!parsed.ok) return;
        expect(theirShape(new ConditionsParser().parseExpression(text) as unknown as Operand), text).toEqual(
          shape(parsed.value),
        );
      }),
      { numRuns: 20_000 },
    );
  });

  test('[A13] what we evaluate, SurveyJS evaluates to the same', () => {
    fc.assert(
      fc.property(expression, answers, (text, values) => {
        expect(comparable(ours(text, values))).toEqual(comparable(theirs(text, values)));
      }),
      runs,
    );
  });

  test('[Q13] what SurveyJS reads in a surprising way is refused', () => {
    for (const text of [
      ...[
        'negate({a})x',
        'equalssum({a})',
        'sum(  )',
        'trueish = 1',
        '{a} = nullable',
        '{a} =1 orelse 2',
        '007 = {a}',
        '1. = 1',
      ],
      ...[
        "{a} = 'it\"s'",
        '{a} empty empty',
        'sum({a}) empty',
        '({a}) empty',
        'null empty',
        'iif({a}, null, 1)',
        '{a} = 1 and',
        '-{a}',
      ],
    ]) {
      expect(parseExpression(text), text).toMatchObject({ ok: false });
    }
  });

  test('[A13] the traps, one by one, are those of SurveyJS', () => {
    const values = { a: '10', b: '9', c: ['x', 2], d: 'Yes ', n: 0, m: 2.5 };
    const expected: readonly (readonly [string, unknown])[] = [
      ['{a} > {b}', true],
      ["'10' > '9'", false],
      ['{d} = yes', true],
      ['{n} empty', false],
      ['{c} + {c}', ['x', 2, 'x', 2]],
      ["{c} + ['y']", ['x', 2, 'y']],
      ["{c} = [2, 'x']", true],
      ['{n} / 0', 'nothing'],
      ['{m} + 0.1 + 0.2', 2.8],
      ['1 + {a}', 11],
      ["'1' + {a}", '110'],
      ['{c} contains 2 + 1', 'nothing'],
      ['2 + 3 * 2 ^ 2', 14],
      ['{a} = 10 and {b}', 9],
      ['!{n}', true],
      ['{#a} + 1', '101'],
    ];
    for (const [text, value] of expected) {
      const result = comparable(ours(text, values));
      expect(result, text).toEqual(comparable(theirs(text, values)));
      if (value !== 'nothing') expect(result, text).toEqual(value);
    }
  });
});
