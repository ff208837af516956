import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlinesOf, expectedShare, parseCalendar, stageAt, stagesOf } from '#forms/campaign/calendar.ts';
import { dateAt, instantOf, wallTimeOf } from '#forms/campaign/local-time.ts';

const source = {
  timeZone: 'Asia/Shanghai',
  groups: ['household'],
  stages: [
    {
      id: 'entry',
      title: 'Entry',
      group: 'household',
      from: '2022-10-12 00:00',
      to: '2022-11-30 24:00',
      right: 'collect',
    },
    {
      id: 'read',
      title: 'Read',
      group: 'household',
      from: '2022-11-30 24:00',
      to: '2022-12-20 24:00',
      right: 'read',
    },
  ],
  milestones: [{ id: 'half', title: 'Half', group: 'household', at: '2022-11-05 24:00', share: 0.5 }],
  seals: [{ id: 'annual', title: 'Annual', at: '2022-12-20 24:00', groups: ['household'] }],
};
const parsed = (changes: object = {}) => parseCalendar({ ...source, ...changes });
const calendar = () => {
  const result = parsed();
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const faultsOf = (changes: object) => {
  const result = parsed(changes);
  return result.ok ? [] : result.refusal.map(({ at, code }) => `${at} ${code}`);
};
const utc = (text: string) => Date.parse(text);

describe('wall time', () => {
  test('[C1] 24:00 in Shanghai is the next midnight there', () => {
    expect(instantOf('2022-11-30 24:00', 'Asia/Shanghai')).toEqual({
      ok: true,
      value: utc('2022-11-30T16:00:00Z'),
    });
    expect(wallTimeOf(utc('2022-11-30T16:00:00Z'), 'Asia/Shanghai', true)).toEqual({
      date: '2022-11-30',
      time: '24:00',
    });
    expect(wallTimeOf(utc('2022-11-30T16:00:00Z'), 'Asia/Shanghai', false)).toEqual({
      date: '2022-12-01',
      time: '00:00',
    });
  });

  test('[C1] 24:00 only as a full hour; no 25:00, no 31 February', () => {
    for (const text of ['2022-11-30 24:01', '2022-11-30 25:00', '2022-02-31 10:00', '2022-11-30', 'soon'])
      expect(instantOf(text, 'Asia/Shanghai')).toEqual({ ok: false, refusal: 'not-a-local-time' });
  });

  test('[C7] a time that daylight saving skips or repeats is refused', () => {
    expect(instantOf('2025-03-09 02:30', 'America/New_York')).toEqual({
      ok: false,
      refusal: 'no-such-local-time',
    });
    expect(instantOf('2025-11-02 01:30', 'America/New_York')).toEqual({
      ok: false,
      refusal: 'ambiguous-local-time',
    });
    expect(instantOf('2025-11-02 24:00', 'America/New_York')).toEqual({
      ok: true,
      value: utc('2025-11-03T05:00:00Z'),
    });
  });

  test('[C1] what is shown as a deadline reads back as the same instant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.constantFrom('Asia/Shanghai', 'Asia/Kathmandu', 'Pacific/Apia'),
        (halfDays, zone) => {
          const instant = 1_600_000_000_000 - (1_600_000_000_000 % 43_200_000) + halfDays * 43_200_000;
          const { date, time } = wallTimeOf(instant, zone, true);
          const back = instantOf(`${date} ${time}`, zone);
          expect(!back.ok || back.value === instant).toBe(true);
        },
      ),
    );
  });

  test('[C1] the date in the zone, not in the process', () => {
    expect(dateAt(utc('2022-11-30T18:00:00Z'), 'Asia/Shanghai')).toBe('2022-12-01');
    expect(dateAt(utc('2022-11-30T18:00:00Z'), 'UTC')).toBe('2022-11-30');
    expect(dateAt(utc('2022-11-30T16:00:00Z') - 1, 'Asia/Shanghai')).toBe('2022-11-30');
    expect(dateAt(utc('2022-11-30T16:00:00Z'), 'Asia/Shanghai')).toBe('2022-12-01');
  });
});

