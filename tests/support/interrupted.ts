/** The store in memory; what happens just before one transaction commits is decided by the test, once. */
import { memoryTable } from '#functions/adapters/memory/table.ts';
import type { Table, Write } from '#functions/ports.ts';

type Before = (writes: readonly Write[]) => Promise<'busy' | undefined> | undefined;

export interface InterruptedTable extends Table {
  /** Asked before every transaction until it answers with a promise; `busy` is then the outcome. */
  between: Before | undefined;
}

export const interruptedTable = (): InterruptedTable => {
  const table = memoryTable();
  const interrupted: InterruptedTable = {
    ...table,
    between: undefined,
    transact: async (writes) => {
      const before = interrupted.between?.(writes);
      if (!before) return table.transact(writes);
      interrupted.between = undefined;
      return (await before) ?? table.transact(writes);
    },
  };
  return interrupted;
};

export const puts = (writes: readonly Write[], prefix: string): boolean =>
  writes.some((write) => 'put' in write && write.put.sk.startsWith(prefix));
