import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCalendar } from '#forms/campaign/calendar.ts';
import { type Gate, gatePosition, gateRefusal, movedGate, sufficientRights } from '#forms/campaign/gate.ts';

const result = parseCalendar({
  timeZone: 'UTC',
  groups: ['g'],
  stages: [
    {
      id: 'collect',
      title: 'c',
      group: 'g',
      from: '2022-01-01 00:00',
      to: '2022-01-10 24:00',
      right: 'collect',
    },
    {
      id: 'correct',
      title: 'c',
      group: 'g',
      from: '2022-01-10 24:00',
      to: '2022-01-15 24:00',
      right: 'correct',
    },
    {
      id: 'finding',
      title: 'f',
      group: 'g',
      from: '2022-01-15 24:00',
      to: '2022-01-20 24:00',
      right: 'correct-by-finding',
    },
    { id: 'read', title: 'r', group: 'g', from: '2022-01-20 24:00', to: '2022-01-25 24:00', right: 'read' },
  ],
});
if (!result.ok) throw new Error(JSON.stringify(result.refusal));
const calendar = result.value;
const day = (date: number, hour = 0) => Date.UTC(2022, 0, date, hour);
const gateAt = (now: number): Gate => ({
  village: '990101101001',
  questionnaire: 'q',
  ...gatePosition(calendar, 'g', now),
  revision: 1,
});
const why = (now: number, correcting: boolean, underFinding = false) =>
  gateRefusal(gateAt(now), { now, correcting, underFinding });

describe('gate', () => {
  test('[G1] the instant of closing is closed, the millisecond before is open', () => {
    const gate = gateAt(day(5));
    const attempt = { correcting: false, underFinding: false };
    expect(gateRefusal(gate, { ...attempt, now: day(11) - 1 })).toBeUndefined();
    expect(gateRefusal(gate, { ...attempt, now: day(11) })).toBe('frozen');
  });

  test('[G4] before its first stage a gate is not open yet', () => {
    expect(
      gateRefusal(gateAt(Date.UTC(2021, 11, 31)), {
        now: Date.UTC(2021, 11, 31),
        correcting: false,
        underFinding: false,
      }),
    ).toBe('not-open-yet');
  });

  test('[G5] corrections only', () => {
    expect(why(day(12), false)).toBe('corrections-only');
    expect(why(day(12), true)).toBeUndefined();
  });

  test('[G6] corrections under a finding only', () => {
    expect(why(day(17), true)).toBe('finding-needed');
    expect(why(day(17), true, true)).toBeUndefined();
    expect(why(day(17), false, true)).toBe('corrections-only');
  });

  test('[G7] reading and closed let nothing through', () => {
    expect(why(day(22), true, true)).toBe('read-only');
    expect(why(day(27), true, true)).toBe('closed');
  });

  test('[G3] moving is idempotent, only forward, and never reopens', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -40, max: 60 }),
        fc.array(fc.integer({ min: -40, max: 60 }), { maxLength: 12 }),
        (opened, triggers) => {
          let gate = gateAt(day(opened));
          for (const trigger of triggers) {
            const before = gate;
            const moved = movedGate(gate, calendar, 'g', day(trigger));
            if (moved) {
              expect(moved.revision).toBe(gate.revision + 1);
              expect(moved.closesAt).toBeGreaterThanOrEqual(gate.closesAt);
              gate = moved;
            }
            expect(movedGate(gate, calendar, 'g', day(trigger))).toBeUndefined();
            if (before.stage === 'closed') expect(gate).toBe(before);
          }
        },
      ),
    );
  });

  test('[G2] the rights the store checks are exactly those the rule lets through', () => {
    for (const now of [5, 12, 17, 22, 27].map((date) => day(date)))
      for (const correcting of [true, false])
        for (const underFinding of [true, false]) {
          const gate = gateAt(now);
          const sufficient = (sufficientRights({ correcting, underFinding }) as readonly string[]).includes(
            gate.right,
          );
          expect(gateRefusal(gate, { now, correcting, underFinding }) === undefined).toBe(sufficient);
        }
  });
});
