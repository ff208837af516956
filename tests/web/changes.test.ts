/** What a publication changes, as the comparison page lists it. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#forms/json.ts';
import { moveBy, moveInto, remove } from '#web/design/document/arrange.ts';
import { changesBetween, headChanged } from '#web/design/document/changes.ts';
import { addOption, removeOption, rename, setProperty, setText } from '#web/design/document/edit.ts';

const base: JsonObject = {
  title: 'T',
  pages: [
    {
      name: 'one',
      elements: ['a', 'b', 'c', 'd'].map((name) => ({
        type: 'radiogroup',
        name,
        title: name.toUpperCase(),
        choices: [
          { value: '1', text: 'One' },
          { value: '2', text: 'Two' },
        ],
      })),
    },
    {
      name: 'two',
      elements: [{ type: 'paneldynamic', name: 'list', templateElements: [{ type: 'text', name: 'x' }] }],
    },
  ],
};
const said = (after: JsonObject) =>
  changesBetween(base, after).map(({ key, what, aspects, optionsGone }) => [
    key,
    what,
    ...aspects,
    ...optionsGone,
  ]);

describe('changes of a publication', () => {
  test('[D10] nothing changed, nothing listed', () => {
    expect(said(base)).toEqual([]);
    expect(headChanged(base, base)).toBe(false);
  });

  test('[D10] each aspect by its name, options that go by their values', () => {
    let after = setText(base, 'a', 'title', 'en', 'A?');
    after = setProperty(after, 'a', 'isRequired', true);
    after = removeOption(addOption(after, 'b', 'Three'), 'b', 0);
    after = setProperty(after, 'list.x', 'visibleIf', "{a} = '1'");
    expect(said(after)).toEqual([
      ['a', 'changed', 'title', 'required'],
      ['b', 'changed', 'options', '1'],
      ['list.x', 'changed', 'condition'],
    ]);
  });

  test('[D10] only what moved is said to have moved', () => {
    const once = moveBy(base, 'a', 1).source;
    expect(said(moveBy(once, 'a', 1).source)).toEqual([['a', 'changed', 'place']]);
    expect(said(moveInto(base, 'b', 'two').source)).toEqual([['b', 'changed', 'place']]);
  });

  test('[D10] removed and added, a renamed question being both', () => {
    expect(said(remove(base, 'd').source)).toEqual([['d', 'removed']]);
    expect(said(rename(base, 'd', 'e').source)).toEqual([
      ['e', 'added'],
      ['d', 'removed'],
    ]);
  });

  test('[D10] what belongs to no question is told as well', () => {
    expect(headChanged(base, { ...base, calculatedValues: [] })).toBe(true);
  });
});
