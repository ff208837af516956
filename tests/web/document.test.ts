/** The editor's operations on plain questionnaire JSON: whatever a designer does can be undone, and never breaks the shape. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#forms/json.ts';
import { publish } from '#forms/questionnaire/publish.ts';
import * as arrange from '#web/design/document/arrange.ts';
import * as edit from '#web/design/document/edit.ts';
import { begin, type Change, type History, record, redo, undo } from '#web/design/document/history.ts';
import { type NewWords, questionKinds } from '#web/design/document/kinds.ts';
import { applyPatch, inverted, patchBetween, pathOfPointer, valueAt } from '#web/design/document/patch.ts';
import { placeAt, placeOf, placesOf, withPages } from '#web/design/document/places.ts';
import { usersOf } from '#web/design/document/references.ts';

const words: NewWords = {
  title: { default: 'New question', 'zh-cn': '新题目' },
  option: (position) => ({ default: `Option ${position}`, 'zh-cn': `选项 ${position}` }),
};

const household: JsonObject = {
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
const deeds = fc.array(fc.tuple(deed, fc.infiniteStream(fc.nat())), { minLength: 1, maxLength: 25 });

const keys = (source: JsonObject) => placesOf(source).map((place) => place.key);

const after = (steps: readonly (readonly [Deed, Iterable<number>])[]): History => {
  let history = begin(household);
  for (const [act, numbers] of steps) {
    const dice = numbers[Symbol.iterator]();
    const pick = (from: readonly string[]) => from[Number(dice.next().value) % Math.max(1, from.length)];
    history = record(history, act(history.source, pick));
  }
  return history;
};

describe('history', () => {
  test('[D1] undoing everything gives back what was opened, key order included', () => {
    fc.assert(
      fc.property(deeds, (steps) => {
        let history = after(steps);
        const left = history.source;
        while (history.past.length > 0) history = undo(history);
        expect(JSON.stringify(history.source)).toBe(JSON.stringify(household));
        while (history.future.length > 0) history = redo(history);
        expect(JSON.stringify(history.source)).toBe(JSON.stringify(left));
      }),
    );
  });

  test('[D1] a patch leads from one state to the other, and its inverse back', () => {
    const json = fc.jsonValue() as fc.Arbitrary<JsonObject>;
    fc.assert(
      fc.property(json, json, (before, next) => {
        const patch = patchBetween(before, next);
        expect(applyPatch(before, patch)).toEqual(next);
        expect(applyPatch(next, inverted(patch))).toEqual(before);
      }),
    );
  });

  test('[D2] typing a title is one step', () => {
    let history = begin(household, 'size');
    for (const text of ['P', 'Pe', 'Per'])
      history = record(
        history,
        { source: edit.setText(history.source, 'size', 'title', 'en', text) },
        'size/title/en',
      );
    expect(history.past).toHaveLength(1);
    expect(placeOf(history.source, 'size')?.element.title).toBe('Per');
    expect(undo(history).source).toEqual(household);
  });

  test('[D2] a step after undo begins anew and drops what was undone', () => {
    const typed = record(begin(household), { source: edit.setProperty(household, 'size', 'min', 1) }, 'min');
    const undone = undo(typed);
    const other = record(undone, { source: edit.setProperty(undone.source, 'size', 'min', 2) }, 'min');
    expect(other.future).toEqual([]);
    expect(undo(other).source).toEqual(household);
  });
});

describe('arranging', () => {
  test('[D5] names stay unique in their scope, and every question has type and name', () => {
    fc.assert(
      fc.property(deeds, (steps) => {
        const { source } = after(steps);
        const places = placesOf(source);
        // Moving into a group may meet a namesake there; the gate says so. Everything else keeps keys apart.
        const top = places.filter((place) => place.scope === '').map((place) => place.key);
        const namesakes = top.filter((key, index) => top.indexOf(key) !== index);
        expect(namesakes.every((name) => ['name', 'inSchool', 'grade', 'renamed'].includes(name))).toBe(true);
        for (const { element, name, shape } of places) {
          expect(name).not.toBe('');
          if (shape !== 'page') expect(typeof element.type).toBe('string');
        }
        expect(places.some((place) => place.shape === 'page')).toBe(true);
      }),
    );
  });

  test('[D5] whatever is done, the gate finds nothing wrong with the shape', () => {
    // What a designer can get wrong by arranging: conditions without their question, namesakes, an empty questionnaire.
    const arranging = [
      'unknown-reference',
      'duplicate-name',
      'no-questions',
      'nested-too-deep',
      'bad-text',
      'cycle',
    ];
    const context = { questionnaire: 'q', edition: 1, codeLists: {}, locales: ['zh-CN', 'en'] };
    expect(publish(household, context).ok).toBe(true);
    fc.assert(
      fc.property(deeds, (steps) => {
        const published = publish(after(steps).source, context);
        const codes = published.ok ? [] : published.refusal.map(({ code }) => code);
        expect(codes.filter((code) => !arranging.includes(code))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('[D4] behind the question in hand, into the page in hand, at the end otherwise', () => {
    const behind = arrange.addQuestion(household, 'size', 'number', words);
    expect(keys(behind.source).indexOf('q1')).toBe(keys(behind.source).indexOf('size') + 1);
    expect(behind.selected).toBe('q1');
    const onPage = arrange.addQuestion(household, 'home', 'text', words);
    expect(placeOf(onPage.source, 'q1')?.parent).toBe('home');
    expect(keys(arrange.addQuestion(household, undefined, 'text', words).source).at(-1)).toBe('q1');
  });

  test('[D5] a name that was published once is not given again', () => {
    const { selected } = arrange.addQuestion(household, 'size', 'text', words, ['q7', 'q2']);
    expect(selected).toBe('q8');
  });

  test('[D6] over the edge of a page, out of a group, never into itself', () => {
    const down = arrange.moveBy(household, 'more', 1);
    expect(placeOf(down.source, 'more')?.parent).toBe('people');
    const out = arrange.moveBy(household, 'remark', 1);
    expect(placeOf(out.source, 'remark')?.parent).toBe('home');
    expect(arrange.moveInto(household, 'more', 'more').source).toBe(household);
    const inGroup = arrange.moveInto(household, 'size', 'members');
    expect(inGroup.selected).toBe('members.size');
    expect(arrange.moveInto(inGroup.source, 'members', 'members').source).toBe(inGroup.source);
  });

  test('[D6] a copy speaks of itself, not of the original', () => {
    const { source, selected } = arrange.duplicate(household, 'members');
    const copy = placeOf(source, selected);
    const inside = placesOf(source).filter((place) => place.scope === selected);
    expect(copy?.name).toBe('q1');
    expect(inside.map((place) => place.name)).toEqual(['q2', 'q3', 'q4']);
    expect(inside[2]?.element.visibleIf).toBe('{panel.q3} = true');
    expect(placeOf(source, 'members.grade')?.element.visibleIf).toBe('{panel.inSchool} = true');
  });

  test('[D3] a questionnaire without pages becomes one page', () => {
    const flat = withPages({ title: 'T', elements: [{ type: 'text', name: 'a' }] });
    expect(keys(flat)).toEqual(['page1', 'a']);
    expect(withPages(household)).toBe(household);
  });

  test('a pointer of the gate leads to its question', () => {
    const path = pathOfPointer(household, '/pages/1/elements/0/templateElements/2/visibleIf');
    expect(valueAt(household, path)).toBe('{panel.inSchool} = true');
    expect(placeAt(household, path)?.key).toBe('members.grade');
  });
});

describe('who speaks of whom', () => {
  test('[D7] deleting says whose conditions and texts use it', () => {
    const users = (key: string) => usersOf(household, key).map((place) => place.key);
    expect(users('size')).toEqual(['road']);
    expect(users('road')).toEqual(['remark']);
    expect(users('members.inSchool')).toEqual(['members.grade', 'head']);
    expect(users('members')).toEqual(['head']);
    expect(users('head')).toEqual([]);
  });

  test('[D7] renaming rewrites what speaks of it', () => {
    const road = edit.rename(household, 'road', 'lane').source;
    expect(placeOf(road, 'remark')?.element).toMatchObject({
      title: 'Why {lane}?',
      visibleIf: "{lane} = '01'",
    });
    const inside = edit.rename(household, 'members.inSchool', 'pupil');
    expect(inside.selected).toBe('members.pupil');
    expect(placeOf(inside.source, 'members.grade')?.element.visibleIf).toBe('{panel.pupil} = true');
  });

  test('[D7] a name that is taken or cannot be one is refused', () => {
    expect(edit.nameRefusal(household, 'size', 'road')).toBe('name-taken');
    expect(edit.nameRefusal(household, 'size', '1a')).toBe('not-a-name');
    expect(edit.nameRefusal(household, 'size', 'name')).toBeUndefined();
  });
});

describe('texts and options', () => {
  test('[D8] values stay while texts change, and a new one is higher and as wide', () => {
    const renamed = edit.setOptionText(household, 'road', 1, 'zh-CN', '硬化路');
    const options = edit.optionsOf(placeOf(renamed, 'road')?.element ?? {});
    expect(options.map(({ value }) => value)).toEqual(['01', '02']);
    expect(options[1]?.text).toEqual({ default: 'Hard', 'zh-cn': '硬化路' });
    const swapped = edit.moveOption(edit.addOption(renamed, 'road', 'Gravel'), 'road', 2, -1);
    expect(edit.optionsOf(placeOf(swapped, 'road')?.element ?? {}).map(({ value }) => value)).toEqual([
      '01',
      '03',
      '02',
    ]);
  });

  test('a text is kept per language', () => {
    expect(edit.withText('People', 'zh-CN', '人口')).toEqual({ default: 'People', 'zh-cn': '人口' });
    expect(edit.withText({ default: 'People', 'zh-cn': '人口' }, 'zh-CN', '')).toBe('People');
    expect(edit.withText('People', 'en', '')).toBeUndefined();
    expect(edit.textFor('People', 'zh-CN')).toBe('');
  });

  test('decimals are steps of ten', () => {
    expect([1, 0.1, 0.01, 0.0001].map(edit.decimalsOf)).toEqual([0, 1, 2, 4]);
    expect(edit.decimalsOf(0.5)).toBeUndefined();
    expect(edit.stepOf(2)).toBe(0.01);
  });
});