describe('calendar', () => {
  test('[C2] a stage holds from its first instant up to, not including, its last', () => {
    const end = utc('2022-11-30T16:00:00Z');
    expect(stageAt(calendar(), 'household', utc('2022-10-11T16:00:00Z'))?.id).toBe('entry');
    expect(stageAt(calendar(), 'household', end - 1)?.id).toBe('entry');
    expect(stageAt(calendar(), 'household', end)?.id).toBe('read');
    expect(stageAt(calendar(), 'household', utc('2022-12-20T16:00:00Z'))).toBeUndefined();
  });

  test('[C3] overlapping stages', () => {
    const [entry, read] = source.stages;
    expect(faultsOf({ stages: [entry, { ...read, from: '2022-11-30 23:00' }] })).toEqual([
      '/stages/1/from stages-overlap',
    ]);
  });

  test('[C4] a gap between stages', () => {
    const [entry, read] = source.stages;
    expect(faultsOf({ stages: [entry, { ...read, from: '2022-12-01 08:00' }] })).toEqual([
      '/stages/1/from gap-between-stages',
    ]);
  });

  test('[C5] a seal before a stage of its group ends', () => {
    const [seal] = source.seals;
    expect(faultsOf({ seals: [{ ...seal, at: '2022-12-20 23:59' }] })).toEqual([
      '/seals/0/at seal-before-stage-ends',
    ]);
    expect(faultsOf({ seals: [{ ...seal, at: '2022-12-21 08:00' }] })).toEqual([]);
  });

  test('[C6] two seals over one group', () => {
    const [seal] = source.seals;
    expect(faultsOf({ seals: [seal, { ...seal, id: 'second' }] })).toEqual(['/seals group-sealed-twice']);
  });

  test('[C10] every fault at once, each with its place', () => {
    const [entry, read] = source.stages;
    expect(
      faultsOf({
        stages: [
          { ...entry, to: '2022-11-31 24:00' },
          { ...read, id: 'entry', group: 'nobody' },
        ],
        milestones: [{ id: 'm', title: 'M', group: 'nobody', at: 'later', share: 1 }],
      }),
    ).toEqual([
      '/stages/1/id id-twice',
      '/stages/0/to not-a-local-time',
      '/stages/1/group unknown-group',
      '/milestones/0/group unknown-group',
      '/milestones/0/at not-a-local-time',
    ]);
    expect(faultsOf({ groupTitles: { nobody: 'N' } })).toEqual(['/groupTitles/nobody unknown-group']);
    expect(faultsOf({ timeZone: 'Mars/Olympus' })).toEqual(['/timeZone unknown-time-zone']);
    expect(faultsOf({ stages: 'none' })).toEqual(['/stages wrong-shape']);
  });

  test('[C8] gates move before the seal of the same instant', () => {
    const deadlines = deadlinesOf(calendar());
    expect(deadlines.map(({ kind, at }) => `${kind} ${new Date(at).toISOString()}`)).toEqual([
      'gates 2022-10-11T16:00:00.000Z',
      'gates 2022-11-30T16:00:00.000Z',
      'gates 2022-12-20T16:00:00.000Z',
      'seal 2022-12-20T16:00:00.000Z',
    ]);
  });

  test('[C9] expected share on straight lines', () => {
    const [stage] = stagesOf(calendar(), 'household');
    const half = utc('2022-11-05T16:00:00Z');
    const from = stage?.from ?? 0;
    expect(expectedShare(calendar(), 'household', from)).toBe(0);
    expect(expectedShare(calendar(), 'household', half)).toBe(0.5);
    expect(expectedShare(calendar(), 'household', (from + half) / 2)).toBeCloseTo(0.25);
    expect(expectedShare(calendar(), 'household', utc('2023-01-01T00:00:00Z'))).toBe(1);
  });
});
