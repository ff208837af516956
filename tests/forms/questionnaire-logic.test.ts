import { describe, expect, test } from 'vitest';
import { compiledOf } from '#forms/questionnaire/compiled.ts';
import { limits } from '#forms/questionnaire/limits.ts';
import { publish } from '#forms/questionnaire/publish.ts';
import {
  codesIn,
  context,
  faultsOf,
  faultsOfQuestion,
  question,
  visibleIf,
  withElements,
} from '#tests/support/publishing.ts';

describe('the logic of a questionnaire', () => {
  test('[Q9] expressions name what exists', () => {
    expect(visibleIf('{OTHER} = 1')).toEqual([]);
    for (const expression of [
      '{nobody} = 1',
      '{panel.other} = 1',
      '{other[0]} = 1',
      '{item} = 1',
      '{other-Comment} empty',
      '{$other.title} empty',
    ]) {
      expect(visibleIf(expression)).toEqual(['unknown-reference']);
    }
    const several = { type: 'checkbox', name: 'several', choices: [1, 2] };
    expect(visibleIf('{several[0]} = 1 and {several.length} = 1', several)).toEqual([]);
    expect(visibleIf('{several[-1]} = 1', several)).toEqual(['unknown-reference']);
    expect(visibleIf('{P.line} > 1 and {prev.other} notempty')).toEqual([]);
    expect(visibleIf('isContainerReady({other})')).toEqual(['unknown-function']);
    expect(visibleIf('iif({other})')).toEqual(['wrong-argument-count']);
    expect(visibleIf('{other} = ')).toEqual(['expression-syntax']);
    expect(visibleIf(`${'('.repeat(100)}1${')'.repeat(100)}`)).toEqual(['expression-too-deep']);
    expect(visibleIf(`{other} = '${'x'.repeat(limits.expression)}'`)).toEqual(['expression-too-long']);
  });

  test('[Q10] list functions take a list, a question of it and a condition on it', () => {
    const list = {
      type: 'paneldynamic',
      name: 'list',
      templateElements: [question({ name: 'pay', inputType: 'number' }), question({ name: 'who' })],
    };
    const condition = (expression: string) => visibleIf(expression, list);
    expect(condition("sumInArray({list}, 'pay', '{who} = 1 and {other} = 2') > 3")).toEqual([]);
    expect(condition("maxInArray({list}, 'pay', 'who', {pay} > 2) = 'x'")).toEqual([]);
    for (const expression of [
      "sumInArray({other}, 'pay') > 1",
      "sumInArray({list}, 'PAY') > 1",
      'sumInArray({list}, {who}) > 1',
      "sumInArray({list}, 'pay', 'who') > 1",
      "sumInArray({list}, 'pay', {who}) > 1",
      "sumInArray({list}, 'pay', '{who} = ') > 1",
    ]) {
      expect(condition(expression)).toEqual(['bad-list-argument']);
    }
  });

  test('[Q11] refuses cycles of visibility, choices and computed values, and no others', () => {
    const pair = (one: object, two: object) =>
      withElements(question({ name: 'one', ...one }), question({ name: 'two', ...two }));
    expect(faultsOf(pair({ visibleIf: '{two} = 1' }, { visibleIf: '{one} = 1' }))).toMatchObject([
      { code: 'cycle', facts: { names: 'one → two → one' } },
    ]);
    expect(codesIn(pair({ visibleIf: '{one} = 1' }, {}))).toEqual(['cycle']);
    expect(codesIn(pair({ requiredIf: '{two} = 1' }, { requiredIf: '{one} = 1' }))).toEqual([]);
    expect(
      codesIn({
        ...(pair({}, {}) as object),
        calculatedValues: [
          { name: 'a', expression: '{b}' },
          { name: 'b', expression: '{a}' },
        ],
      }),
    ).toEqual(['cycle']);
    const panel = {
      type: 'panel',
      name: 'p',
      visibleIf: '{inner} = 1',
      elements: [question({ name: 'inner' })],
    };
    expect(codesIn(withElements(panel))).toEqual(['cycle']);
    const list = (visible: string) => ({
      type: 'paneldynamic',
      name: 'l',
      templateElements: [question({ name: 'x', visibleIf: visible })],
    });
    expect(codesIn(withElements(list("sumInArray({l}, 'x') > 1")))).toEqual(['cycle']);
    expect(codesIn(withElements(list('{l.length} > 1')))).toEqual([]);
  });

  test('[Q11] orders a chain of a thousand questions without running out of stack', () => {
    const chain = Array.from({ length: 1_000 }, (_, index) =>
      question({ name: `q${index}`, ...(index < 999 ? { visibleIf: `{q${index + 1}} = 1` } : {}) }),
    );
    const published = publish(withElements(...chain), context);
    if (!published.ok) throw new Error(JSON.stringify(published.refusal));
    expect(compiledOf(published.value).order[0]).toEqual(['q999']);
  });

  test('[Q12] refuses patterns that cannot be matched in linear time', () => {
    const regex = (pattern: string) => faultsOfQuestion({ validators: [{ type: 'regex', regex: pattern }] });
    for (const pattern of [
      '^(a+)+$',
      '(a|a)*b',
      '(a?){20}',
      '(.*)*',
      '(?=a)b',
      '(?<!a)b',
      '(a)\\1',
      '([a-z]+)*x',
      '((ab)*)*',
    ]) {
      expect(regex(pattern), pattern).toEqual(['pattern-unsafe']);
    }
    for (const pattern of ['(', '[z-a]', 'a**', '(?i:a)', '\\p{L}', 'a{2,1}', '[]'])
      expect(regex(pattern), pattern).toEqual(['pattern-syntax']);
    for (const pattern of ['a{1000}', '(a{30}){30}'])
      expect(regex(pattern), pattern).toEqual(['pattern-too-large']);
    for (const pattern of [
      '^\\d{17}[\\dX]$',
      '^[^0-9A-Za-z\\s]{2,20}$',
      '^(ab|cd)*$',
      '^1[3-9]\\d{9}$|^0\\d{2,3}-?\\d{7,8}$',
    ])
      expect(regex(pattern), pattern).toEqual([]);
  });

  test('[Q14] refuses numbers of more than 15 digits and texts that SurveyJS rewrites', () => {
    expect(visibleIf('{other} = 990101196803150013')).toEqual(['expression-long-number']);
    expect(visibleIf("{other} = '99010119680315001X'")).toEqual([]);
    expect(visibleIf('{other} = 123456789012345')).toEqual([]);
    expect(visibleIf("{other} = 'a=>b'")).toEqual(['expression-rewritten']);
  });
});
