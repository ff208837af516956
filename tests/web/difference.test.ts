import { expect, test } from 'vitest';
import { differences, speaker } from '#web/collect/difference.ts';

test('[W29] two versions are compared question by question, inside lists member by member', () => {
  const mine = { roof: 'tile', members: [{ name: '李一' }, { name: '李二', age: 3 }], same: [1, 2] };
  const theirs = { roof: 'tin', members: [{ name: '李一' }, { name: '李三', age: 3 }], same: [1, 2] };
  expect(differences(mine, theirs)).toEqual([
    { at: 'roof', mine: 'tile', theirs: 'tin' },
    { at: 'members[1].name', mine: '李二', theirs: '李三' },
  ]);
  expect(differences(mine, mine)).toEqual([]);
});

test('[W29] a member that only one version has is shown as missing in the other', () => {
  expect(differences({ m: [{ a: 1 }] }, { m: [{ a: 1 }, { a: 2 }] })).toEqual([
    { at: 'm[1]', mine: undefined, theirs: { a: 2 } },
  ]);
});

test('[W29] paths and values are said in the words of the questionnaire', () => {
  const source = {
    pages: [
      {
        name: 'p',
        elements: [
          {
            type: 'paneldynamic',
            name: 'members',
            title: { default: 'Members', 'zh-cn': '成员' },
            templateElements: [
              { type: 'radiogroup', name: 'sex', title: '性别', choices: [{ value: '1', text: '男' }] },
            ],
          },
        ],
      },
    ],
  };
  const say = speaker(source, (text) => (typeof text === 'string' ? text : (text['zh-cn'] ?? '')));
  expect(say.path('members[1].sex')).toBe('成员 2 › 性别');
  expect(say.value('members[1].sex', '1')).toBe('男');
  expect(say.value('members[1].sex', undefined)).toBe('—');
});
