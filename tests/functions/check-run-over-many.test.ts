import { afterEach, beforeEach, expect, test } from 'vitest';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import type { Table, Write } from '#functions/ports.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import { readFindings } from '#functions/store/findings.ts';
import * as keys from '#functions/store/keys.ts';
import { allOf } from '#functions/store/village.ts';
import { runChecks } from '#functions/use-cases/checks/run-checks.ts';
import { runMarked } from '#functions/use-cases/checks/run-marked.ts';
import { checkedPack, homeCheck } from '#tests/support/checked-pack.ts';
import { home, openSheetWorld, type SheetWorld } from '#tests/support/sheet-world.ts';
import { places } from '#tests/support/world.ts';

let world: SheetWorld;
let table: Table;
beforeEach(async () => {
  table = memoryTable();
  world = await openSheetWorld({ table, pack: checkedPack([homeCheck('big', 'record', '{home.size} > 5')]) });
});
afterEach(() => world.close());

/** Empty villages beside the two of the world, in other towns of the district. */
const more = 300;
const codes = Array.from({ length: more }, (_, at) =>
  String(990101200001 + (at % 50) + Math.floor(at / 50) * 1000),
);
const addVillages = async (): Promise<void> => {
  const gate = (await allOf(table, keys.villagePk('small', places.village), keys.gatePrefix))[0];
  for (const code of codes)
    await table.transact([
      { put: { ...keys.villageKey('small', code), code, name: code } },
      { put: { ...gate, ...keys.gateKey('small', code, 'home'), village: code } },
    ]);
};
const look = async (village: string) => {
  const campaign = await readCampaign(table, 'small');
  if (!campaign) throw new Error('no campaign');
  return runChecks(campaign, village)(world.ports);
};
const progress = async () => (await world.call('district', 'checkRun', { area: places.district })).body;
const start = () => world.call('district', 'runChecks', { area: places.district }, {});

test('[K40] a district of three hundred villages is run over in one go, and its progress is what is behind it', async () => {
  await addVillages();
  await world.submit({ answers: { ...home, size: 7 } });
  const began = await start();
  expect(began.status).toBe(202);
  expect(began.body.run).toMatchObject({ villages: more + 2, through: 0, startedBy: 'p-district' });
  expect(began.body.waiting).toHaveLength(60);
  for (const code of codes.slice(0, 200)) await look(code);
  expect((await progress()).run.through).toBe(200);
  for (const code of [places.village, places.neighbour, ...codes.slice(200)]) await look(code);
  expect(await progress()).toMatchObject({ run: { villages: more + 2, through: more + 2 }, waiting: [] });
  expect(await readFindings(table, { campaign: 'small', village: places.village })).toHaveLength(1);
});

test('[K40] a store that is busy while villages are marked leaves none of them out, or says so', async () => {
  await addVillages();
  const { transact } = table;
  const isMark = (write: Write) => 'put' in write && write.put.sk.startsWith(keys.recheckPrefix);
  let busy = 3;
  table.transact = async (writes) => {
    const onlyMarks = writes.every(isMark);
    return onlyMarks && busy-- > 0 ? 'busy' : transact(writes);
  };
  await start();
  const marked = await Promise.all(
    [places.village, places.neighbour, ...codes].map((code) =>
      allOf(table, keys.villagePk('small', code), keys.recheckPrefix),
    ),
  );
  expect(marked.filter((marks) => marks.length !== 1)).toEqual([]);
  busy = Number.POSITIVE_INFINITY;
  expect((await start()).status).toBe(500);
  expect(world.errors.map((line) => line.split(' ')[0])).toEqual(['request-broke']);
});

test('[K40] a run of a town within a run of the district takes nothing away from it', async () => {
  await addVillages();
  await start();
  await world.call('town', 'runChecks', { area: places.town }, {});
  await look(places.village);
  expect((await progress()).run.through).toBe(1);
  expect((await world.call('town', 'checkRun', { area: places.town })).body.run).toMatchObject({
    villages: 2,
    through: 1,
  });
});

test('[K40] asked for again it begins again; a run that meets it half-way does not count', async () => {
  await start();
  await look(places.village);
  expect((await progress()).run).toMatchObject({ villages: 2, through: 1 });
  expect((await start()).body.run.through).toBe(0);
  await look(places.village);
  await look(places.neighbour);
  expect(await progress()).toMatchObject({ run: { through: 2 }, waiting: [] });
});

const marksOf = (village: string) => allOf(table, keys.villagePk('small', village), keys.recheckPrefix);

test('[K39, K40] a function that has worked for half its time has what is left told of anew, and no mark is lost', async () => {
  await start();
  const told = async () => {
    const marks = [...(await marksOf(places.village)), ...(await marksOf(places.neighbour))];
    return { Records: marks.map(({ pk, sk }) => ({ dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } })) };
  };
  let now = world.ports.clock.now();
  // Every look at the clock is a minute.
  const clock = { now: () => (now += 60_000) };
  expect((await runMarked(await told())({ table, clock })).units).toBe(4);
  expect(await marksOf(places.village)).toEqual([]);
  const [left] = await marksOf(places.neighbour);
  expect(left?.againAt).toBeGreaterThan(world.ports.clock.now());
  expect((await runMarked(await told())({ ...world.ports, table })).units).toBe(4);
  expect((await progress()).run.through).toBe(2);
});
