import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import * as keys from '#functions/store/keys.ts';
import { allOf } from '#functions/store/village.ts';
import { wakeFlows } from '#functions/use-cases/workflow/wake-flows.ts';
import { type FlowWorld, newId, openFlowWorld } from '#tests/support/flow-world.ts';
import { home, unitOf } from '#tests/support/sheet-world.ts';
import { places } from '#tests/support/world.ts';

const file = `${'ab'.repeat(32)}.png`;

describe.each(['memory', 'LMDB'])('flows on %s', (store) => {
  let world: FlowWorld;
  beforeEach(async () => {
    world = await openFlowWorld(store === 'memory' ? { table: memoryTable() } : {});
  });
  afterEach(() => world.close());

  const enter = async (size = 6, basedOn = 0, more: object = {}) => {
    await world.submit({ answers: { ...home, size, ...more }, basedOn });
    await world.run();
  };
  const dueDays = async () =>
    (await allOf(world.ports.table, keys.campaignPk('small'), keys.flowDuePrefix)).map(({ sk }) =>
      sk.slice(keys.flowDuePrefix.length, keys.flowDuePrefix.length + 10),
    );
  const findings = async () =>
    (await world.call('town', 'findings', { area: places.town })).body.findings.map(
      ({ check, state, severity, facts }: Record<string, unknown>) =>
        [check, state, severity, JSON.stringify(facts)].join(' '),
    );

  test('[K65] an accepted record lets its unit in, once, with its due date', async () => {
    await enter();
    const flow = await world.flow();
    expect(flow).toMatchObject({ at: 'report', dues: { report: '2022-11-06' }, revision: 1, mayMove: false });
    expect(flow).not.toHaveProperty('startedBy');
    await enter(7, 1);
    expect((await world.flow()).revision).toBe(1);
    expect(await dueDays()).toEqual(['2022-11-07']);
  });

  test('[K65] it leaves by itself when the reason is gone and nothing was done', async () => {
    await enter();
    await enter(3, 1);
    expect(await world.flow()).toMatchObject({ end: 'withdrawn', dues: {}, revision: 2 });
    expect(await dueDays()).toEqual([]);
    await enter(6, 2);
    expect(await world.flow()).toMatchObject({ at: 'report', revision: 3 });
    await world.move('collector', 'look');
    await enter(3, 3);
    expect(await world.flow()).toMatchObject({ at: 'look', revision: 4 });
  });

  test('[K60] step by step to its end, with what each asks for', async () => {
    await enter();
    expect((await world.move('collector', 'look', { note: 'Two families.' })).body.flows[0]).toMatchObject({
      ...{ at: 'look', met: false, dues: { look: '2022-11-07' } },
    });
    expect((await world.move('town', 'decide', { file })).body).toMatchObject({
      problem: 'step-refused',
      facts: { why: 'not-met' },
    });
    await enter(6, 1, { remark: 'seen' });
    expect((await world.move('town', 'decide')).body.facts).toEqual({ why: 'evidence-missing' });
    expect((await world.move('town', 'decide', { file })).body).toMatchObject({ problem: 'files-missing' });
    await world.keepFile(file);
    expect((await world.move('town', 'decide', { file })).status).toBe(200);
    expect((await world.move('district', 'look')).body.facts).toEqual({ why: 'note-missing' });
    expect((await world.move('district', 'nowhere')).body.facts).toEqual({ why: 'unknown-way' });
    const kept = await world.move('district', 'kept', { note: 'Agreed.', on: '2022-11-04' });
    expect(kept.body.flows[0]).toMatchObject({ end: 'kept', at: 'decide', dues: {}, mayMove: false });
    expect(
      kept.body.flows[0].history.map(({ kind, step, to, by }: Record<string, string>) => [
        kind,
        step,
        to,
        by,
      ]),
    ).toEqual([
      ['start', 'report', undefined, undefined],
      ['move', 'report', 'look', 'p-collector'],
      ['move', 'look', 'decide', 'p-town'],
      ['move', 'decide', 'kept', 'p-district'],
    ]);
    expect(kept.body.people).toMatchObject({ 'p-town': 'Town officer' });
    expect((await world.move('district', 'kept', { note: 'Again.' })).body.facts).toEqual({ why: 'ended' });
    expect(await dueDays()).toEqual([]);
  });

  test('[K67] sent twice it counts once; whoever looked at an older state is told', async () => {
    await enter();
    const params = { area: places.village, unit: unitOf(1), workflow: 'large' };
    const body = { id: newId(), revision: 1, to: 'look' };
    const both = await Promise.all([
      world.call('collector', 'moveFlow', params, body),
      world.call('collector', 'moveFlow', params, body),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await world.flow()).history).toHaveLength(2);
    const stale = await world.call('collector', 'moveFlow', params, { ...body, id: newId() });
    expect([stale.status, stale.body]).toEqual([409, { problem: 'flow-moved-on', facts: { revision: 2 } }]);
    const future = await world.call('town', 'moveFlow', params, {
      ...{ id: newId(), revision: 2, to: 'decide', on: '2022-11-06' },
    });
    expect(future.body.facts).toEqual({ why: 'in-future' });
    const mark = { id: newId(), workflow: 'large' };
    const started = [
      await world.call('town', 'startFlow', { area: places.village, unit: unitOf(2) }, mark),
      await world.call('town', 'startFlow', { area: places.village, unit: unitOf(2) }, mark),
    ];
    expect(started.map(({ status }) => status)).toEqual([201, 201]);
    expect((await world.flow(unitOf(2))).history).toHaveLength(1);
    const again = await world.start('town', {}, unitOf(2));
    expect(again.body).toEqual({ problem: 'step-refused', facts: { why: 'running' } });
  });

  test('[K67] of several people at the same step one does it', async () => {
    await enter();
    const moves = await Promise.all([
      world.move('collector', 'look'),
      world.move('collector', 'dropped', { note: 'A mistake.' }),
      world.move('collector', 'look'),
    ]);
    expect(moves.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await world.flow()).history).toHaveLength(2);
  });

  test('[K66] [K68] a day later it is found by itself, and closed by itself once the step is done', async () => {
    await enter();
    expect(await findings()).toEqual([]);
    const woken = await wakeFlows()(world.ports);
    expect(woken).toEqual({ woken: 0, next: Date.parse('2022-11-07T00:00:00+08:00') });
    world.setClock('2022-11-06T23:59');
    expect((await wakeFlows()(world.ports)).woken).toBe(0);
    world.setClock('2022-11-07T00:00');
    expect(await wakeFlows()(world.ports)).toEqual({ woken: 1 });
    expect(await wakeFlows()(world.ports)).toEqual({ woken: 0 });
    expect(await world.run()).toBe(1);
    expect(await findings()).toEqual(['workflow-large-report found verify {"due":"2022-11-06"}']);
    await world.move('collector', 'look');
    await world.run();
    expect(await findings()).toEqual([]);
    expect(await dueDays()).toEqual(['2022-11-10']);
    world.setClock('2022-11-11T08:00');
    await wakeFlows()(world.ports);
    await world.run();
    expect(await findings()).toEqual(['workflow-large-look found error {"due":"2022-11-09"}']);
    const checks = await world.call('town', 'checks');
    expect(checks.body.made.map(({ id }: { id: string }) => id)).toContain('workflow-large-look');
  });

  test('[K69] nothing is done once the gate of its questionnaire is closed for good', async () => {
    await enter();
    world.setClock('2022-11-07T00:00');
    await wakeFlows()(world.ports);
    await world.run();
    const key = keys.gateKey('small', places.village, 'home');
    const gate = await world.ports.table.get(key);
    await world.ports.table.transact([{ put: { ...key, ...gate, right: 'none' } }]);
    const refused = await world.move('collector', 'look');
    expect([refused.status, refused.body.problem]).toEqual([409, 'gate-closed']);
    expect((await world.start('town', {}, unitOf(2))).body.problem).toBe('gate-closed');
    const mark = keys.recheckKey('small', places.village, unitOf(1));
    await world.ports.table.transact([{ put: { ...mark, submission: 'x' } }]);
    await world.run();
    expect(await findings()).toEqual(['workflow-large-report found verify {"due":"2022-11-06"}']);
    expect((await world.flow()).revision).toBe(1);
  });
});
