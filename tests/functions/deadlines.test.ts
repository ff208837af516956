import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Alarm, startAlarm } from '#functions/adapters/scheduler/alarm.ts';
import * as keys from '#functions/store/keys.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { aSubmission, openWorld, places, type World } from '#tests/support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const gates = async () =>
  (await world.call('town', 'gates', { area: places.village })).body.gates.map(
    ({ questionnaire, stage }: { questionnaire: string; stage: string }) => `${questionnaire} ${stage}`,
  );
const seals = async () => (await world.call('district', 'seals')).body.seals;

describe('deadlines', () => {
  test('[G3] what is not due is left alone, and the next instant is told', async () => {
    const run = await runDeadlines()(world.ports);
    expect(run).toMatchObject({ failed: 0, next: Date.parse('2022-11-10T16:00:00Z') });
    expect(await gates()).toEqual(['home homes-entry', 'place places-entry']);
  });

  test('[G3] at its instant a stage ends, once, however often it is triggered', async () => {
    world.setClock('2022-11-11T00:00');
    const [first] = [await runDeadlines()(world.ports), await runDeadlines()(world.ports)];
    expect(first.ran).toBeGreaterThan(0);
    expect(await gates()).toEqual(['home homes-correct', 'place places-entry']);
    expect((await runDeadlines()(world.ports)).ran).toBe(0);
  });

  test('[G3] triggers that never came are made good by one run: gates closed, then sealed', async () => {
    await world.call('collector', 'submit', {}, aSubmission());
    world.setClock('2022-11-27T08:00');
    expect(await runDeadlines()(world.ports)).toMatchObject({ failed: 0 });
    expect(await gates()).toEqual(['home closed', 'place closed']);
    expect(await seals()).toMatchObject([
      { id: 'all', state: 'sealed', records: 1, villages: 2, villagesDone: 2 },
    ]);
    const work = await world.call('collector', 'work');
    expect(work.body.records).toMatchObject([{ sealed: 'all' }]);
  });

  test('[G3] a run that is repeated all at once seals once', async () => {
    world.setClock('2022-11-27T08:00');
    await Promise.all([1, 2, 3].map(() => runDeadlines()(world.ports)));
    expect(await seals()).toMatchObject([{ state: 'sealed' }]);
    expect(world.errors).toEqual([]);
  });

  test('[P3] the sealed files are for those who may download, by path only', async () => {
    world.setClock('2022-11-27T08:00');
    await runDeadlines()(world.ports);
    const manifest = await world.call('district', 'sealFile', { seal: 'all', file: 'manifest.json' });
    expect(manifest.status).toBe(200);
    for (const file of ['..~..~store~data.mdb', '~etc~passwd', 'manifest.json~', 'nothing'])
      expect((await world.call('district', 'sealFile', { seal: 'all', file })).status).toBe(404);
    expect((await world.call('collector', 'sealFile', { seal: 'all', file: 'manifest.json' })).status).toBe(
      403,
    );
  });
});

describe('alarm', () => {
  let alarm: Alarm | undefined;
  afterEach(() => alarm?.stop());

  test('[G10] what fell due while nobody was awake is done at the start', async () => {
    world.setClock('2022-11-12T08:00');
    alarm = startAlarm({ ...world.ports, run: () => runDeadlines()(world.ports) });
    await alarm.ring();
    expect(await gates()).toEqual(['home homes-correct', 'place places-entry']);
    const done = await world.ports.table.get(
      keys.deadlineKey('small', 'gates', String(Date.parse('2022-11-10T16:00:00Z'))),
    );
    expect(done).toBeDefined();
  });

  test('[G10] it rings by itself at the next instant', async () => {
    let now = 0;
    const rang: number[] = [];
    await new Promise<void>((resolve) => {
      alarm = startAlarm({
        clock: { now: () => now },
        journal: world.ports.journal,
        run: async () => {
          rang.push(now);
          if (rang.length === 3) resolve();
          now += 20;
          return { failed: 0, next: now };
        },
      });
      void alarm.ring();
    });
    expect(rang).toEqual([0, 20, 40]);
  });

  test('[G10] a ring during a run is not lost', async () => {
    let runs = 0;
    const running = startAlarm({
      ...world.ports,
      run: async () => {
        runs++;
        await new Promise((resolve) => setImmediate(resolve));
        return { failed: 0 };
      },
    });
    alarm = running;
    await Promise.all([running.ring(), running.ring(), running.ring()]);
    expect(runs).toBe(2);
  });

  test('[G10] a run that throws is journalled and the alarm lives on', async () => {
    alarm = startAlarm({
      ...world.ports,
      run: () => Promise.reject(new TypeError('broken')),
    });
    await alarm.ring();
    expect(world.errors).toEqual(['alarm-failed {"error":"TypeError"}']);
  });
});
