import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Calendar, parseCalendar } from '#forms/campaign/calendar.ts';
import { calendarChange } from '#forms/campaign/calendar-change.ts';
import { gatePosition, leastNotice } from '#forms/campaign/gate.ts';

const source = {
  timeZone: 'Asia/Shanghai',
  groups: ['homes', 'places'],
  stages: [
    stage('entry', 'homes', '2022-10-12 00:00', '2022-11-30 24:00', 'collect'),
    stage('repair', 'homes', '2022-11-30 24:00', '2022-12-15 24:00', 'correct'),
    stage('places', 'places', '2022-10-12 00:00', '2022-12-01 24:00', 'collect'),
  ],
  milestones: [{ id: 'half', title: 'Half', group: 'homes', at: '2022-11-05 24:00', share: 0.5 }],
  seals: [
    { id: 'homes', title: 'Homes', at: '2022-12-20 24:00', groups: ['homes'] },
    { id: 'places', title: 'Places', at: '2022-12-02 24:00', groups: ['places'] },
  ],
};
function stage(id: string, group: string, from: string, to: string, right: string) {
  return { id, title: id, group, from, to, right };
}
type Source = typeof source;

const calendarOf = (changed: Source): Calendar => {
  const parsed = parseCalendar(changed);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.value;
};
const at = (local: string) => Date.parse(`${local}:00+08:00`);
const before = calendarOf(source);
const change = (now: string, edit: (draft: Source) => void, begun: readonly string[] = []) => {
  const draft = structuredClone(source);
  edit(draft);
  return calendarChange(before, calendarOf(draft), at(now), begun);
};
const codes = (outcome: ReturnType<typeof change>) =>
  outcome.ok ? [] : outcome.refusal.map(({ at: place, code }) => `${place} ${code}`);
const setEnd = (draft: Source, index: number, to: string) => {
  const [own, next] = [draft.stages[index], draft.stages[index + 1]];
  if (own) own.to = to;
  if (own && next?.group === own.group) next.from = to;
};

test('[C24] a later end: which deadline moves, and which gates', () => {
  const outcome = change('2022-11-12T18:05', (draft) => setEnd(draft, 0, '2022-12-02 24:00'));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  expect(outcome.value.deadlines).toEqual([
    {
      kind: 'stage-end',
      id: 'entry',
      groups: ['homes'],
      from: at('2022-12-01T00:00'),
      to: at('2022-12-03T00:00'),
    },
  ]);
  expect(outcome.value.gates).toEqual([
    {
      group: 'homes',
      before: { stage: 'entry', right: 'collect', closesAt: at('2022-12-01T00:00') },
      after: { stage: 'entry', right: 'collect', closesAt: at('2022-12-03T00:00') },
    },
  ]);
});

test('[C20] zone and groups stand', () => {
  expect(
    codes(change('2022-11-12T18:05', (draft) => Object.assign(draft, { timeZone: 'Asia/Urumqi' }))),
  ).toContain('/timeZone zone-stands');
  const fewer = change('2022-10-01T00:00', (draft) => {
    draft.groups = ['homes'];
    draft.stages = draft.stages.slice(0, 2);
    draft.seals = draft.seals.slice(0, 1);
  });
  expect(codes(fewer)).toContain('/groups group-stands');
});

test('[C21] what has begun stands, but for an end that lies ahead', () => {
  const began = change('2022-11-12T18:05', (draft) =>
    Object.assign(draft.stages[0] ?? {}, { right: 'correct' }),
  );
  expect(codes(began)).toEqual(['/stages/0 has-begun']);
  const reopened = change('2022-12-05T00:00', (draft) => setEnd(draft, 0, '2022-12-06 24:00'));
  expect(codes(reopened)).toContain('/stages/0 has-begun');
  const removed = change('2022-11-12T18:05', (draft) => {
    draft.stages = [
      stage('again', 'homes', '2022-11-20 00:00', '2022-12-15 24:00', 'collect'),
      ...draft.stages.slice(2),
    ];
  });
  expect(codes(removed)).toContain('/stages has-begun');
});

test('[C22] nothing moves that is due within ten minutes, nor to within ten minutes', () => {
  const late = change('2022-11-30T23:55', (draft) => setEnd(draft, 0, '2022-12-02 24:00'));
  expect(codes(late)).toEqual(['/stages/0/to too-soon']);
  const early = change('2022-11-12T18:05', (draft) => setEnd(draft, 0, '2022-11-12 18:10'));
  expect(codes(early)).toEqual(['/stages/0/to too-soon']);
  expect(codes(change('2022-11-30T23:50', (draft) => setEnd(draft, 0, '2022-12-02 24:00')))).toEqual([]);
});

test('[C23] what is sealed, or being sealed, does not move', () => {
  const sealed = change('2022-12-03T08:00', (draft) =>
    Object.assign(draft.seals[1] ?? {}, { at: '2022-12-20 24:00' }),
  );
  expect(codes(sealed)).toEqual(['/seals is-sealed']);
  const begun = change(
    '2022-12-01T00:00',
    (draft) => {
      setEnd(draft, 2, '2022-12-02 12:00');
    },
    ['places'],
  );
  expect(codes(begun)).toContain('/stages is-sealed');
});

const day = 86_400_000;
test('[C21] [C24] whatever is accepted: what has passed stands, and gates that are not named stay', () => {
  const ends = fc.record({
    entry: fc.integer({ min: -20, max: 20 }),
    repair: fc.integer({ min: -10, max: 5 }),
  });
  fc.assert(
    fc.property(ends, fc.integer({ min: 0, max: 80 }), ({ entry, repair }, days) => {
      const now = at('2022-10-12T00:00') + days * day;
      const moved = (when: number, by: number) =>
        new Date(when + by * day + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
      const draft = structuredClone(source);
      setEnd(draft, 0, moved(at('2022-12-01T00:00'), entry));
      setEnd(draft, 1, moved(at('2022-12-16T00:00'), repair));
      const parsed = parseCalendar(draft);
      if (!parsed.ok) return;
      const outcome = calendarChange(before, parsed.value, now, []);
      if (!outcome.ok) return;
      for (const old of before.stages.filter(({ to }) => to <= now))
        expect(parsed.value.stages.find(({ id }) => id === old.id)).toEqual(old);
      for (const { from, to } of outcome.value.deadlines)
        for (const when of [from, to])
          if (when !== undefined) expect(when).toBeGreaterThanOrEqual(now + leastNotice);
      const named = outcome.value.gates.map(({ group }) => group);
      for (const group of before.groups)
        if (!named.includes(group))
          expect(gatePosition(parsed.value, group, now)).toEqual(gatePosition(before, group, now));
    }),
    { numRuns: 300 },
  );
});
