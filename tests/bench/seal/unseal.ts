/** Takes a seal back, so that the same campaign can be sealed once more: what no product can do. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import * as keys from '#functions/store/keys.ts';
import * as sealKeys from '#functions/store/seal-keys.ts';
import { allOf } from '#functions/store/village.ts';
import { campaign, seal } from './campaign.ts';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
const data = values.data ?? '';
const table = await openLmdbTable(join(data, 'store'));
const pk = keys.campaignPk(campaign);
const found = await allOf(table, pk, sealKeys.sealVillagePrefix(seal));
for (const { sk } of [...found, keys.sealKey(campaign, seal)]) await table.transact([{ delete: { pk, sk } }]);
await table.close();
await rm(join(data, 'seals'), { recursive: true, force: true });
