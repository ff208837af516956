/** The contract on all engines, and what only a store on disk can promise. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { leanCalls } from '#functions/adapters/dynamodb/lean-calls.ts';
import { officialCalls } from '#functions/adapters/dynamodb/official-calls.ts';
import { dynamoTable } from '#functions/adapters/dynamodb/table.ts';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { type DynamoLocal, localService, startDynamoLocal } from '#tests/support/dynamodb-local.ts';
import { tableContract } from './table-contract.ts';

tableContract('memory', async () => ({ table: memoryTable(), close: async () => undefined }), { runs: 200 });

tableContract(
  'LMDB',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-table-'));
    const table = await openLmdbTable(folder);
    const close = async () => {
      await table.close();
      await rm(folder, { recursive: true });
    };
    return { table, close };
  },
  { runs: 100 },
);

let local: DynamoLocal;
let tables = 0;
beforeAll(async () => {
  local = await startDynamoLocal();
});
afterAll(() => local.stop());

const clients = {
  'DynamoDB by the official client': () => officialCalls(local.client),
  'DynamoDB by the lean client': () => leanCalls(localService(local.endpoint)),
};

for (const [name, calls] of Object.entries(clients))
  tableContract(
    name,
    async () => {
      const tableName = `table${++tables}`;
      await local.createTable(tableName);
      return { table: dynamoTable({ calls: calls(), tableName }), close: async () => undefined };
    },
    { runs: 25 },
  );
