/** A few small storms on DynamoDB Local: transactions, conditions and reads of the real engine, and still the same roots. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { officialCalls } from '#functions/adapters/dynamodb/official-calls.ts';
import { dynamoTable } from '#functions/adapters/dynamodb/table.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { type DynamoLocal, startDynamoLocal } from '#tests/support/dynamodb-local.ts';
import { brokenLines } from './report.ts';
import { runStorm } from './simulation/run-storm.ts';

describe('storms on DynamoDB', () => {
  let local: DynamoLocal;
  beforeAll(async () => {
    local = await startDynamoLocal();
  });
  afterAll(() => local.stop());

  test.each([2, 9, 20])(
    '[S5, S10] seed %i: every rule holds, and the roots are those of the store in memory',
    async (seed) => {
      const tableName = `storm-${seed}`;
      await local.createTable(tableName);
      const size = { seed, phones: 20, villages: 2 };
      const outcome = await runStorm({
        ...size,
        table: dynamoTable({ calls: officialCalls(local.client), tableName }),
      });
      expect(brokenLines(outcome).join('\n')).toBe('');
      expect(outcome.roots).toEqual((await runStorm({ ...size, table: memoryTable() })).roots);
    },
    120_000,
  );
});
