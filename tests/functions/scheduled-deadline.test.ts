import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { calendarSteps } from '#functions/use-cases/fan-out/calendar-steps.ts';
import { cutDeadline } from '#functions/use-cases/fan-out/piece.ts';
import { whatIsDue } from '#functions/use-cases/fan-out/what-is-due.ts';
import { runBackground } from '#functions/use-cases/run-background.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { runGatesDeadline } from '#functions/use-cases/run-gates-deadline.ts';
import { runExtensionsDue } from '#functions/use-cases/run-gates-due.ts';
import { DeadlineNotMet, runScheduledDeadline } from '#functions/use-cases/run-scheduled-deadline.ts';
import { runSealDeadline } from '#functions/use-cases/run-seal-deadline.ts';
import { sweep } from '#functions/use-cases/sweep.ts';
import { interruptedTable, puts } from '#tests/support/interrupted.ts';
import { proposing, setEnd } from '#tests/support/proposing.ts';
import { openWorld, places, type World } from '#tests/support/world.ts';

const midnight = String(Date.parse('2022-11-11T00:00:00+08:00'));
const freeze = (event: unknown) => runScheduledDeadline('gates', runGatesDeadline)(event)(world.ports);
const seal = (event: unknown) => runScheduledDeadline('seal', runSealDeadline)(event)(world.ports);

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
});

const stored = async () => {
  const items = [];
  for await (const item of world.ports.table.scan(0, 1)) items.push(item);
  return items;
};
const homeGate = async () => {
  const { body } = await world.call('town', 'gates', { area: places.town });
  return body.gates.find(
    (gate: { village: string; questionnaire: string }) =>
      gate.village === places.village && gate.questionnaire === 'home',
  );
};

describe('a scheduled deadline', () => {
  test('[N2] moves the gates when its time has come, once', async () => {
    world.setClock('2022-11-11T00:00');
    const event = { campaign: 'small', kind: 'gates', id: midnight, at: '2022-11-10T16:00:00.000Z' };
    expect(await freeze(event)).toEqual({ outcome: 'done' });
    expect(await homeGate()).toMatchObject({ stage: 'homes-correct', revision: 2 });
    const after = await stored();
    expect(await freeze(event)).toEqual({ outcome: 'done' });
    expect(await stored()).toEqual(after);
  });

  test('[N2] that comes early changes nothing and is to be tried again', async () => {
    world.setClock('2022-11-10T23:59');
    const before = await stored();
    await expect(freeze({ campaign: 'small', kind: 'gates', id: midnight })).rejects.toThrow(DeadlineNotMet);
    expect(await stored()).toEqual(before);
  });

  test('[N2] does not believe the event about its time', async () => {
    world.setClock('2022-11-12T00:00');
    const before = await stored();
    const event = { campaign: 'small', kind: 'seal', id: 'all', at: '2022-11-01T00:00:00.000Z' };
    await expect(seal(event)).rejects.toThrow(DeadlineNotMet);
    expect(await stored()).toEqual(before);
  });

  test.each([
    ['nothing', undefined],
    ['text', 'seal'],
    ['an empty object', {}],
    ['an unknown campaign', { campaign: 'gone', kind: 'gates', id: midnight }],
    ['an unknown id', { campaign: 'small', kind: 'gates', id: '1' }],
    ['a seal', { campaign: 'small', kind: 'seal', id: 'all' }],
    ['a number for an id', { campaign: 'small', kind: 'gates', id: Number(midnight) }],
  ])('[N2] does nothing about %s', async (_, event) => {
    world.setClock('2022-12-31T00:00');
    const before = await stored();
    expect(await freeze(event)).toEqual({ outcome: 'nothing-to-do' });
    expect(await stored()).toEqual(before);
  });

  test('[N2] seals with the gates of the same instant, and finds it done the second time', async () => {
    world.setClock('2022-11-26T00:00');
    expect(await seal({ campaign: 'small', kind: 'seal', id: 'all' })).toEqual({ outcome: 'done' });
    const seals = await world.ports.seals.list('small/all/');
    expect(seals).toContain('small/all/manifest.json');
    expect(await seal({ campaign: 'small', kind: 'seal', id: 'all' })).toEqual({ outcome: 'done' });
    expect(await world.ports.seals.list('small/all/')).toEqual(seals);
  });
});

describe('a sweep', () => {
  test('[N33] finds what is due and not done, and leaves alone for a day what a machine has begun', async () => {
    const due = async () => (await whatIsDue()(world.ports)).due;
    const gates = { campaign: 'small', kind: 'gates', id: midnight };
    await runDeadlines()(world.ports);
    expect(await due()).toEqual([]);
    world.setClock('2022-11-11T00:00');
    expect(await due()).toEqual([gates]);
    await cutDeadline('gates')(gates)(world.ports);
    expect(await due()).toEqual([]);
    world.setClock('2022-11-12T00:00');
    expect(await due()).toEqual([gates]);
    await freeze(gates);
    expect(await due()).toEqual([]);
    world.setClock('2022-11-26T00:00:01');
    expect(await due()).toContainEqual({ campaign: 'small', kind: 'seal', id: 'all' });
  });

  test('[N33, G34] a change that is on its way comes alone, and no seal begins before it', async () => {
    const table = interruptedTable();
    const other = await openWorld({ table });
    const { propose, decide } = proposing(other);
    const { body } = await propose('town', (draft) => setEnd(draft, 'homes-entry', '2022-11-12 24:00'));
    table.between = (writes) => (puts(writes, 'GATE#') ? Promise.reject(new Error('killed')) : undefined);
    expect((await decide('district', body.id)).status).toBe(500);
    table.between = undefined;
    other.setClock('2022-11-26T00:00:01');
    const change = { campaign: 'small', kind: 'calendar', id: body.id };
    expect((await whatIsDue()(other.ports)).due).toEqual([change]);
    const seal = { campaign: 'small', kind: 'seal', id: 'all' };
    await expect(cutDeadline('seal')(seal)(other.ports)).rejects.toThrow('about to change');
    await calendarSteps.cut(change)(other.ports);
    expect((await whatIsDue()(other.ports)).due).toEqual([]);
    await other.close();
  });

  test('[N30] of what is small moves no gate of a stage and makes no seal', async () => {
    world.setClock('2022-11-26T00:00:01');
    expect(await sweep(() => runBackground(runExtensionsDue))(world.ports)).toEqual({ outcome: 'done' });
    expect((await world.call('district', 'seals')).body.seals).toMatchObject([{ state: 'planned' }]);
    expect(await homeGate()).toMatchObject({ stage: 'homes-entry', revision: 1 });
  });

  test('[N30] that leaves work ends as an error', async () => {
    await expect(sweep(() => async () => ({ failed: 1 }))(world.ports)).rejects.toThrow(DeadlineNotMet);
  });
});
