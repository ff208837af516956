/** A small questionnaire and whatever a designer may do with it, for tests of the editor's document. */
import fc from 'fast-check';
import type { JsonObject } from '#forms/json.ts';
import * as arrange from '#web/design/document/arrange.ts';
import * as edit from '#web/design/document/edit.ts';
import { begin, type Change, type History, record } from '#web/design/document/history.ts';
import { type NewWords, questionKinds } from '#web/design/document/kinds.ts';
import { placesOf } from '#web/design/document/places.ts';

export const words: NewWords = {
  title: { default: 'New question', 'zh-cn': '新题目' },
  option: (position) => ({ default: `Option ${position}`, 'zh-cn': `选项 ${position}` }),
};

export const household: JsonObject = {
  title: { default: 'Household', 'zh-cn': '户' },
  pages: [
    {
      name: 'home',
      title: 'Home',
      elements: [
        { type: 'text', name: 'size', title: 'People', inputType: 'number' },
        {
          type: 'radiogroup',
          name: 'road',
          title: 'Road',
          visibleIf: '{size} > 1',
          choices: [
            { value: '01', text: 'Dirt' },
            { value: '02', text: 'Hard' },
          ],
        },
        {
          type: 'panel',
          name: 'more',
          elements: [{ type: 'comment', name: 'remark', title: 'Why {road}?', visibleIf: "{road} = '01'" }],
        },
      ],
    },
    {
      name: 'people',
      elements: [
        {
          type: 'paneldynamic',
          name: 'members',
          title: 'Members',
          templateElements: [
            { type: 'text', name: 'name', title: 'Name' },
            { type: 'boolean', name: 'inSchool', title: 'School?' },
            { type: 'text', name: 'grade', title: 'Grade', visibleIf: '{panel.inSchool} = true' },
          ],
        },
        { type: 'text', name: 'head', title: 'Head', visibleIf: '{members[0].inSchool} = true' },
      ],
    },
  ],
};

type Deed = (source: JsonObject, pick: (from: readonly string[]) => string | undefined) => Change;

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.constantFrom(...questionKinds).map(
    (kind): Deed =>
      (source, pick) =>
        arrange.addQuestion(source, pick(keys(source)), kind, words),
  ),
  fc.constantFrom(...questionKinds).map(
    (kind): Deed =>
      (source, pick) =>
        arrange.addInside(source, pick(keys(source)) ?? '', kind, words),
  ),
  fc.constant<Deed>((source, pick) => arrange.addPage(source, pick(keys(source)), 'Page')),
  fc.constant<Deed>((source, pick) => arrange.remove(source, pick(keys(source)) ?? '')),
  fc.constantFrom(-1 as const, 1 as const).map(
    (by): Deed =>
      (source, pick) =>
        arrange.moveBy(source, pick(keys(source)) ?? '', by),
  ),
  fc.constant<Deed>((source, pick) =>
    arrange.moveInto(source, pick(keys(source)) ?? '', pick(keys(source)) ?? ''),
  ),
  fc.constant<Deed>((source, pick) => arrange.duplicate(source, pick(keys(source)) ?? '')),
  fc.string({ maxLength: 5 }).map(
    (text): Deed =>
      (source, pick) => ({
        source: edit.setText(source, pick(keys(source)) ?? '', 'title', 'zh-CN', text),
      }),
  ),
  fc.constant<Deed>((source, pick) => ({
    source: edit.addOption(source, pick(keys(source)) ?? '', 'Another'),
  })),
  fc.constant<Deed>((source, pick) => edit.rename(source, pick(keys(source)) ?? '', 'renamed')),
);
export const deeds = fc.array(fc.tuple(deed, fc.infiniteStream(fc.nat())), { minLength: 1, maxLength: 25 });

export const keys = (source: JsonObject) => placesOf(source).map((place) => place.key);

export const deskAfter = (steps: readonly (readonly [Deed, Iterable<number>])[]): History => {
  let history = begin(household);
  for (const [act, numbers] of steps) {
    const dice = numbers[Symbol.iterator]();
    const pick = (from: readonly string[]) => from[Number(dice.next().value) % Math.max(1, from.length)];
    history = record(history, act(history.source, pick));
  }
  return history;
};
