/** What gates do when the calendar behind them changes: every accepted change, whatever the time and the order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calendar, parseCalendar } from '#forms/campaign/calendar.ts';
import { calendarChange, sealsBeforeExtensions } from '#forms/campaign/calendar-change.ts';
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
  expect(sealsBeforeExtensions(before, [{ group: 'homes', until: at }])).toEqual([]);
  expect(sealsBeforeExtensions(before, [])).toEqual([]);
  expect(sealsBeforeExtensions(before, [{ group: 'homes', until: at + 1 }])).toEqual([
    { at: '/seals/0/at', code: 'seal-before-extension', facts: { seal: 'all' } },
  ]);
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
