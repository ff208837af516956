import { describe, expect, test } from 'vitest';
import { maskSensitive, maskText } from '#forms/answers/mask.ts';
import type { JsonObject } from '#forms/json.ts';
import { outlineOf, outlineQuestions, sensitivePaths } from '#forms/questionnaire/outline.ts';
import { editionOf } from '#tests/support/checking.ts';
import { everyKind } from '#tests/support/every-kind.ts';

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
