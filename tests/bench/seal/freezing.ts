/**
 * A deadline over `--villages` × `--questionnaires` in `--data`: opens the campaign, moves every gate as the server would, and then,
 * as the ceiling, writes the very same transactions with nothing around them. Each begins with a copy of the same store; which
 * transactions those are is noted in a walk before, because noting costs the walk that is measured. Prints both.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import type { Table, Write } from '#functions/ports.ts';
import { villagesDone } from '#functions/store/progress.ts';
import { freezeGates } from '#functions/use-cases/freeze-gates.ts';
import { inLanes } from '#functions/use-cases/lanes.ts';
import { openCampaign } from '#functions/use-cases/open-campaign.ts';
import { areasOf, campaign, collecting, deadline, district, packOf, villageCodes } from './campaign.ts';
import { startStretch } from './stretch.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, villages: { type: 'string' }, questionnaires: { type: 'string' } },
});
const villages = villageCodes(Number(values.villages));
const pack = packOf(Number(values.questionnaires));
const clock = { now: () => deadline };
const folderOf = (name: string) => join(values.data ?? '', name);
const opening = await openLmdbTable(folderOf('opened'));
await openCampaign({ id: campaign, pack, area: district, areas: areasOf(villages), units: [] })({
  table: opening,
  clock: { now: () => collecting },
});
await opening.close();

const inCopy = async <Done>(name: string, work: (table: Table) => Promise<Done>): Promise<Done> => {
  await cp(folderOf('opened'), folderOf(name), { recursive: true });
  const table = await openLmdbTable(folderOf(name));
  const done = await work(table);
  await table.close();
  return done;
};

const name = { kind: 'gates', id: String(deadline) } as const;
const freeze = async (table: Table) => {
  const journal = { info: () => undefined, error: (event: string) => console.error(event) };
  const end = startStretch();
  const { moved, villages } = await freezeGates({ campaign, deadline: name })({ table, clock, journal });
  return { freezing: end(), moved, villages, noted: await villagesDone(table, campaign, name) };
};

const moves: (readonly Write[])[] = [];
await inCopy('noted', (table) =>
  freeze({
    ...table,
    transact: (writes) => {
      moves.push(writes);
      return table.transact(writes);
    },
  }),
);
const frozen = await inCopy('frozen', freeze);
const bare = await inCopy('bare', async ({ transact }) => {
  const end = startStretch();
  await inLanes(moves, 256, async (writes) => {
    const outcome = await transact(writes);
    if (outcome !== 'done') throw new Error(JSON.stringify(outcome));
  });
  return end();
});
console.log(JSON.stringify({ ...frozen, transactions: moves.length, bare }));
