/** Run as its own process and killed: writes batches of eight items, eight at a time, and prints each that is done. */
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';

const folder = process.argv[2];
if (!folder) throw new Error('usage: lmdb-writer <folder>');
const table = await openLmdbTable(folder);
let next = 0;
const lane = async (): Promise<void> => {
  for (;;) {
    const batch = next++;
    const writes = Array.from({ length: 8 }, (_, index) => ({
      put: { pk: `p${index}`, sk: `k${String(batch).padStart(8, '0')}`, batch, text: '乡'.repeat(200) },
    }));
    if ((await table.transact(writes)) === 'done') process.stdout.write(`${batch}\n`);
  }
};
await Promise.all(Array.from({ length: 8 }, lane));
