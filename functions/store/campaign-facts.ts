/** The shared facts of a campaign, as they were written with its checks at the opening; they never change. */
import * as z from 'zod';
import type { Fact } from '#forms/checks/facts.ts';
import type { Table } from '../ports.ts';
import { gunzip, textOf } from './bytes.ts';
import * as keys from './keys.ts';

const shape = z.object({ body: z.instanceof(Uint8Array) });
const known = new WeakMap<Table, Map<string, readonly Fact[]>>();

export const readFacts = async (table: Table, campaign: string): Promise<readonly Fact[]> => {
  const read = known.get(table) ?? new Map<string, readonly Fact[]>();
  known.set(table, read);
  const before = read.get(campaign);
  if (before) return before;
  const item = await table.get(keys.checksKey(campaign));
  const facts: readonly Fact[] = item ? JSON.parse(textOf(gunzip(shape.parse(item).body))).facts : [];
  // A campaign that is still being opened has none yet, and gets them.
  if (item) read.set(campaign, facts);
  return facts;
};
