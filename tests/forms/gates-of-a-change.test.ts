/** What gates do when the calendar behind them changes: every accepted change, whatever the time and the order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calendar, parseCalendar, type Right } from '#forms/campaign/calendar.ts';
import { againstExtensions, calendarChange } from '#forms/campaign/calendar-change.ts';
import { type CalendarSource, calendarSource } from '#forms/campaign/calendar-source.ts';
import { type Gate, gatePosition, movedGate } from '#forms/campaign/gate.ts';
import { smallPack } from '#tests/support/small-pack.ts';

const before = smallPack().calendar;
const hour = 3_600_000;
const groups = before.groups;

/** Another calendar in which the ends of stages, and the seal behind them, lie elsewhere. */
const shifted = (shifts: readonly number[], begin: number): Calendar | undefined => {
  const [ends, source] = [new Map<string, number>(), calendarSource(before)];
  before.stages.forEach(({ id, to }, index) => {
    ends.set(id, to + (shifts[index] ?? 0) * hour);
  });
  const stages = before.stages.map((stage, index) => {
    const previous = before.stages.find((one) => one.group === stage.group && one.to === stage.from);
    const from = previous ? (ends.get(previous.id) ?? 0) : stage.from + begin * hour;
    return { ...stage, from, to: ends.get(stage.id) ?? 0, index };
  });
  const last = Math.max(...stages.map(({ to }) => to));
  const seals = before.seals.map((seal) => ({ ...seal, at: last }));
  const written = calendarSource({ ...before, stages, seals });
  const parsed = parseCalendar({
    ...written,
    stages: written.stages.map((stage, index) => ({
      ...source.stages[index],
      from: stage.from,
      to: stage.to,
    })),
  } satisfies { [K in keyof CalendarSource]?: unknown });
  return parsed.ok ? parsed.value : undefined;
};

const anyChange = fc.record({
  shifts: fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 5, maxLength: 5 }),
  begin: fc.integer({ min: -3, max: 3 }),
  now: fc
    .integer({ min: -48, max: 26 * 24 })
    .map((hours) => (before.stages[0] ? before.stages[0].from + hours * hour : 0)),
  later: fc.integer({ min: 0, max: 600 }).map((hours) => hours * hour),
});
const gateAt = (calendar: Calendar, group: string, now: number): Gate => ({
  village: '990101101001',
  questionnaire: group,
  ...gatePosition(calendar, group, now),
  revision: 1,
});
const accepted = (check: (after: Calendar, now: number, later: number) => void) => {
  let count = 0;
  fc.assert(
    fc.property(anyChange, ({ shifts, begin, now, later }) => {
      const after = shifted(shifts, begin);
      if (!after || !calendarChange(before, after, now, []).ok) return;
      count++;
      check({ ...after, revision: 1 }, now, later);
    }),
    { numRuns: 500 },
  );
  expect(count).toBeGreaterThan(20);
};

describe('an accepted change', () => {
  test('[G30] puts every gate where the new calendar has it, now and at any time later', () =>
    accepted((after, now, later) => {
      for (const group of groups) {
        const gate = gateAt(before, group, now);
        const moved = movedGate(gate, after, group, now) ?? gate;
        const { calendar: _, ...position } = gatePosition(after, group, now);
        expect(moved).toMatchObject(gate.stage === 'closed' ? gate : position);
        const { calendar: __, ...then } = gatePosition(after, group, now + later);
        if (gate.stage !== 'closed')
          expect(movedGate(moved, after, group, now + later) ?? moved).toMatchObject(then);
        expect(movedGate(moved, after, group, now)).toBeUndefined();
      }
    }));

  test('[G31] what it has reached is not opened again by whoever reads the older calendar', () =>
    accepted((after, now, later) => {
      for (const group of groups) {
        const moved = movedGate(gateAt(before, group, now), after, group, now);
        if (moved) expect(movedGate(moved, before, group, now + later)).toBeUndefined();
      }
    }));

  test('[G30, S1] moves no sealed gate, and none under an extension before its end', () =>
    accepted((after, now, later) => {
      for (const group of groups) {
        const gate = gateAt(before, group, now);
        expect(
          movedGate({ ...gate, sealedAt: now }, after, group, Math.min(now, gate.closesAt - 1)),
        ).toBeUndefined();
        if (gate.stage === 'closed') continue;
        const extended = { ...gate, extension: 'x', closesAt: now + later + 1 };
        expect(movedGate(extended, after, group, now + later)).toBeUndefined();
        const { calendar: _, ...position } = gatePosition(after, group, now + later + 1);
        const ended = movedGate(extended, after, group, now + later + 1);
        expect(ended).toMatchObject(position);
        expect(ended).not.toHaveProperty('extension');
      }
    }));
});

test('[G30] a gate whose trigger came a moment early does not go back', () => {
  const [first, second] = before.stages;
  const edge = first?.to ?? 0;
  const gate = gateAt(before, 'homes', edge);
  expect(gate.stage).toBe(second?.id);
  const after = { ...before, revision: 1, milestones: [] };
  expect(movedGate(gate, after, 'homes', edge - 1000)).toBeUndefined();
});

