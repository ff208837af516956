/** The sweep's machine and that of changed calendars, as they are synthesised, over the functions' own steps. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Table } from '#functions/ports.ts';
import * as keys from '#functions/store/keys.ts';
import { calendarSteps } from '#functions/use-cases/fan-out/calendar-steps.ts';
import { freezeSteps } from '#functions/use-cases/fan-out/freeze-steps.ts';
import { runStep } from '#functions/use-cases/fan-out/run-step.ts';
import { whatIsDue } from '#functions/use-cases/fan-out/what-is-due.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { interruptedTable, puts } from '#tests/support/interrupted.ts';
import { proposing, setEnd } from '#tests/support/proposing.ts';
import { openWorld, places, type World } from '#tests/support/world.ts';
import { type Called, execute, machineOf } from './state-machine.ts';
import { appOf, resourcesOf } from './synthesise.ts';

const partitions = ['aws', 'aws-cn'] as const;
const resources = Object.fromEntries(
  partitions.map((partition) => [partition, resourcesOf(appOf({ context: { partition } }))]),
) as { readonly [Partition in (typeof partitions)[number]]: ReturnType<typeof resourcesOf> };

test.each(partitions)('[N30] in %s the sweep starts what is due and waits for nothing', (partition) => {
  const states = machineOf(resources[partition], 'sweep').States;
  const starting = Object.values(states.Begin?.ItemProcessor?.States ?? {}).filter(
    ({ Type }) => Type === 'Task',
  );
  expect(starting).toHaveLength(3);
  const found = resources[partition].find(
    ({ properties }) => properties.StateMachineName === 'xiangbiao-sweep',
  );
  expect(JSON.stringify(found?.properties.DefinitionString)).toContain(':states:::states:startExecution');
});

const at = (local: string) => Date.parse(`${local}:00+08:00`);
let world: World;
let table: ReturnType<typeof interruptedTable>;
let change: { readonly campaign: 'small'; readonly kind: 'calendar'; readonly id: string };
const calls: string[] = [];
const nothing = () => async () => ({ outcome: 'whole' });
const functionOf =
  (steps: object, over: Table = table): Called =>
  async (event) => {
    calls.push((event as { readonly step: string }).step);
    try {
      return { ok: await runStep(steps as never, nothing)(event)({ ...world.ports, table: over }) };
    } catch (error) {
      return { error: (error as Error).name, message: (error as Error).message };
    }
  };
const calendar = machineOf(resources.aws, 'calendar');
const homes = async () =>
  (await world.call('town', 'gates', { area: places.town })).body.gates.filter(
    ({ questionnaire }: { questionnaire: string }) => questionnaire === 'home',
  );
const changes = async () => (await world.call('town', 'calendarChanges')).body.changes[0];

/** A change that was approved and then left alone, as the API leaves it for a large campaign. */
beforeEach(async () => {
  calls.length = 0;
  table = interruptedTable();
  world = await openWorld({ table });
  await runDeadlines()(world.ports);
  const { propose, decide } = proposing(world);
  const { body } = await propose('town', (draft) => setEnd(draft, 'homes-entry', '2022-11-08 24:00'));
  table.between = (writes) => (puts(writes, 'GATE#') ? Promise.reject(new Error('left alone')) : undefined);
  expect((await decide('district', body.id)).status).toBe(500);
  table.between = undefined;
  change = { campaign: 'small', kind: 'calendar', id: body.id };
});
afterEach(() => world.close());

describe('a changed calendar', () => {
  test('[N34, G30] gates, then the campaign, then gates once more, then it is in force, once', async () => {
    await execute(calendar, change, functionOf(calendarSteps));
    expect(calls).toEqual(['cut', 'before', 'give', 'after', 'end']);
    expect(await homes()).toMatchObject(Array(2).fill({ closesAt: at('2022-11-09T00:00'), revision: 2 }));
    // Of two villages one had moved when it was left alone.
    expect(await changes()).toMatchObject({ state: 'in-force', gates: 1 });
    expect(await table.get(keys.comingCalendarKey('small'))).toBeUndefined();
    expect(await execute(calendar, change, functionOf(calendarSteps))).toMatchObject({
      outcome: 'nothing-to-do',
    });
    for (const event of [{}, { ...change, id: 'another' }, { ...change, campaign: 'gone' }])
      expect(await execute(calendar, event, functionOf(calendarSteps))).toMatchObject({
        outcome: 'nothing-to-do',
      });
  });

  test.each(['GATE#', 'PROGRESS#calendar-before', 'CAMPAIGN', 'PROGRESS#calendar-after', 'CALCHANGE#'])(
    '[N34, G32] killed before it writes %s, started again it goes on and moves nothing twice',
    async (prefix) => {
      table.between = (writes) => (puts(writes, prefix) ? Promise.reject(new Error('killed')) : undefined);
      await expect(execute(calendar, change, functionOf(calendarSteps), 0)).rejects.toThrow('killed');
      expect(await changes()).toMatchObject({ state: 'approved' });
      await execute(calendar, change, functionOf(calendarSteps));
      expect(await homes()).toMatchObject(Array(2).fill({ closesAt: at('2022-11-09T00:00'), revision: 2 }));
      expect(await changes()).toMatchObject({ state: 'in-force' });
    },
  );

  test('[N34, G31] the campaign gets nothing while a village was not walked through', async () => {
    const call = functionOf(calendarSteps);
    const skipping =
      (skipped: string): Called =>
      async (event) =>
        (event as { step: string }).step === skipped ? { ok: null } : call(event);
    await expect(execute(calendar, change, skipping('before'))).rejects.toThrow(
      '0 of 2 villages are through',
    );
    expect((await table.get(keys.campaignKey('small')))?.calendarRevision).toBeUndefined();
    await expect(execute(calendar, change, skipping('after'))).rejects.toThrow('0 of 2 villages are through');
    expect(await changes()).toMatchObject({ state: 'approved' });
  });
});

describe('a sweep', () => {
  const sweeping = machineOf(resources.aws, 'sweep');
  const started: unknown[] = [];
  const call: Called = async (event) => {
    const { step, event: input } = event as { readonly step: string; readonly event: unknown };
    if (step !== 'start') return functionOf({ ...freezeSteps, due: whatIsDue })(event);
    started.push(input);
    return { ok: {} };
  };

  test('[N30, N33] starts the change first, then what it left due, each once', async () => {
    started.length = 0;
    await execute(sweeping, { sweep: true }, call);
    expect(started).toEqual([change]);
    await execute(calendar, change, functionOf(calendarSteps));
    await execute(sweeping, { sweep: true }, call);
    expect(started).toEqual([change]);
    world.setClock('2022-11-26T00:00:01');
    await execute(sweeping, { sweep: true }, call);
    expect(started.slice(1)).toContainEqual({ campaign: 'small', kind: 'seal', id: 'all' });
    expect(started.slice(1)).toContainEqual({
      campaign: 'small',
      kind: 'gates',
      id: String(at('2022-11-09T00:00')),
    });
  });
});
