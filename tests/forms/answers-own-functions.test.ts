import { describe, expect, test } from 'vitest';
import { Moment, momentOf } from '#forms/answers/expression/moment.ts';
import { customFunctions } from '#forms/answers/functions/custom.ts';
import { functionNamed } from '#forms/answers/functions/registry.ts';
import { codeListFunctions } from '#forms/answers/functions/values.ts';
import { codeLists } from '#tests/support/check-pack.ts';

const surroundings = { today: '2022-10-20', codeLists, locale: 'en' };
const call = (name: string, ...args: readonly unknown[]): unknown =>
  [...customFunctions, ...codeListFunctions].find((one) => one.name === name)?.evaluate(args, surroundings);

describe('our own functions', () => {
  test.each([
    ['monthOf', ['2022-09-30'], '2022-09'],
    ['monthOf', ['2022-09'], '2022-09'],
    ['monthOf', ['2022-13'], null],
    ['monthOf', [undefined], null],
    ['monthOf', [momentOf('2022-09-30')], '2022-09'],
    ['monthOf', [new Date(2022, 8, 30)], '2022-09'],
    ['monthOf', [new Date(Number.NaN)], null],
    ['thisMonth', [], '2022-10'],
    ['monthsBetween', ['2022-03-31', '2022-04-01'], 1],
    ['monthsBetween', ['2022-04', '2021-02'], -14],
    ['monthsBetween', ['2022-04', ''], null],
    ['workdaysBetween', ['2022-10-14', '2022-10-17'], 1],
    ['workdaysBetween', ['2022-10-15', '2022-10-16'], 0],
    ['workdaysBetween', ['2022-10-03', '2022-10-31'], 20],
    ['workdaysBetween', ['2022-10-31', '2022-10-03'], -20],
    ['workdaysBetween', ['2022-10-05', '2022-10-05'], 0],
    [
      'workdaysBetween',
      ['2022-10-03', '2022-10-10', ['2022-10-03', '2022-10-04', '2022-10-04', '2022-10-08', 'x']],
      4,
    ],
    ['workdaysBetween', ['2022-10-03', '2022-10-99'], null],
    ['inOrder', ['2022-01-01', '2022-01-01', '2022-02'], true],
    ['inOrder', ['2022-01-02', '2022-01-01'], false],
    ['inOrder', ['2022-01-02', null, '', '2022-01-01'], false],
    ['inOrder', ['2022-01-02', 'soon'], false],
    ['inOrder', ['', undefined], true],
    ['daysInMonth', ['2022-02'], 28],
    ['daysInMonth', ['2024-02-11'], 29],
    ['daysInMonth', ['2024'], null],
    ['monthsCovered', [['2022-01', '2022-02'], ['2022-03', '2022-04'], '2022-01', '2022-12'], 4],
    ['monthsCovered', [['2021-01'], [''], '2022-01', '2022-12'], 12],
    [
      'monthsCovered',
      [['2022-11', '2022-03', null], ['2022-09', '2022-03', '2022-04'], '2022-01', '2022-12'],
      1,
    ],
    ['monthsCovered', [['2020-01'], ['2021-12'], '2022-01', '2022-12'], 0],
    ['monthsCovered', ['2022-02', '2022-02', '2022-01', '2022-12'], 1],
    ['monthsCovered', [[], [], '2022-01', ''], null],
    [
      'spansOverlap',
      [
        ['2022-01-01', '2022-01-05'],
        ['2022-01-05', '2022-01-09'],
      ],
      true,
    ],
    [
      'spansOverlap',
      [
        ['2022-01-06', '2022-01-01'],
        ['2022-01-09', '2022-01-05'],
      ],
      false,
    ],
    [
      'spansOverlap',
      [
        ['2022-01', '2022-04'],
        ['2022-03', '2022-05'],
      ],
      false,
    ],
    [
      'spansOverlap',
      [
        ['2022-01', '2022-03'],
        ['2022-03', '2022-05'],
      ],
      true,
    ],
    [
      'spansOverlap',
      [
        ['2022-01', '2022-09'],
        ['', '2022-10'],
      ],
      true,
    ],
    [
      'spansOverlap',
      [
        ['2022-01', '2022-02-01', '2022-02-01'],
        ['2022-12', '2022-02-03', '2022-02-02'],
      ],
      true,
    ],
    ['spansOverlap', [['2022-01'], []], false],
    ['textLength', ['𠀀户'], 2],
    ['textLength', [13800000000], 11],
    ['textLength', [null], 0],
    ['substring', ['𠀀户口', 2, 1], '户'],
    ['substring', ['abc', 2], 'bc'],
    ['substring', ['abc', 0, 1], null],
    ['substring', ['abc', 2, 'x'], null],
    ['substring', ['abc', 3, 9], 'c'],
    ['startsWith', ['990000', '99'], true],
    ['startsWith', ['990000', ''], false],
    ['matches', ['07711', '^0[0-9]{3}'], true],
    ['matches', ['abc', '(a'], false],
    ['matches', ['abc', undefined], false],
    ['joined', [['a', null, '', 2], '/'], 'a/2'],
    ['joined', [undefined], ''],
    ['joined', [['a', 'b']], 'a, b'],
    ['repeated', ['1', 2, 1], true],
    ['repeated', [null, null, '', ''], false],
    ['abs', ['-2.5'], 2.5],
    ['abs', ['x'], null],
    ['lookup', [{ a: 1 }, 'a'], 1],
    ['lookup', [{ a: ['b'] }, 'a'], ['b']],
    ['lookup', [{}, 'constructor'], null],
    ['lookup', [['a'], 0], null],
    ['ageAt', ['2000-10-20', momentOf('2022-10-20')], 22],
    ['ageAt', ['2000-10-21', new Date(2022, 9, 20)], 21],
    ['codeText', ['ANIMAL', '01'], 'Cow'],
    ['codeText', ['constructor', '01'], null],
    ['codeAttribute', ['ANIMAL', '01', 'constructor'], null],
  ] as const)('[K5] %s(%j) is %j', (name, args, expected) => {
    expect(call(name, ...args)).toEqual(expected);
  });

  test('[K5] none throws on any argument, and long lists cost what they are long', () => {
    const odd: readonly unknown[] = [
      undefined,
      null,
      '',
      'x',
      0,
      -1,
      1e308,
      true,
      [],
      [[1]],
      ['2022-01', {}],
      {},
      { toString: 1 },
      new Moment(Number.NaN),
    ];
    for (const { name } of [...customFunctions, ...codeListFunctions]) {
      const known = functionNamed(name);
      expect(known?.name).toBe(name);
      for (const one of odd)
        for (const other of odd)
          for (const third of odd) known?.evaluate([one, other, third, one] as never, surroundings);
    }
    const many = Array.from({ length: 20_000 }, (_, index) => `${1000 + (index % 9000)}-0${1 + (index % 9)}`);
    expect(call('monthsCovered', many, many, '0001-01', '9999-12')).toBe(9_000);
    expect(call('spansOverlap', many, many)).toBe(true);
  });
});