test('[C25] a seal comes no earlier than an extension in its groups ends', () => {
  const at = before.seals[0]?.at ?? 0;
  const held = (until: number) => [{ group: 'homes', right: 'collect' as const, until }];
  expect(againstExtensions(before, held(at), at - hour)).toEqual([]);
  expect(againstExtensions(before, [], at - hour)).toEqual([]);
  expect(againstExtensions(before, held(at + 1), at - hour)).toEqual([
    { at: '/seals/0/at', code: 'seal-before-extension', facts: { seal: 'all' } },
  ]);
});

test('[G38] no stage allows more than an extension in its group while that holds', () => {
  const [, correct] = before.stages;
  const [from, to] = [correct?.from ?? 0, correct?.to ?? 0];
  const faults = (right: Right, until: number, now: number) =>
    againstExtensions(before, [{ group: 'homes', right, until }], now).map(({ code, facts }) => [
      code,
      facts.stage,
    ]);
  expect(faults('correct-by-finding', from + 1, from)).toEqual([['wider-than-extension', correct?.id]]);
  expect(faults('correct-by-finding', from, from)).toEqual([]);
  expect(faults('correct-by-finding', to + 1, to)).toEqual([]);
  expect(faults('correct', to, from)).toEqual([]);
});

describe('a gate that an older calendar closed for good', () => {
  const last = before.stages.findLast(({ group }) => group === 'homes');
  const end = last?.to ?? 0;
  const closed = gateAt(before, 'homes', end);
  const longer = (by: number): Calendar => ({
    ...before,
    revision: 1,
    stages: before.stages.map((stage) => (stage.id === last?.id ? { ...stage, to: end + by } : stage)),
  });

  test('[G37] opens to where a later end has it, and to nothing else', () => {
    expect(closed.stage).toBe('closed');
    expect(movedGate(closed, longer(hour), 'homes', end)).toMatchObject({
      stage: last?.id,
      closesAt: end + hour,
      revision: 2,
    });
    expect(movedGate(closed, longer(0), 'homes', end)).toBeUndefined();
    expect(movedGate({ ...closed, sealedAt: end }, longer(hour), 'homes', end)).toBeUndefined();
    expect(movedGate({ ...closed, calendar: 1 }, longer(hour), 'homes', end)).toBeUndefined();
  });

  test('[G37, G3] stays closed on a clock that was set back, and behind the later end', () => {
    expect(movedGate(closed, longer(0), 'homes', end - hour)).toBeUndefined();
    expect(movedGate(closed, longer(-hour), 'homes', end - 2 * hour)).toBeUndefined();
    const over = movedGate(closed, longer(hour), 'homes', end + hour);
    expect(over?.right ?? 'none').toBe('none');
  });
});

describe('what begins within ten minutes', () => {
  const [entry, correct] = before.stages;
  const edge = entry?.to ?? 0;
  const codes = (stages: Calendar['stages'], now: number, seals = before.seals) => {
    const change = calendarChange(before, { ...before, stages, seals }, now, []);
    return change.ok ? [] : change.refusal.map(({ at, code }) => `${at} ${code}`);
  };
  const minute = 60_000;
  const changed = (right: Right) =>
    before.stages.map((stage) => (stage.id === correct?.id ? { ...stage, right } : stage));

  test('[G39] keeps its right', () => {
    expect(codes(changed('read'), edge - 10 * minute + 1)).toEqual(['/stages/1/from too-soon']);
    expect(codes(changed('read'), edge - 10 * minute)).toEqual([]);
  });

  test('[G39] is neither added nor taken away', () => {
    const end = Math.max(...before.stages.map(({ to }) => to));
    const seals = before.seals.map((seal) => ({ ...seal, at: end + 2 * hour }));
    const added = before.stages.flatMap((stage) =>
      stage.to === end && stage.group === 'homes'
        ? [stage, { ...stage, id: 'new', from: end, to: end + hour }]
        : [stage],
    );
    const place = added.findIndex(({ id }) => id === 'new');
    expect(codes(added, end - minute, seals)).toContain(`/stages/${place}/from too-soon`);
    const without = before.stages.filter(({ to, group }) => to !== end || group !== 'homes');
    const begins = before.stages.find(({ to, group }) => to === end && group === 'homes')?.from ?? 0;
    expect(codes(without, begins - minute)).toEqual(['/stages too-soon']);
    expect(codes(without, begins - 10 * minute)).toEqual([]);
  });

  test('[G39] no seal that is due then moves or goes', () => {
    const at = before.seals[0]?.at ?? 0;
    const later = before.seals.map((seal) => ({ ...seal, at: at + hour }));
    expect(codes(before.stages, at - minute, later)).toEqual(['/seals/0/at too-soon']);
    expect(codes(before.stages, at - minute, [])).toEqual(['/seals too-soon']);
    expect(codes(before.stages, at - 10 * minute, later)).toEqual([]);
  });
});

test('[C22] the first morning of a group moves neither within ten minutes nor to within ten minutes', () => {
  const start = before.stages[0]?.from ?? 0;
  const later = shifted([0, 0, 0, 0, 0], 1);
  if (!later) throw new Error('not a calendar');
  const codes = (now: number) => {
    const outcome = calendarChange(before, later, now, []);
    return outcome.ok ? [] : outcome.refusal.map(({ at, code }) => `${at} ${code}`);
  };
  expect(codes(start - 5 * 60_000)).toEqual(['/stages/0/from too-soon', '/stages/4/from too-soon']);
  expect(codes(start - hour)).toEqual([]);
});
