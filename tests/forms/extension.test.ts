import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCalendar } from '#forms/campaign/calendar.ts';
import { extendedGate, extensionFault } from '#forms/campaign/extension.ts';
import { type Gate, gatePosition, gateRefusal, movedGate } from '#forms/campaign/gate.ts';
import { mayDecide, type Person } from '#forms/permission/permission.ts';

const stage = (id: string, from: number, to: number, right: string) => ({
  id,
  title: id,
  group: 'g',
  from: `2022-01-${String(from).padStart(2, '0')} 00:00`,
  to: `2022-01-${String(to).padStart(2, '0')} 00:00`,
  right,
});
const calendarOf = (...stages: readonly ReturnType<typeof stage>[]) => {
  const result = parseCalendar({
    timeZone: 'UTC',
    groups: ['g'],
    stages,
    seals: [{ id: 's', title: 's', at: '2022-01-28 00:00', groups: ['g'] }],
  });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const calendar = calendarOf(
  stage('collect', 1, 10, 'collect'),
  stage('correct', 10, 15, 'correct'),
  stage('finding', 15, 20, 'correct-by-finding'),
  stage('read', 20, 25, 'read'),
);
const day = (date: number) => Date.UTC(2022, 0, date);
const gateAt = (now: number, of = calendar): Gate => ({
  village: '990101101001',
  questionnaire: 'q',
  ...gatePosition(of, 'g', now),
  revision: 3,
});
const first = { correcting: false, underFinding: false };
const extended = (now: number, terms: { stage: string; until: number }, gate = gateAt(now)) =>
  extendedGate(gate, calendar, { id: 'e', ...terms }, now);

describe('what the calendar says against an extension', () => {
  test.each([
    ['no-such-stage', 'nothing', 12, 5],
    ['nothing-to-write', 'read', 26, 21],
    ['not-begun', 'correct', 16, 5],
    ['not-longer', 'collect', 10, 5],
    ['over', 'collect', 12, 12],
    ['past-seal', 'collect', 29, 12],
    [undefined, 'collect', 28, 5],
    [undefined, 'correct', 17, 26 - 12],
  ] as const)('[G12, G13] %s: %s until the %dth, on the %dth', (fault, id, until, now) => {
    expect(extensionFault(calendar, { stage: id, until: day(until) }, day(now))).toBe(fault);
  });

  test('[G12] a stage does not go on over a time in which the calendar allows more', () => {
    const widening = calendarOf(stage('correct', 1, 10, 'correct'), stage('collect', 10, 20, 'collect'));
    const until = (date: number, now: number) =>
      extensionFault(widening, { stage: 'correct', until: day(date) }, day(now));
    expect(until(12, 5)).toBe('narrower');
    expect(until(22, 21)).toBeUndefined();
  });
});

describe('a gate under an extension', () => {
  test.each([5, 12, 17, 22, 26])(
    '[G14] lets first records in to the last millisecond, from the %dth',
    (date) => {
      const gate = extended(day(date), { stage: 'collect', until: day(27) });
      if (!gate.ok) throw new Error(gate.refusal);
      expect(gate.value).toMatchObject({ stage: 'collect', right: 'collect', extension: 'e', revision: 4 });
      expect(gateRefusal(gate.value, { ...first, now: day(date) })).toBeUndefined();
      expect(gateRefusal(gate.value, { ...first, now: day(27) - 1 })).toBeUndefined();
      expect(gateRefusal(gate.value, { ...first, now: day(27) })).toBe('frozen');
    },
  );

  test('[G14] at its end it moves to where the calendar has it, and tells of no extension any more', () => {
    const gate = extended(day(12), { stage: 'collect', until: day(14) });
    if (!gate.ok) throw new Error(gate.refusal);
    expect(movedGate(gate.value, calendar, 'g', day(14) - 1)).toBeUndefined();
    const moved = movedGate(gate.value, calendar, 'g', day(14));
    expect(moved).toMatchObject({ stage: 'correct', closesAt: day(15), revision: 5 });
    expect(moved).not.toHaveProperty('extension');
  });

  test('[G13] a gate that a seal has marked is not extended', () => {
    const sealed = { ...gateAt(day(26)), sealedAt: day(26) };
    expect(extended(day(26), { stage: 'collect', until: day(27) }, sealed)).toMatchObject({
      refusal: 'sealed',
    });
  });

  test('[G12] another extension neither shortens nor narrows one that holds', () => {
    const holding = extended(day(12), { stage: 'collect', until: day(18) });
    if (!holding.ok) throw new Error(holding.refusal);
    const again = (id: string, until: number) =>
      extendedGate(holding.value, calendar, { id: 'f', stage: id, until: day(until) }, day(16));
    expect(again('collect', 17)).toMatchObject({ refusal: 'not-longer' });
    expect(again('collect', 18)).toMatchObject({ refusal: 'not-longer' });
    expect(again('correct', 22)).toMatchObject({ refusal: 'narrower' });
    expect(again('collect', 22)).toMatchObject({ ok: true });
  });

  test('[G12, G14] whatever is asked when, nothing that the calendar allows is turned away', () => {
    const instants = fc.integer({ min: day(1), max: day(28) });
    const stages = fc.constantFrom('collect', 'correct', 'finding');
    const attempts = fc.record({ correcting: fc.boolean(), underFinding: fc.boolean() });
    fc.assert(
      fc.property(stages, instants, instants, instants, attempts, (id, until, granted, later, attempt) => {
        const gate = extended(granted, { stage: id, until });
        const now = Math.max(granted, later);
        if (!gate.ok) return;
        const standing = movedGate(gate.value, calendar, 'g', now) ?? gate.value;
        const under = gateRefusal(standing, { ...attempt, now });
        const alone = gateRefusal(gateAt(now), { ...attempt, now });
        if (alone === undefined) expect(under).toBeUndefined();
        if (now >= until) expect(under).toBe(alone);
      }),
    );
  });
});

describe('who decides', () => {
  const person = (
    id: string,
    area: string,
    role = 'town-officer' as 'town-officer' | 'district-officer',
  ): Person => ({
    id,
    name: id,
    grants: [{ role, area }],
  });
  const [district, town, village] = ['990101000000', '990101101000', '990101101001'];

  test('[P19] somebody else, in a wider area', () => {
    const may = (who: Person, area: string) => mayDecide(who, 'extension.decide', { by: 'asker', area });
    expect(may(person('t', town), village)).toBe(true);
    expect(may(person('t', town), town)).toBe(false);
    expect(may(person('d', district, 'district-officer'), town)).toBe(true);
    expect(may(person('asker', district, 'district-officer'), town)).toBe(false);
    expect(may(person('t', '990101102000'), village)).toBe(false);
  });
});
