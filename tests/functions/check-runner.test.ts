import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { checkAside } from '#functions/server/check-aside.ts';
import { checkRunner } from '#functions/server/check-runner.ts';
import { readFindings } from '#functions/store/findings.ts';
import { checkedPack, homeCheck } from '#tests/support/checked-pack.ts';
import { home, openSheetWorld, type SheetWorld } from '#tests/support/sheet-world.ts';
import { places } from '#tests/support/world.ts';

let world: SheetWorld;
beforeEach(async () => {
  world = await openSheetWorld({
    table: memoryTable(),
    pack: checkedPack([homeCheck('big', 'record', '{home.size} > 5')]),
  });
});
afterEach(() => world.close());

const findings = async () =>
  (await readFindings(world.ports.table, { campaign: 'small', village: places.village })).length;

test('[K38] a mark that an earlier process left is looked at after a start', async () => {
  await world.submit({ answers: { ...home, size: 7 } });
  const runner = checkRunner(world.ports);
  expect(await findings()).toBe(0);
  await runner.start();
  await vi.waitFor(async () => expect(await findings()).toBe(1), { timeout: 5_000 });
  await runner.stop();
});

test('[K38] told of a village it looks at it, also after something broke', async () => {
  await world.submit({ answers: { ...home, size: 7 } });
  const { table } = world.ports;
  let broken = true;
  const fragile: typeof table = {
    get: (key) => table.get(key),
    query: (pk, options) => table.query(pk, options),
    scan: (segment, of) => table.scan(segment, of),
    transact: async (writes) => {
      if (broken) {
        broken = false;
        throw new Error('the disk is full');
      }
      return table.transact(writes);
    },
  };
  const runner = checkRunner({ ...world.ports, table: fragile });
  runner.changed('small', places.village);
  await vi.waitFor(async () => expect(await findings()).toBe(1), { timeout: 15_000 });
  await runner.stop();
  expect(world.errors.map((line) => line.split(' ')[0])).toEqual(['checks-failed']);
}, 20_000);

test('[N18] while submissions keep coming it waits, 20 seconds at most, and then rests for longer than it worked', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const looked: number[] = [];
  const took = 1000;
  const runner = checkRunner(world.ports, async () => {
    looked.push(Math.round(performance.now() - began));
    await new Promise((resolve) => setTimeout(resolve, took));
    return 'through';
  });
  const began = performance.now();
  const comingFor = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      runner.changed('small', places.village);
      await vi.advanceTimersByTimeAsync(100);
    }
  };
  await comingFor(19_900);
  expect(looked).toEqual([]);
  await comingFor(600); // the twentieth second passes
  expect(looked).toEqual([20_000]);
  await comingFor(3_000);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(looked).toEqual([20_000, 20_000 + took + 9 * took]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looked).toHaveLength(2);
  await runner.stop();
  vi.useRealTimers();
});

test('[N18] a village is looked at in pieces, finished before the next, and each piece lets submissions go first', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const looked: string[] = [];
  const pieces = new Map([
    [places.village, 3],
    [places.neighbour, 1],
  ]);
  const runner = checkRunner(world.ports, async ({ village }) => {
    looked.push(`${village} ${Math.round(performance.now() - began)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
    const left = (pieces.get(village) ?? 0) - 1;
    pieces.set(village, left);
    return left > 0 ? 'more' : 'through';
  });
  const began = performance.now();
  runner.changed('small', places.village);
  runner.changed('small', places.neighbour);
  await vi.advanceTimersByTimeAsync(450); // the second piece is begun
  runner.changed('small', places.neighbour);
  await vi.advanceTimersByTimeAsync(1_000);
  await runner.stop();
  vi.useRealTimers();
  const { village, neighbour } = places;
  expect(looked).toEqual([`${village} 400`, `${village} 440`, `${village} 850`, `${neighbour} 890`]);
});

test('[N18] a thread of its own looks at the store that the server writes to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-checks-'));
  const table = await openLmdbTable(join(folder, 'store'));
  const pack = checkedPack([homeCheck('big', 'record', '{home.size} > 5')]);
  const stored = await openSheetWorld({ table, pack });
  const aside = checkAside(folder, stored.ports.clock);
  try {
    await stored.submit({ answers: { ...home, size: 7 } });
    await aside.look({ campaign: 'small', village: places.village });
    expect(await readFindings(table, { campaign: 'small', village: places.village })).toHaveLength(1);
  } finally {
    await aside.stop();
    await stored.close();
    await table.close();
    await rm(folder, { recursive: true });
  }
});
