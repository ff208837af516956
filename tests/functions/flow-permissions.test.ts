import { afterEach, beforeEach, expect, test } from 'vitest';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import * as keys from '#functions/store/keys.ts';
import { allOf } from '#functions/store/village.ts';
import { type FlowWorld, openFlowWorld } from '#tests/support/flow-world.ts';
import { home, unitOf } from '#tests/support/sheet-world.ts';
import { type PersonName, places } from '#tests/support/world.ts';

let world: FlowWorld;
beforeEach(async () => {
  world = await openFlowWorld({ table: memoryTable() });
  await world.submit({ answers: { ...home, size: 6 } });
  await world.submit(
    { village: places.neighbour, unit: `${places.neighbour}-H1`, answers: { ...home, size: 7 } },
    'neighbour',
  );
  await world.run();
  await world.run(places.neighbour);
});
afterEach(() => world.close());

const list = (person: PersonName | undefined, area = places.town, query: object = {}) =>
  world.call(person, 'flows', { area, ...query });

test('[P31] flows are seen by those who may look at the village, and by nobody else', async () => {
  const seen = async (person: PersonName, area: string) => {
    const { status, body } = await list(person, area);
    return status === 200 ? body.flows.map(({ village }: { village: string }) => village) : status;
  };
  expect(await seen('town', places.town)).toEqual([places.village, places.neighbour]);
  expect(await seen('district', places.town)).toEqual([places.village, places.neighbour]);
  expect(await seen('auditor', places.district)).toEqual([places.village, places.neighbour]);
  expect(await seen('collector', places.village)).toEqual([places.village]);
  expect(await seen('collector', places.neighbour)).toBe(403);
  expect(await seen('collector', places.town)).toBe(403);
  expect(await seen('otherTown', places.town)).toBe(403);
  expect(await seen('designer', places.town)).toBe(403);
  expect(await seen('nobody', places.village)).toBe(403);
  expect((await list(undefined)).status).toBe(401);
  const [first] = (await list('town')).body.flows;
  expect(first).toMatchObject({ unitName: 'Household 1', at: 'report', last: { kind: 'start' } });
  expect(first).not.toHaveProperty('history');
});

test('[P31] one unit is seen by the same people; a unit of another village is not there', async () => {
  const status = async (person: PersonName, unit = unitOf(1), area = places.village) =>
    (await world.unitFlows(person, unit, area)).status;
  expect(await status('collector')).toBe(200);
  expect(await status('auditor')).toBe(200);
  expect(await status('neighbour')).toBe(403);
  expect(await status('otherTown')).toBe(403);
  expect(await status('designer')).toBe(403);
  expect(await status('collector', `${places.neighbour}-H1`)).toBe(404);
  expect(await status('town', unitOf(1), places.neighbour)).toBe(404);
});

test('[P32] a step is done by its own role in the village only, and what was done is in the audit log', async () => {
  expect((await world.move('neighbour', 'look')).body.problem).toBe('not-allowed');
  expect((await world.move('otherTown', 'look')).body.problem).toBe('not-allowed');
  expect((await world.move('auditor', 'look')).body.problem).toBe('not-allowed');
  expect((await world.move('designer', 'look')).body.problem).toBe('not-allowed');
  for (const person of ['town', 'district'] as const)
    expect((await world.move(person, 'look')).body).toEqual({
      problem: 'not-your-step',
      facts: { who: ['collector'] },
    });
  expect((await world.unitFlows('collector')).body.flows[0].mayMove).toBe(true);
  expect((await world.move('collector', 'look', { note: 'Three generations.' })).status).toBe(200);
  expect((await world.move('collector', 'report', { note: 'Again.' })).body.problem).toBe('not-your-step');
  const audit = await allOf(world.ports.table, keys.auditPk('small'), '');
  expect(audit.filter(({ verb }) => verb === 'workflow.move')).toMatchObject([
    { who: 'p-collector', on: `${places.village}/${unitOf(1)}/large`, why: 'report > look' },
  ]);
});

test('[P33] a unit is sent in by the roles that the workflow names, where they hold them', async () => {
  const refused = await world.start('collector', {}, unitOf(2));
  expect([refused.status, refused.body]).toEqual([
    403,
    { problem: 'not-your-step', facts: { who: ['town-officer'] } },
  ]);
  expect((await world.start('otherTown', {}, unitOf(2))).body.problem).toBe('not-allowed');
  expect((await world.start('town', {}, 'nobody')).body.problem).toBe('no-such-unit');
  expect((await world.start('town', {}, `${places.village}-V`)).body.problem).toBe('no-such-workflow');
  expect((await world.unitFlows('town', unitOf(2))).body.mayStart).toEqual(['large']);
  expect((await world.unitFlows('collector', unitOf(2))).body.mayStart).toEqual([]);
  const started = await world.start('town', { note: 'Seen on the road.' }, unitOf(2));
  expect(started.body.flows[0]).toMatchObject({ at: 'report', startedBy: 'p-town' });
  expect(started.body.mayStart).toEqual([]);
  const { body } = await world.call('collector', 'workflows');
  expect(body.workflows.map(({ id }: { id: string }) => id)).toEqual(['large']);
  expect((await world.call('nobody', 'workflows')).status).toBe(403);
  const sent = { area: places.village, unit: unitOf(2), workflow: 'none' };
  expect(
    (
      await world.call('collector', 'moveFlow', sent, {
        id: started.body.flows[0].history[0].id,
        revision: 1,
        to: 'x',
      })
    ).body.problem,
  ).toBe('no-such-workflow');
});
