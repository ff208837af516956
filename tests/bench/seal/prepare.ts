/**
 * Fills a data folder as a server's would be at the deadline: `--data`, `--villages`, `--records` of each village. Beside the store
 * it leaves the same records as plain lines and as stored members, which is what the ceilings read.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLocalSigner } from '#functions/adapters/keys/local-signer.ts';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import type { Item } from '#functions/ports.ts';
import { gunzip } from '#functions/store/bytes.ts';
import { readCampaign, readEdition } from '#functions/store/campaign.ts';
import { openCampaign } from '#functions/use-cases/open-campaign.ts';
import { areasOf, campaign, collecting, district, packOf, villageCodes } from './campaign.ts';
import { recordItems } from './records.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, villages: { type: 'string' }, records: { type: 'string' } },
});
const data = values.data ?? '';
const villages = villageCodes(Number(values.villages));

const table = await openLmdbTable(join(data, 'store'));
const signer = await openLocalSigner(join(data, 'keys'));
await openCampaign({ id: campaign, pack: packOf(1), area: district, areas: areasOf(villages), units: [] })({
  table,
  clock: { now: () => collecting },
});
const [stored, edition] = [await readCampaign(table, campaign), await readEdition(table, campaign, 'q1', 1)];
if (!stored || !edition) throw new Error('the campaign did not open');

const bodiesOf = (records: readonly (readonly Item[])[]): readonly Uint8Array[] =>
  records.flatMap((items) => items.flatMap(({ body }) => (body instanceof Uint8Array ? [body] : [])));

await mkdir(join(data, 'lines'), { recursive: true });
await mkdir(join(data, 'members'), { recursive: true });
let [bytes, count] = [0, 0];
for (const village of villages) {
  const records = await recordItems({ campaign: stored, edition, signer }, village, Number(values.records));
  const items = records.flat();
  const batches = Array.from({ length: Math.ceil(items.length / 100) }, (_, batch) =>
    items.slice(batch * 100, batch * 100 + 100),
  );
  await Promise.all(batches.map((batch) => table.transact(batch.map((put) => ({ put })))));
  const bodies = bodiesOf(records);
  const lines = bodies.flatMap((body) => [gunzip(body), Buffer.from('\n')]);
  await writeFile(join(data, 'lines', village), Buffer.concat(lines));
  const lengths = Uint32Array.from([bodies.length, ...bodies.map((body) => body.length)]);
  await writeFile(join(data, 'members', village), Buffer.concat([new Uint8Array(lengths.buffer), ...bodies]));
  bytes += lines.reduce((sum, line) => sum + line.length, 0) - bodies.length;
  count += bodies.length;
}
await table.close();
console.log(JSON.stringify({ records: count, bytes }));
