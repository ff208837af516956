import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Table } from '#functions/ports.ts';
import { runDeadlines } from '#functions/use-cases/run-deadlines.ts';
import { openWorld, places, type World } from '#tests/support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const moving = async () => (await world.call('town', 'gates', { area: places.town })).body.moving;

test('[N20] while the gates of a deadline move, whoever sees them sees how far they have come', async () => {
  await runDeadlines()(world.ports);
  expect(await moving()).toBeUndefined();
  world.setClock('2022-11-11T00:00:01');
  expect(await moving()).toEqual({ at: Date.parse('2022-11-11T00:00:00+08:00'), done: 0, villages: 2 });
  const busy: Table = {
    ...world.ports.table,
    transact: async (writes) =>
      writes.some((write) => 'put' in write && write.put.village === places.neighbour)
        ? 'busy'
        : world.ports.table.transact(writes),
  };
  expect(await runDeadlines()({ ...world.ports, table: busy })).toMatchObject({ failed: 1 });
  expect(await moving()).toMatchObject({ done: 0, villages: 2 });
  expect(await runDeadlines()(world.ports)).toMatchObject({ ran: 1, failed: 0 });
  expect(await moving()).toBeUndefined();
});
