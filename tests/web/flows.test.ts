/** What the screens make of flows. */
import { expect, test } from 'vitest';
import type { ListedFlow } from '#forms/wire/workflows.ts';
import { entered, type Flow, type FlowEntry } from '#forms/workflows/flow.ts';
import { licence } from '#tests/support/farm-workflow.ts';
import { isLate, nameOfFlow, stepGroups } from '#web/supervise/flows/flow-list.ts';
import { daysLate, flowRows } from '#web/workflow/flow-rows.ts';

const began = Date.UTC(2022, 8, 29, 4);
const begun = entered(licence, 'f1', undefined, {}, began);
const after = (...moves: readonly (readonly [step: string, to: string])[]): Flow => {
  const entries = moves.map(
    ([step, to], index): FlowEntry => ({ at: began + index, by: `p-${index}`, kind: 'move', step, to }),
  );
  const [, last = 'apply'] = moves.at(-1) ?? [];
  const ended = licence.ends.some(({ id }) => id === last);
  return {
    ...begun,
    at: ended ? (moves.at(-1)?.[0] ?? '') : last,
    ...(ended ? { end: last } : {}),
    history: [...begun.history, ...entries],
  };
};
const states = (flow: Flow, today = '2022-10-01') =>
  flowRows(licence, flow, today).map(({ step, state, late }) => `${step.id} ${state}${late ? ' late' : ''}`);

test('[D35] steps are shown from above to below: done, to be done, ahead, each with its date', () => {
  expect(states(begun)).toEqual(['apply now', 'visit ahead', 'decide ahead']);
  const decided = after(['apply', 'visit'], ['visit', 'decide']);
  expect(states(decided)).toEqual(['apply done', 'visit done', 'decide now']);
  const [first] = flowRows(licence, decided, '2022-10-01');
  expect(first?.done).toMatchObject({ by: 'p-0', to: 'visit' });
  const dues = { apply: '2022-10-01', decide: '2022-09-30' };
  expect(states({ ...begun, dues })).toEqual(['apply now', 'visit ahead', 'decide ahead late']);
  expect(states({ ...begun, dues }, '2022-10-02')).toEqual([
    ...['apply now late', 'visit ahead', 'decide ahead late'],
  ]);
});

test('[D35] what a flow went back behind is to be done again; what an end left out was not done', () => {
  expect(states(after(['apply', 'visit'], ['visit', 'decide'], ['decide', 'visit']))).toEqual([
    ...['apply done', 'visit now', 'decide ahead'],
  ]);
  expect(states(after(['apply', 'refused']))).toEqual(['apply done', 'visit skipped', 'decide skipped']);
  const again = entered(licence, 'f1', after(['apply', 'refused']), { by: 'p-1' }, began + 9);
  expect(states(again)).toEqual(['apply now', 'visit ahead', 'decide ahead']);
});

test('[D36] days over are counted from the day after the due date', () => {
  expect(daysLate('2022-10-01', '2022-10-01')).toBe(0);
  expect(daysLate('2022-09-30', '2022-10-01')).toBe(1);
  expect(daysLate('2022-02-27', '2022-03-01')).toBe(2);
  expect(daysLate(undefined, '2022-03-01')).toBe(0);
});

const listed = (unit: string, at: string, more: Partial<ListedFlow> = {}): ListedFlow => ({
  ...{ unit, workflow: 'licence', at, startedAt: 0, dues: {}, revision: 1 },
  ...{ village: '990101101001', unitName: unit, last: { at: 0, kind: 'start' } },
  ...more,
});
const groups = (flows: readonly ListedFlow[], filter = {}) =>
  stepGroups([licence], flows, filter, '2022-10-10').map(
    ({ step, flows: own, late }) => `${step.id} ${own.map(({ unit }) => unit).join()} ${late}`,
  );

test('[D37] units are listed step by step, what is overdue first, with counts', () => {
  const flows = [
    listed('later', 'visit', { dues: { visit: '2022-10-20' } }),
    listed('none', 'visit'),
    listed('late', 'visit', { dues: { visit: '2022-10-20', decide: '2022-10-09' } }),
    listed('first', 'apply', { village: '990101101002' }),
    listed('done', 'decide', { end: 'granted' }),
    listed('strange', 'visit', { workflow: 'unknown' }),
  ];
  expect(groups(flows)).toEqual(['apply first 0', 'visit late,later,none 1', 'granted done 0']);
  expect(groups(flows, { late: true })).toEqual(['visit late 1']);
  expect(groups(flows, { village: '990101101002' })).toEqual(['apply first 0']);
  expect(groups(flows, { workflow: 'unknown' })).toEqual([]);
  expect(isLate({ dues: { visit: '2022-10-10' } }, '2022-10-10')).toBe(false);
  expect(nameOfFlow(listed('u', 'visit'))).toBe('990101101001 u licence');
});
