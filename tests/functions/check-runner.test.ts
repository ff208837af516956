import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryTable } from '#functions/adapters/memory/table.ts';
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
