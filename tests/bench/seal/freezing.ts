/**
 * A deadline over `--villages` × `--questionnaires` in `--data`: opens the campaign, moves every gate as the server would, and then,
 * as the ceiling, writes the very same transactions with nothing around them. Prints gates a second of both.
 */
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
const table = await openLmdbTable(join(values.data ?? '', 'store'));
await openCampaign({ id: campaign, pack, area: district, areas: areasOf(villages), units: [] })({
  table,
  clock: { now: () => collecting },
});

const moves: (readonly Write[])[] = [];
const watched: Table = {
  ...table,
  transact: async (writes) => {
    moves.push(writes);
    return table.transact(writes);
  },
};
const walks: string[] = [];
const journal = { info: (event: string) => walks.push(event), error: (event: string) => walks.push(event) };
const name = { kind: 'gates', id: String(deadline) } as const;
const endFreezing = startStretch();
const frozen = await freezeGates({ campaign, deadline: name })({
  table: watched,
  clock: { now: () => deadline },
  journal,
});
const freezing = endFreezing();
const noted = await villagesDone(table, campaign, name);

/** The same puts once more, under a condition that holds now: the revision that the first time wrote. */
const again = (write: Write): Write => {
  if (!('put' in write) || !write.when) return write;
  return { ...write, when: [{ attribute: 'revision', is: '=', value: Number(write.put.revision) }] };
};
const bare = moves.map((writes) => writes.map(again));
const endBare = startStretch();
await inLanes(bare, 256, async (writes) => {
  const outcome = await table.transact(writes);
  if (outcome !== 'done' && writes.length > 1) throw new Error(JSON.stringify(outcome));
});
const bareStretch = endBare();
await table.close();
const { moved, villages: walked } = frozen;
console.log(
  JSON.stringify({ moved, villages: walked, noted, freezing, transactions: bare.length, bare: bareStretch }),
);
