/** A new, empty table for each test of the contract, and the walks over it that many tests share. */
import { afterEach, beforeEach, expect } from 'vitest';
import type { Attribute, Item, QueryOptions, Table, Write } from '#functions/ports.ts';

export interface OpenTable {
  readonly table: Table;
  close(): Promise<void>;
}

export interface Opened {
  readonly table: Table;
  /** All pages of a query. */
  everything(pk: string, options: Omit<QueryOptions, 'limit'>, limit?: number): Promise<Item[]>;
  /** All segments of a scan. */
  scanned(of: number): Promise<Item[]>;
}

export const key = (sk: string) => ({ pk: 'p', sk });
export const put = (sk: string, attributes: { readonly [name: string]: Attribute } = {}): Write => ({
  put: { ...key(sk), ...attributes },
});

export const openedForEach = (open: () => Promise<OpenTable>): Opened => {
  let current: OpenTable | undefined;
  beforeEach(async () => {
    current = await open();
  });
  afterEach(() => current?.close());
  const opened: Opened = {
    get table() {
      if (!current) throw new Error('the table is there inside of tests only');
      return current.table;
    },
    everything: async (pk, options, limit = 2) => {
      const items: Item[] = [];
      let after = options.after;
      for (;;) {
        const page = await opened.table.query(pk, {
          ...options,
          limit,
          ...(after === undefined ? {} : { after }),
        });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        items.push(...page.items);
        if (page.next === undefined) return items;
        after = page.next;
      }
    },
    scanned: async (of) => {
      const items: Item[] = [];
      for (let segment = 0; segment < of; segment++) {
        for await (const item of opened.table.scan(segment, of)) items.push(item);
      }
      return items;
    },
  };
  return opened;
};
