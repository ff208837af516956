import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roles } from '#forms/permission/permission.ts';
import { dayLater, duesOf, firstDue, isMet, nextOverdue, overdueSteps } from '#forms/workflows/due.ts';
import {
  afterMove,
  byItself,
  entered,
  type Flow,
  type FlowMove,
  isRunning,
  type Mover,
} from '#forms/workflows/flow.ts';
import { lateChecks, lateHits } from '#forms/workflows/overdue.ts';
import { forwardFrom, isEnd, stepOf } from '#forms/workflows/workflow.ts';
import { about, compiledLicence, licence } from '#tests/support/farm-workflow.ts';

/** Thursday, 2022-09-29 in Shanghai. */
const begun = Date.UTC(2022, 8, 29, 4);
const start = entered(licence, 'f1', undefined, {}, begun);
const collector: Mover = { by: 'p-1', roles: ['collector'] };
const district: Mover = { by: 'p-2', roles: ['district-officer'] };
const move = (to: string, more: Partial<FlowMove> = {}): FlowMove => ({ id: `m-${to}`, to, ...more });
const moved = (flow: Flow, one: FlowMove, mover = collector, met = true): Flow => {
  const outcome = afterMove(licence, flow, one, mover, met, begun + 1000);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
};
const refusal = (flow: Flow, one: FlowMove, mover = collector, met = true) => {
  const outcome = afterMove(licence, flow, one, mover, met, begun);
  return outcome.ok ? undefined : outcome.refusal;
};

describe('a flow', () => {
  const atVisit = moved(start, move('visit', { on: '2022-09-30' }));
  const atDecide = moved(atVisit, move('decide'));

  test('[K60] the way forward asks for the condition and the evidence, every other way for words', () => {
    expect(refusal(start, move('visit'))).toBe('evidence-missing');
    expect(refusal(atVisit, move('decide'), collector, false)).toBe('not-met');
    expect(refusal(atVisit, move('apply'), collector, false)).toBe('note-missing');
    expect(moved(atVisit, move('apply', { note: 'The herd has moved.' }), collector, false).at).toBe('apply');
    expect(refusal(atVisit, move('granted', { note: 'x' }))).toBe('unknown-way');
    expect(refusal(atDecide, move('granted'), district)).toBe('evidence-missing');
    const granted = moved(atDecide, move('granted', { note: 'Good.' }), district);
    expect(granted).toMatchObject({ at: 'decide', end: 'granted', revision: 4 });
    expect(refusal(granted, move('visit', { note: 'Again.' }), district)).toBe('ended');
  });

  test('[K63] a step is done by whoever holds one of its roles', () => {
    expect(refusal(start, move('visit', { on: '2022-09-30' }), district)).toBe('wrong-role');
    expect(refusal(atDecide, move('granted', { note: 'x' }), collector)).toBe('wrong-role');
    expect(
      refusal(atVisit, move('decide'), { by: 'p-3', roles: ['auditor', 'town-officer'] }),
    ).toBeUndefined();
  });

  const anyMove = fc.record({
    id: fc.uuid(),
    to: fc.constantFrom('apply', 'visit', 'decide', 'granted', 'refused', 'nowhere'),
    note: fc.option(fc.constant('words'), { nil: undefined }),
    on: fc.option(fc.constant('2022-10-01'), { nil: undefined }),
  });
  const anyAct = fc.record({
    move: anyMove,
    mover: fc.record({ by: fc.constantFrom('p-1', 'p-2'), roles: fc.subarray([...roles]) }),
    met: fc.boolean(),
    isToEnter: fc.option(fc.boolean(), { nil: undefined }),
  });

  test('[K62] any sequence of moves leaves a legal history', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 40 }), (acts) => {
        let flow: Flow | undefined;
        for (const [index, { move: one, mover, met, isToEnter }] of acts.entries()) {
          const before = flow?.revision ?? 0;
          const given = Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));
          if (isToEnter !== undefined) flow = byItself(licence, 'f1', flow, isToEnter, index);
          else if (flow !== undefined) {
            const outcome = afterMove(licence, flow, given as unknown as FlowMove, mover, met, index);
            if (outcome.ok) flow = outcome.value;
          }
          expect((flow?.revision ?? 0) - before).toBeLessThanOrEqual(1);
        }
        if (flow === undefined) return;
        expect(flow.history).toHaveLength(flow.revision);
        let at: string | undefined;
        for (const entry of flow.history) {
          if (entry.kind === 'start') expect(at).toBeUndefined();
          else expect(entry.step).toBe(at);
          if (entry.kind === 'move') {
            const step = stepOf(licence, entry.step);
            expect(step?.next).toContain(entry.to);
            if (entry.to !== step?.next[0]) expect(entry.note).toBe('words');
          }
          const to = entry.kind === 'start' ? entry.step : entry.to;
          at = entry.kind === 'withdraw' || isEnd(licence, to ?? '') ? undefined : to;
        }
        expect(isRunning(flow)).toBe(at !== undefined);
        if (at !== undefined) expect(flow.at).toBe(at);
      }),
    );
  });

  test('[K65] it begins by itself once, ends by itself only untouched, and begins anew only then', () => {
    const first = byItself(licence, 'f1', undefined, true, begun);
    expect(first).toMatchObject({ at: 'apply', revision: 1 });
    expect(byItself(licence, 'f1', first, true, begun)).toBe(first);
    const gone = byItself(licence, 'f1', first, false, begun + 1);
    expect(gone).toMatchObject({ end: 'withdrawn', revision: 2 });
    expect(byItself(licence, 'f1', gone, true, begun + 2)).toMatchObject({ at: 'apply', revision: 3 });
    expect(byItself(licence, 'f1', gone, true, begun + 2)).not.toHaveProperty('end');
    expect(byItself(licence, 'f1', atVisit, false, begun)).toBe(atVisit);
    const refused = moved(start, move('refused', { note: 'No herd.' }));
    expect(byItself(licence, 'f1', refused, true, begun)).toBe(refused);
    const byHand = entered(licence, 'f1', refused, { id: 'i', by: 'p-1' }, begun);
    expect(byHand.history.map(({ kind }) => kind)).toEqual(['start', 'move', 'start']);
    expect(byItself(licence, 'f1', byHand, false, begun)).toBe(byHand);
  });
});

