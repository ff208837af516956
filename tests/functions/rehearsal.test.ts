/** "If the deadline were now", over HTTP: held against what a freeze and a seal then really do. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import type { Table } from '#functions/ports.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { aSubmission, openWorld, places, type World } from '#tests/support/world.ts';

const read: string[] = [];
const watched = (): Table => {
  const table = memoryTable();
  return {
    ...table,
    get: (key) => {
      read.push(key.sk);
      return table.get(key);
    },
    query: (pk, options) => {
      read.push(options.prefix ?? '');
      return table.query(pk, options);
    },
  };
};

let world: World;
beforeEach(async () => {
  world = await openWorld({ table: watched() });
});
afterEach(() => world.close());

const household = (number: number) => `${places.village}-H${number}`;
const send = (changes: Parameters<typeof aSubmission>[0] = {}) =>
  world.call('collector', 'submit', {}, aSubmission(changes));
const rehearsal = async (area = places.town) => (await world.call('district', 'rehearsal', { area })).body;
const line = async (village = places.village, group = 'homes') =>
  (await rehearsal()).lines.find(
    (one: { village: string; group: string }) => one.village === village && one.group === group,
  );

describe('if the deadline were now', () => {
  test('[G20] what is owed, there, unsigned and late; until when what may come in', async () => {
    await send();
    expect(await line()).toEqual({
      village: places.village,
      group: 'homes',
      owed: 3,
      records: 1,
      unfinished: 2,
      unsigned: 1,
      late: 0,
      open: true,
      closesAt: Date.parse('2022-11-11T00:00:00+08:00'),
      extended: 0,
    });
    expect(await line(places.neighbour, 'places')).toMatchObject({
      owed: 1,
      records: 0,
      unfinished: 1,
      unsigned: 0,
    });
    world.setClock('2022-11-21T08:00');
    await runDeadlines()(world.ports);
    await send({ unit: household(2) });
    expect(await line()).toMatchObject({ late: 1, open: false });
    world.setClock('2022-11-26T00:00');
    await runDeadlines()(world.ports);
    const after = await line();
    expect(after).toMatchObject({ late: 1, open: false });
    expect(after).not.toHaveProperty('closesAt');
  });

  test('[G20] an extension moves the instant; what was decided is not undecided any more', async () => {
    const until = Date.parse('2022-11-12T00:00:00+08:00');
    const asked = await world.call(
      'collector',
      'askExtension',
      {},
      { stage: 'homes-entry', questionnaires: ['home'], villages: [places.village], until, reason: 'flood' },
    );
    await world.call(
      'district',
      'decideExtension',
      { area: asked.body.area, extension: asked.body.id },
      { decision: 'grant', why: 'seen' },
    );
    expect(await line()).toMatchObject({ closesAt: until, extended: 1 });
    world.setClock('2022-11-12T00:00');
    const envelope = aSubmission();
    await world.call('collector', 'submit', {}, envelope);
    expect(await line()).toMatchObject({ late: 1, extended: 0, records: 0 });
    const late = [{ village: places.village, submission: envelope.id }];
    await world.call('town', 'askAdmissions', { area: places.town }, { late, reason: 'no signal' });
    await world.call(
      'district',
      'decideAdmissions',
      { area: places.town },
      { late, decision: 'admit', why: 'seen' },
    );
    expect(await line()).toMatchObject({ late: 0, records: 1 });
  });

  test('[G20] what it says a seal would hold is what the seal holds', async () => {
    await send();
    await send({ unit: household(2) });
    world.setClock('2022-11-11T08:00');
    await send({ unit: household(3) });
    const { lines } = await rehearsal(places.district);
    const sum = (name: 'records' | 'late') =>
      lines.reduce((total: number, one: { records: number; late: number }) => total + one[name], 0);
    world.setClock('2022-11-26T00:00:01');
    await runDeadlines()(world.ports);
    const [seal] = (await world.call('district', 'seals')).body.seals;
    expect(seal).toMatchObject({ state: 'sealed', records: sum('records'), late: sum('late') });
  });

  test('[G20] without reading a single record', async () => {
    await send();
    read.length = 0;
    await rehearsal(places.district);
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((sk) => /^(REC|SUB|LATE|SCAN|UNIT|MOVED)#/.test(sk))).toEqual([]);
  });

  test('[P2, P3] each sees what they hold', async () => {
    const villagesFor = async (person: 'collector' | 'town', area: string) =>
      (await world.call(person, 'rehearsal', { area })).body.villages?.length;
    expect(await villagesFor('town', places.town)).toBe(2);
    expect(await villagesFor('collector', places.village)).toBe(1);
    expect((await world.call('collector', 'rehearsal', { area: places.neighbour })).status).toBe(403);
    expect((await world.call('collector', 'rehearsal', { area: places.town })).status).toBe(403);
  });
});

describe('what phones say', () => {
  const say = (unsent: number, drafts = 0, area = places.village) =>
    world.call('collector', 'hearPhone', { area }, { unsent, drafts });

  test('[W17, G20] the last word of every phone, with the time, and nothing else', async () => {
    await say(5, 2);
    world.setClock('2022-11-05T11:00');
    expect((await say(3)).body.now).toBe(Date.parse('2022-11-05T11:00:00+08:00'));
    const { phones, people } = await rehearsal();
    expect(phones).toEqual([
      {
        person: 'p-collector',
        village: places.village,
        unsent: 3,
        drafts: 0,
        heardAt: Date.parse('2022-11-05T11:00:00+08:00'),
      },
    ]);
    expect(people).toEqual({ 'p-collector': 'Collector' });
  });

  test('[W17, P2] of one’s own village only, in numbers that can be', async () => {
    expect((await say(1, 0, places.neighbour)).status).toBe(403);
    expect((await say(-1)).status).toBe(400);
    expect((await say(1.5)).status).toBe(400);
    expect(
      (await world.call('town', 'hearPhone', { area: places.town }, { unsent: 1, drafts: 0 })).body.problem,
    ).toBe('no-such-area');
  });
});
