/** What every engine of the Table port must do. One suite for all of them: a difference between engines is a failing test. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusesFaults, refusesLargeItems } from './table-contract-faults.ts';
import { type OpenTable, openedForEach } from './table-contract-opened.ts';
import { queriesAndScans } from './table-contract-reads.ts';
import { keepsValues, writesAllOrNothing } from './table-contract-writes.ts';
import { queries, TableModel, transactions } from './table-model.ts';

export const tableContract = (
  engine: string,
  open: () => Promise<OpenTable>,
  effort: { readonly runs: number },
): void => {
  describe(engine, () => {
    const opened = openedForEach(open);
    writesAllOrNothing(opened);
    keepsValues(opened);
    refusesFaults(opened);
    refusesLargeItems(opened);
    queriesAndScans(opened);
    const { everything, scanned } = opened;

    test('[B1] [B4] [B10] behaves as the plain model does', async () => {
      const wipe = async () => {
        for (const { pk, sk } of await scanned(1)) await opened.table.transact([{ delete: { pk, sk } }]);
      };
      await fc.assert(
        fc.asyncProperty(transactions, fc.array(queries, { maxLength: 6 }), async (history, questions) => {
          await wipe();
          const model = new TableModel();
          for (const writes of history) {
            expect(await opened.table.transact(writes)).toEqual(model.transact(writes));
          }
          for (const item of model.items.values()) expect(await opened.table.get(item)).toEqual(item);
          expect(await scanned(2)).toHaveLength(model.items.size);
          for (const {
            pk,
            options: { limit, ...options },
          } of questions) {
            expect(await everything(pk, options, limit)).toEqual(model.query(pk, options));
          }
        }),
        { numRuns: effort.runs },
      );
    });
  });
};
