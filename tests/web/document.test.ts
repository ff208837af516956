/** The editor's operations on plain questionnaire JSON: they never break the shape, and say whom they concern. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publish } from '#forms/questionnaire/publish.ts';
import { deeds, deskAfter, household, keys, words } from '#tests/support/designing.ts';
import * as arrange from '#web/design/document/arrange.ts';
import * as edit from '#web/design/document/edit.ts';
import { pathOfPointer, valueAt } from '#web/design/document/patch.ts';
import { placeAt, placeOf, placesOf, withPages } from '#web/design/document/places.ts';
import { usersOf } from '#web/design/document/references.ts';

describe('arranging', () => {
  test('[D5] names stay unique in their scope, and every question has type and name', () => {
    fc.assert(
      fc.property(deeds, (steps) => {
        const { source } = deskAfter(steps);
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
    // What a designer can get wrong by arranging: conditions without their question, namesakes, an empty questionnaire …
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
        const published = publish(deskAfter(steps).source, context);
        const faults = published.ok ? [] : published.refusal;
        // … and, until it is chosen, which picture is shown.
        const others = faults.filter(
          ({ code, facts }) => !arranging.includes(code) && facts.type !== 'image',
        );
        expect(others.map(({ code }) => code)).toEqual([]);
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
