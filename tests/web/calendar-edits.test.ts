/** Stages, milestones and seals that come, go and change places in the editor, and what the table says of each moment. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calendar, parseCalendar, stagesOf } from '#forms/campaign/calendar.ts';
import { type CalendarSource, calendarSource } from '#forms/campaign/calendar-source.ts';
import type { ExtensionState } from '#forms/wire/deadlines.ts';
import type { SealState } from '#forms/wire/shapes.ts';
import { smallPack } from '#tests/support/small-pack.ts';
import {
  addMilestone,
  addSeal,
  addStage,
  altered,
  movedStage,
  stagesIn,
  takenIn,
  unsealedGroups,
  without,
  withoutStage,
  withText,
} from '#web/supervise/calendar/edits.ts';
import { passageOf, standingsOf } from '#web/supervise/calendar/moment-standing.ts';
import { judgeDraft } from '#web/supervise/calendar/moments.ts';

const { calendar } = smallPack();
const source = calendarSource(calendar);
const now = Date.parse('2022-11-05T10:00:00+08:00');
const adding = { taken: takenIn(calendar), title: 'New' };
const parsed = (written: CalendarSource): Calendar => {
  const result = parseCalendar(written);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const line = (written: CalendarSource, group = 'homes') => stagesIn(written, group).map(({ id }) => id);

describe('in the editor', () => {
  test('[W59] a stage is added behind another: it takes a day, what follows begins later, the seal comes no earlier', () => {
    const between = addStage(source, 'homes-entry', adding);
    expect(line(between).slice(0, 3)).toEqual(['homes-entry', 'homes-1', 'homes-correct']);
    expect(judgeDraft(calendar, between, now).faults).toEqual([]);
    const last = line(source).at(-1) ?? '';
    const longer = parsed(addStage(source, last, adding));
    expect(longer.seals[0]?.at).toBe((calendar.seals[0]?.at ?? 0) + 86_400_000);
    expect(stagesOf(longer, 'homes').at(-1)).toMatchObject({ id: 'homes-1', right: 'read' });
  });

  test('[W59] whatever is added, taken away and moved about among what lies ahead: no gap, no overlap', () => {
    const step = fc.record({ act: fc.constantFrom('add', 'drop', 'up', 'down'), at: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let draft = source;
        for (const { act, at } of steps) {
          const ids = line(draft);
          const id = ids[at % ids.length] ?? '';
          if (act === 'add') draft = addStage(draft, id, adding);
          else if (act === 'drop' && ids.length > 1) draft = withoutStage(draft, id);
          else draft = movedStage(draft, id, act === 'up' ? -1 : 1);
        }
        expect(parseCalendar(draft)).toMatchObject({ ok: true });
        expect(new Set(takenIn(draft)).size).toBe(takenIn(draft).length);
      }),
      { numRuns: 300 },
    );
  });

  test('[W59] what is gone gives its id to nobody', () => {
    const first = addStage(source, 'homes-entry', adding);
    const again = addStage(withoutStage(first, 'homes-correct'), 'homes-entry', {
      ...adding,
      taken: [...adding.taken, 'homes-1'],
    });
    expect(line(again)).toContain('homes-2');
    expect(line(withoutStage(source, 'homes-correct'))).not.toContain('homes-correct');
  });

  test('[W59] two stages change places and keep how long they are', () => {
    const [, one, other] = line(source);
    const moved = parsed(movedStage(source, other ?? '', -1));
    const long = (of: Calendar, id = '') => {
      const stage = of.stages.find((each) => each.id === id);
      return (stage?.to ?? 0) - (stage?.from ?? 0);
    };
    expect(stagesOf(moved, 'homes').map(({ id }) => id)).toEqual([
      line(source)[0],
      other,
      one,
      ...line(source).slice(3),
    ]);
    for (const id of [one, other]) expect(long(moved, id)).toBe(long(calendar, id));
    expect(movedStage(source, line(source)[0] ?? '', -1)).toBe(source);
  });

  test('[W59] milestones and seals come and go; a seal takes what nothing seals yet', () => {
    expect(unsealedGroups(source)).toEqual([]);
    expect(addSeal(source, adding)).toBe(source);
    const [seal] = source.seals;
    const apart = altered(source, 'seals', seal?.id ?? '', { groups: ['homes'] });
    const two = addSeal(apart, adding);
    expect(two.seals.map(({ groups }) => groups)).toEqual([['homes'], ['places']]);
    expect(judgeDraft(calendar, two, now).faults).toEqual([]);
    const marked = addMilestone(source, 'homes', now + 3_600_000, adding);
    expect(judgeDraft(calendar, marked, now).change?.deadlines).toMatchObject([{ kind: 'milestone' }]);
    expect(without(marked, 'milestones', 'milestone-1').milestones).toEqual(source.milestones);
  });

  test('[W59, G42] a name is changed in one language; a right only of what has not begun', () => {
    const languages = ['zh-CN', 'en'];
    expect(withText('Entry', 'en', languages, 'Fill in')).toEqual({ 'zh-cn': 'Entry', default: 'Fill in' });
    const both = { default: 'Entry', 'zh-cn': '录入' };
    expect(withText(both, 'zh-CN', languages, '采集')).toEqual({ default: 'Entry', 'zh-cn': '采集' });
    const named = altered(source, 'stages', 'homes-entry', { title: 'Fill in' });
    expect(judgeDraft(calendar, named, now)).toMatchObject({
      faults: [],
      change: { deadlines: [], gates: [], altered: [{ kind: 'stage', id: 'homes-entry', what: ['title'] }] },
    });
    const ahead = altered(source, 'stages', 'homes-correct', { right: 'read' });
    expect(judgeDraft(calendar, ahead, now).change?.altered).toEqual([
      { kind: 'stage', id: 'homes-correct', what: ['right'] },
    ]);
    const begun = altered(source, 'stages', 'homes-entry', { right: 'read' });
    expect(judgeDraft(calendar, begun, now).faults.map(({ code }) => code)).toContain('has-begun');
  });
});

describe('in the table', () => {
  test('[W60] every end says which right gives way to which, a seal what it closes, a milestone nothing', () => {
    expect(passageOf(calendar, 'freeze', 'homes-entry')).toEqual({ from: 'collect', to: 'correct' });
    const last = line(source).at(-1) ?? '';
    expect(passageOf(calendar, 'freeze', last)?.to).toBe('closed');
    expect(passageOf(calendar, 'seal', 'all')).toMatchObject({ to: 'sealed' });
    expect(passageOf(calendar, 'milestone', 'any')).toBeUndefined();
  });

  test('[W60] extensions at the end they go behind, what is missing at the next end, seals as far as they are', () => {
    const end = calendar.stages.find(({ id }) => id === 'homes-entry')?.to ?? 0;
    const extension = { state: 'granted', stage: 'homes-entry', until: end + 1000, villages: ['1', '2'] };
    const sealed = { id: 'all', state: 'sealed' } as SealState;
    const row = { group: 'homes', owed: 5, records: 2, unfinished: 3, unsigned: 0, late: 0 };
    const known = {
      calendar,
      extensions: [extension as unknown as ExtensionState],
      seals: [sealed],
      rehearsal: { lines: [row], phones: [{ unsent: 4 }] } as never,
      now,
    };
    expect(standingsOf('freeze', 'homes-entry', known)).toEqual([
      { kind: 'extended', villages: 2, until: end + 1000 },
      { kind: 'undone', undone: 3, unsent: 4 },
    ]);
    expect(standingsOf('freeze', 'homes-entry', { ...known, now: end + 1000 })).toEqual([]);
    expect(standingsOf('freeze', 'homes-correct', known)).toEqual([]);
    expect(standingsOf('seal', 'all', known)).toEqual([{ kind: 'seal', seal: sealed }]);
    expect(standingsOf('seal', 'all', { ...known, seals: [] })).toEqual([]);
  });
});
