import { FunctionFactory, Model } from 'survey-core';
import { describe, expect, test } from 'vitest';
import { evaluatorFor } from '#forms/answers/expression/evaluator.ts';
import { isCalendarDate, Moment, textOf } from '#forms/answers/expression/moment.ts';
import { customFunctions } from '#forms/answers/functions/custom.ts';
import { functionNamed, functionNames } from '#forms/answers/functions/registry.ts';
import { planScope } from '#forms/answers/planner.ts';
import { newRun, Scope } from '#forms/answers/scope.ts';
import { newScope } from '#forms/questionnaire/draft.ts';
import { linkText } from '#forms/questionnaire/link.ts';

const today = '2022-10-20';
const calculated = (expression: string): unknown => {
  const linked = linkText(expression, { scope: newScope([]) }, (code) => expect.unreachable(code));
  if (linked === undefined) return undefined;
  const plan = planScope({ containers: [], questions: [], calculated: [] });
  const run = newRun({ now: 0, timeZone: 'Asia/Shanghai', today });
  const value = evaluatorFor(linked.expression, plan)(new Scope(plan, {}), run);
  return value instanceof Moment ? textOf(value) : value;
};
const call = (name: string, ...args: readonly unknown[]): unknown =>
  customFunctions.find((entry) => entry.name === name)?.evaluate(args, { today });

describe('functions', () => {
  test('[A14] dates are wall-clock dates, today is the caller’s, and no zone shifts them', () => {
    expect(calculated('today()')).toBe('2022-10-20');
    expect(calculated('today(-20)')).toBe('2022-09-30');
    expect(calculated("'2022-10-20' <= today()")).toBe(true);
    expect(calculated("'2022-10-20' = today()")).toBe(true);
    expect(calculated("'2022-10-21' > today()")).toBe(true);
    expect(calculated("getDate('2022-10-19') < today()")).toBe(true);
    expect(calculated("age('2000-10-20')")).toBe(22);
    expect(calculated("age('2000-10-21')")).toBe(21);
    expect(calculated('currentYear() + month() + day()')).toBe(2022 + 10 + 20);
    expect(calculated("getDate('2022-02-30') < today()")).toBe(false);
  });

  test('[A14] date functions agree with SurveyJS where it does not ask a clock', () => {
    const days = ['2020-02-29', '2021-01-31', '2021-12-31', '2022-03-01'];
    const expressions = days.flatMap((one) => [
      ...days.flatMap((other) =>
        ['days', 'months', 'years'].map((unit) => `dateDiff('${one}', '${other}', '${unit}')`),
      ),
      ...days.map((other) => `diffDays('${one}', '${other}')`),
      ...['days', 'months', 'years'].map(
        (unit) => `dateDiff('2019-01-31', dateAdd('${one}', 13, '${unit}'))`,
      ),
      ...['year', 'month', 'day', 'weekday', 'getYear'].map((name) => `${name}('${one}')`),
      `dateAdd('${one}', 1, 'months') > '${one}'`,
      `getDate('${one}') = '${one}'`,
    ]);
    for (const expression of expressions)
      expect(calculated(expression), expression).toEqual(new Model({}).runExpression(expression));
  });

  test('[A14] only days that exist are dates', () => {
    for (const text of ['2000-02-29', '2024-12-31', '0001-01-01']) expect(isCalendarDate(text)).toBe(true);
    for (const text of ['1900-02-29', '2022-04-31', '2022-00-10', '2022-1-01', ' 2022-01-01'])
      expect(isCalendarDate(text)).toBe(false);
  });

  test('[A15] an identity number is valid with a known place, a real birth date and its check digit', () => {
    const valid = [
      '990000196803150018',
      '990000197008200025',
      '99000019880101103X',
      '99000019880101103x',
      '990000200002290019',
    ];
    expect(call('idNumberValid', valid[0])).toBe(true);
    expect(valid.slice(0, 4).map((number) => call('idNumberValid', number))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    for (const number of [
      ...[
        '990000196803150019',
        '980000196803150018',
        '990000196813150018',
        '99000019680315001',
        '9900001968031500188',
        'x',
        '',
      ],
      ...[12345, null, undefined, ['990000196803150018'], { toString: 1 }],
    ]) {
      expect(call('idNumberValid', number)).toBe(false);
    }
  });

  test('[A15] exactly one of the eleven check digits is right, and a swap of neighbours shows', () => {
    const head = '99010119680315001';
    expect([...'0123456789X'].filter((digit) => call('idNumberValid', head + digit))).toHaveLength(1);
    expect(call('idNumberValid', '990000196830150018')).toBe(false);
    expect(call('idNumberValid', '990000196803510018')).toBe(false);
  });

  test('[A15] the check digit alone holds where place and date of birth are wrong', () => {
    const right = ['990000196803150018', '99000019880101103x', '980000196803150010', '990000196813150018'];
    expect(right.map((number) => call('checkDigitHolds', number))).toEqual([true, true, false, false]);
    const head = '98000019681315001';
    expect([...'0123456789X'].filter((digit) => call('checkDigitHolds', head + digit))).toHaveLength(1);
    for (const number of ['99000019680315001', '', 'x', null, undefined, 99])
      expect(call('checkDigitHolds', number)).toBe(false);
  });

  test('[A15] birth date, sex and age come from the number', () => {
    expect(call('birthDateOf', '990000196803150018')).toBe('1968-03-15');
    expect(call('sexOf', '990000196803150018')).toBe('male');
    expect(call('sexOf', '990000197008200025')).toBe('female');
    expect(call('sexOf', '990000197008200026')).toBe(null);
    expect(call('ageAt', '2000-02-29', '2018-02-28')).toBe(17);
    expect(call('ageAt', '2000-02-29', '2018-03-01')).toBe(18);
    expect(call('ageAt', '2022-10-01', '2022-09-30')).toBe(null);
    expect(call('ageAt', '2022-02-30', '2022-09-30')).toBe(null);
    expect(call('ageAt', undefined, '2022-09-30')).toBe(null);
  });

  test('[A15] every function has a name of its own and survives any argument', () => {
    expect(new Set(functionNames).size).toBe(functionNames.length);
    const odd = [
      undefined,
      null,
      '',
      'x',
      '2022-02-30',
      0,
      -1,
      true,
      [],
      [[1]],
      {},
      { toString: 1 },
      new Moment(Number.NaN),
    ] as const;
    for (const name of functionNames) {
      const known = functionNamed(name);
      for (const one of odd) for (const other of odd) known?.evaluate([one, other, one], { today });
    }
    expect(customFunctions.every(({ name }) => functionNamed(name) !== undefined)).toBe(true);
    expect(
      customFunctions.some(({ name }) => FunctionFactory.Instance.getAll().includes(name) && name === 'age'),
    ).toBe(false);
  });
});
