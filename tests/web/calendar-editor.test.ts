import { describe, expect, test } from 'vitest';
import { calendarSource } from '#forms/campaign/calendar-source.ts';
import type { ExtensionState } from '#forms/wire/deadlines.ts';
import { smallPack } from '#tests/support/small-pack.ts';
import {
  faultsAt,
  faultsElsewhere,
  isChanged,
  judgeDraft,
  type Moment,
  momentsOf,
  withTime,
} from '#web/supervise/calendar/moments.ts';
import { gatesOf, reachOf } from '#web/supervise/calendar/reach.ts';
import { hatchesOf, waits } from '#web/supervise/calendar/standing.ts';

const { calendar } = smallPack();
const source = calendarSource(calendar);
const now = Date.parse('2022-11-05T10:00:00+08:00');
const momentIn = (written: typeof source, kind: Moment['kind'], id: string): Moment => {
  const found = momentsOf(written, calendar).find((one) => one.kind === kind && one.id === id);
  if (!found) throw new Error(`no ${kind} ${id}`);
  return found;
};
const set = (written: typeof source, kind: Moment['kind'], id: string, time: string) =>
  withTime(written, momentIn(written, kind, id), time);
const codesAt = (written: typeof source, kind: Moment['kind'], id: string) =>
  faultsAt(judgeDraft(calendar, written, now).faults, momentIn(written, kind, id), written).map(
    ({ code }) => code,
  );

describe('editing', () => {
  test('[D38] an end takes along the beginning behind it, and nothing else', () => {
    const later = set(source, 'freeze', 'homes-entry', '2022-11-12 24:00');
    expect(later.stages.map(({ from, to }) => [from, to])).toEqual(
      source.stages.map(({ id, from, to }) => [
        id === 'homes-correct' ? '2022-11-12 24:00' : from,
        id === 'homes-entry' ? '2022-11-12 24:00' : to,
      ]),
    );
    expect(judgeDraft(calendar, later, now).faults).toEqual([]);
    expect(isChanged(momentIn(later, 'freeze', 'homes-entry'), calendar)).toBe(true);
    expect(isChanged(momentIn(later, 'seal', 'all'), calendar)).toBe(false);
  });

  test('[D38] another way to write the same time is no change', () => {
    const same = set(source, 'freeze', 'homes-entry', '2022-11-11 00:00');
    expect(isChanged(momentIn(same, 'freeze', 'homes-entry'), calendar)).toBe(false);
    expect(judgeDraft(calendar, same, now).change?.deadlines).toEqual([]);
  });

  test('[D38] every fault stands at its row, once, while it is typed; rows stay where they are', () => {
    const half = set(source, 'freeze', 'homes-entry', '2022-11-1 24:00');
    expect(codesAt(half, 'freeze', 'homes-entry')).toEqual(['not-a-local-time']);
    expect(codesAt(half, 'freeze', 'homes-correct')).toEqual([]);
    expect(momentsOf(half, calendar).map(({ place }) => place)).toEqual(
      momentsOf(source, calendar).map(({ place }) => place),
    );
    const early = set(source, 'seal', 'all', '2022-11-24 24:00');
    expect(codesAt(early, 'seal', 'all')).toEqual(['seal-before-stage-ends']);
    const soon = set(source, 'freeze', 'homes-entry', '2022-11-05 10:05');
    expect(codesAt(soon, 'freeze', 'homes-entry')).toEqual(['too-soon']);
    const begun = set(source, 'begin', 'homes-entry', '2022-11-02 00:00');
    expect(codesAt(begun, 'freeze', 'homes-entry')).toEqual(['has-begun']);
  });

  test('[D38] what no row shows stands above them', () => {
    const elsewhere = { ...source, timeZone: 'Asia/Urumqi' };
    const { faults } = judgeDraft(calendar, elsewhere, now);
    const shown = faultsElsewhere(faults, momentsOf(elsewhere, calendar), elsewhere);
    expect(shown.map(({ code }) => code)).toContain('zone-stands');
    expect(faultsElsewhere([], momentsOf(source, calendar), source)).toEqual([]);
  });
});

test('[D39] what would move, in gates, work and phones', () => {
  const edited = set(
    set(source, 'freeze', 'homes-entry', '2022-11-12 24:00'),
    'freeze',
    'homes-correct',
    '2022-11-14 24:00',
  );
  const { change } = judgeDraft(calendar, edited, now);
  if (!change) throw new Error('no change');
  const line = { owed: 9, records: 2, unfinished: 7, unsigned: 0, late: 0, open: true };
  const phone = { person: 'p', village: 'v1', drafts: 0, heardAt: now };
  const reaches = reachOf(change, {
    villages: ['v1', 'v2'],
    questionnaires: [{ group: 'homes' }, { group: 'homes' }, { group: 'places' }],
    rehearsal: {
      lines: [
        { ...line, village: 'v1', group: 'homes', extended: 1 },
        { ...line, village: 'v2', group: 'places', extended: 1 },
      ],
      phones: [
        { ...phone, unsent: 3 },
        { ...phone, unsent: 0 },
      ],
    },
  });
  const day = 86_400_000;
  expect(reaches).toMatchObject([
    {
      deadline: { id: 'homes-entry' },
      by: 2 * day,
      villages: 2,
      questionnaires: 2,
      extended: 1,
      undone: 7,
      phones: 1,
      unsent: 3,
    },
    { deadline: { id: 'homes-correct' }, by: -day, villages: 0, questionnaires: 0, extended: 0, unsent: 0 },
  ]);
  expect(gatesOf(reaches)).toBe(3);
});

test('[D40] extensions are hatched from the end of their stage to their own, the longest first; proposals wait until decided', () => {
  const to = calendar.stages.find(({ id }) => id === 'homes-entry')?.to ?? 0;
  const extension = (id: string, changes: Partial<ExtensionState>) =>
    ({
      id,
      stage: 'homes-entry',
      state: 'granted',
      until: to + 5,
      villages: [],
      ...changes,
    }) as ExtensionState;
  const all = [
    extension('short', {}),
    extension('asked', { state: 'asked' }),
    extension('caught-up', { until: to }),
    extension('long', { until: to + 9 }),
    extension('other', { stage: 'places-entry', until: to * 2 }),
  ];
  expect(hatchesOf(all, calendar.stages, 'homes').map(({ id, from }) => [id, from])).toEqual([
    ['long', to],
    ['short', to],
  ]);
  expect(
    (['proposed', 'approved', 'in-force', 'overtaken'] as const).map((state) => waits({ state })),
  ).toEqual([true, true, false, false]);
});
