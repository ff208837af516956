import { describe, expect, test } from 'vitest';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { maskSensitive, maskText } from '#forms/answers/mask.ts';
import { pruneDraft } from '#forms/answers/prune.ts';
import type { JsonObject } from '#forms/json.ts';
import { outlineOf, outlineQuestions, sensitivePaths } from '#forms/questionnaire/outline.ts';
import { ownWords } from '#forms/questionnaire/own-words.ts';
import { context, editionOf, everything, violationsOf, withElements } from '#tests/support/checking.ts';
import { everyKind, everyKindExample } from '#tests/support/every-kind.ts';

const title = { default: 'Number', 'zh-cn': '证件号' };
const source = {
  pages: [
    {
      name: 'people',
      title: { default: 'People', 'zh-cn': '成员' },
      elements: [
        { type: 'text', name: 'account', sensitive: 'bank-account', isRequired: true },
        {
          type: 'panel',
          name: 'inner',
          title: 'Inner',
          elements: [{ type: 'radiogroup', name: 'kind', choices: ['a', { value: 'b', text: 'B' }] }],
        },
        {
          type: 'paneldynamic',
          name: 'members',
          templateElements: [
            { type: 'text', name: 'idNo', title, sensitive: 'id-number' },
            { type: 'text', name: 'name' },
          ],
        },
      ],
    },
  ],
} satisfies JsonObject;

describe('the outline', () => {
  test('[Q17] shows pages, panels, questions and the questions of lists', () => {
    expect(outlineOf(source)).toEqual([
      {
        name: 'people',
        title: { default: 'People', 'zh-cn': '成员' },
        questions: [
          {
            name: 'account',
            path: 'account',
            type: 'text',
            inputType: 'text',
            title: 'account',
            required: true,
            sensitive: 'bank-account',
          },
          {
            name: 'kind',
            path: 'kind',
            type: 'radiogroup',
            title: 'kind',
            required: false,
            panel: 'Inner',
            choices: [
              { value: 'a', text: 'a' },
              { value: 'b', text: 'B' },
            ],
          },
          {
            name: 'members',
            path: 'members',
            type: 'paneldynamic',
            title: 'members',
            required: false,
            items: [
              {
                name: 'idNo',
                path: 'members.idNo',
                type: 'text',
                inputType: 'text',
                title,
                required: false,
                sensitive: 'id-number',
              },
              {
                name: 'name',
                path: 'members.name',
                type: 'text',
                inputType: 'text',
                title: 'name',
                required: false,
              },
            ],
          },
        ],
      },
    ]);
    expect(outlineQuestions(everyKind as unknown as JsonObject).map(({ path }) => path)).toContain(
      'members.jobs.pay',
    );
  });

  test('[Q17] reads drafts that could never be published', () => {
    expect(outlineOf({})).toEqual([]);
    expect(
      outlineOf({ pages: [null, { elements: 'x' }, { elements: [{ name: { toString: 1 }, title: 7 }] }] }),
    ).toHaveLength(2);
  });
});

describe('masking', () => {
  test('[A16] keeps the first three and the last two signs of a sensitive answer', () => {
    const edition = editionOf(source);
    expect(sensitivePaths(edition)).toEqual(['account', 'members.idNo']);
    const answers = {
      account: '6222020000000001',
      kind: 'a',
      members: [{ idNo: '990000196803150018', name: '张三' }, { name: '李四' }],
    };
    expect(maskSensitive(edition, answers)).toEqual({
      account: '622***********01',
      kind: 'a',
      members: [{ idNo: '990*************18', name: '张三' }, { name: '李四' }],
    });
    expect(answers.account).toBe('6222020000000001');
  });

  test('[A16] shows nothing of what is too short, and of what has another type', () => {
    expect(maskText('1234567')).toBe('*******');
    expect(maskText('12345678')).toBe('123***78');
    expect(maskSensitive(editionOf(source), { account: { nested: '6222' }, members: 'x' })).toEqual({
      account: '********',
      members: 'x',
    });
  });
});

describe('words of the designer', () => {
  test('[Q18] are found for validators, required answers, bounds and repeated keys', () => {
    const words = { default: 'at most {0}', 'zh-cn': '最多{0}' };
    const edition = withElements({
      type: 'panel',
      elements: [
        { type: 'text', name: 'a', isRequired: true, requiredErrorText: 'please' },
        { type: 'text', name: 'b', inputType: 'number', max: 3, maxErrorText: words },
        {
          type: 'paneldynamic',
          name: 'list',
          keyName: 'key',
          keyDuplicationError: 'twice',
          templateElements: [
            { type: 'text', name: 'key' },
            {
              type: 'text',
              name: 'c',
              validators: [
                { type: 'email' },
                { type: 'expression', expression: '{panel.c} empty', text: 'no c' },
              ],
            },
          ],
        },
      ],
    });
    const raw = {
      b: 4,
      list: [
        { key: 'x', c: 'a@b.cn' },
        { key: 'x', c: 'bad' },
      ],
    };
    const violations = violationsOf(checkAnswers(edition, raw, context));
    expect(violations.map((violation) => [violation.at, ownWords(edition, violation)])).toEqual([
      ['a', 'please'],
      ['b', { default: 'at most 3', 'zh-cn': '最多3' }],
      ['list[0].c', 'no c'],
      ['list[1].c', undefined],
      ['list[1].c', 'no c'],
      ['list[1].key', 'twice'],
    ]);
    expect(ownWords(edition, { at: 'nowhere[3].x', code: 'required', facts: {} })).toBeUndefined();
  });
});

describe('drafts of an older edition', () => {
  test('[A20] lose what the edition does not know, at every depth', () => {
    const stale = {
      ...everyKindExample,
      gone: 1,
      members: [{ idNo: '990000196803150018', old: 2, jobs: [{ title: 'x', x: 1 }] }, 'odd'],
    };
    expect(pruneDraft(everything, stale)).toEqual({
      ...everyKindExample,
      members: [{ idNo: '990000196803150018', jobs: [{ title: 'x' }] }, 'odd'],
    });
    expect(pruneDraft(everything, everyKindExample)).toEqual(everyKindExample);
    expect(pruneDraft(everything, JSON.parse('{"__proto__": {"x": 1}}'))).toEqual({});
  });
});