describe('due dates', () => {
  test('[K64] the first day is not counted; workdays leave out weekends and the days of the parameter', () => {
    expect(dayLater('2022-09-30', 2, 'days')).toBe('2022-10-02');
    expect(dayLater('2022-09-30', 1, 'workdays')).toBe('2022-10-03');
    expect(dayLater('2022-09-30', 1, 'workdays', new Set(['2022-10-03', '2022-10-04']))).toBe('2022-10-05');
    expect(dayLater('2022-10-01', 0, 'workdays')).toBe('2022-10-01');
    expect(dayLater('2022-01-31', 1, 'months')).toBe('2022-02-28');
    expect(dayLater('2022-11-30', 3, 'months')).toBe('2023-02-28');
    expect(dayLater('2022-12-15', 1, 'months')).toBe('2023-01-15');
  });

  test('[K64] of several days the first that is known counts; later steps may be due before', () => {
    // Thursday, two workdays later but for two holidays: Friday, then Wednesday.
    expect(duesOf(compiledLicence, start, about())).toEqual({ apply: '2022-10-05', decide: '2022-10-29' });
    const atVisit = moved(start, move('visit', { on: '2022-09-30' }));
    expect(duesOf(compiledLicence, atVisit, about())).toEqual({ visit: '2022-10-03', decide: '2022-10-29' });
    expect(duesOf(compiledLicence, atVisit, about({ since: '2022-10-30' }))).toEqual({
      ...{ visit: '2022-11-02', decide: '2022-10-29' },
    });
    const granted = moved(moved(atVisit, move('decide')), move('granted', { note: 'Good' }), district);
    expect(duesOf(compiledLicence, granted, about())).toEqual({});
  });

  test('[K64] a workday later is never free, and as many workdays away as it says', () => {
    const day = fc.integer({ min: 0, max: 3000 }).map((number) => dayLater('2020-01-01', number, 'days'));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (from, amount) => {
        const there = dayLater(from, amount, 'workdays');
        expect([0, 6]).not.toContain(new Date(`${there}T00:00Z`).getUTCDay());
        expect(dayLater(from, amount - 1, 'workdays') < there).toBe(true);
        expect(dayLater(dayLater(from, amount - 1, 'workdays'), 1, 'workdays')).toBe(there);
      }),
    );
  });

  test('[K64] a step has until the end of its day', () => {
    const dues = { apply: '2022-10-05', decide: '2022-10-29' };
    expect(overdueSteps(dues, '2022-10-05')).toEqual([]);
    expect(overdueSteps(dues, '2022-10-06')).toEqual(['apply']);
    expect(firstDue(dues)).toBe('2022-10-05');
    expect(nextOverdue(dues, '2022-10-05')).toBe('2022-10-06');
    expect(nextOverdue(dues, '2022-10-06')).toBe('2022-10-30');
    expect(nextOverdue(dues, '2022-10-30')).toBeUndefined();
  });

  test('[K60] conditions are asked of the dossier', () => {
    expect(isMet(compiledLicence, 'visit', about())).toBe(false);
    expect(isMet(compiledLicence, 'visit', about({ organic: true }))).toBe(true);
    expect(isMet(compiledLicence, 'apply', about())).toBe(true);
    expect(compiledLicence.starts?.(about())).toBe(true);
    expect(compiledLicence.starts?.(about({ herd: 3 }))).toBe(false);
    expect(forwardFrom(licence, 'visit').map(({ id }) => id)).toEqual(['visit', 'decide']);
  });
});

test('[K66] every step with a due date is a check; what is overdue is a hit of it with the day', () => {
  expect(lateChecks(licence).map(({ id, severity, message }) => [id, severity, message])).toEqual([
    [
      'workflow-licence-apply',
      'verify',
      { default: 'Apply was due on {due}', 'zh-cn': 'Apply was due on {due}' },
    ],
    [
      'workflow-licence-visit',
      'warn',
      { default: 'Visit was due on {due}', 'zh-cn': 'Visit was due on {due}' },
    ],
    [
      'workflow-licence-decide',
      'verify',
      { default: 'Decide was due on {due}', 'zh-cn': 'Decide was due on {due}' },
    ],
  ]);
  const flow = { ...start, dues: { apply: '2022-10-05', decide: '2022-10-29' } };
  expect(lateHits(licence, flow, '2022-10-05')).toEqual([]);
  const [hit, ...more] = lateHits(licence, flow, '2022-10-06');
  expect(more).toEqual([]);
  expect(hit).toMatchObject({
    ...{ check: 'workflow-licence-apply', severity: 'verify', scope: 'unit', unit: 'f1' },
    ...{ questionnaire: 'sale', facts: { due: '2022-10-05' } },
  });
  expect(lateHits(licence, flow, '2022-11-06')).toHaveLength(2);
  expect(lateHits(licence, { ...flow, end: 'granted' }, '2022-11-06')).toEqual([]);
});
