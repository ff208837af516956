/** better-auth's database on the Table port. Dates are kept as ISO texts, which order as dates do. */
import { type CustomAdapter, createAdapterFactory } from 'better-auth/adapters';
import type { Table } from '../../ports.ts';
import { Rows } from './rows.ts';
import { byField, type Clause, type Row } from './where.ts';

export const tableDatabase = (table: Table) =>
  createAdapterFactory({
    config: {
      adapterId: 'table',
      supportsDates: false,
      supportsJSON: false,
      supportsArrays: false,
      supportsNumericIds: false,
      transaction: false,
    },
    adapter: () => methods(new Rows(table)),
  });

/** better-auth names the type of what it gets back; here it is a row of that model. */
const methods = (rows: Rows): CustomAdapter => ({
  create: async ({ model, data }) => {
    await rows.create(model, data as Row);
    return data;
  },
  findOne: async <T>({ model, where }: { model: string; where: Clause[] }) =>
    ((await rows.find(model, where))[0]?.row ?? null) as T | null,
  findMany: async <T>({ model, where = [], sortBy, offset = 0, limit }: FindMany) => {
    const found = (await rows.find(model, where)).map(({ row }) => row);
    const sorted = sortBy ? found.toSorted(byField(sortBy.field, sortBy.direction)) : found;
    return sorted.slice(offset, offset + limit) as T[];
  },
  count: async ({ model, where = [] }) => (await rows.find(model, where)).length,
  update: async <T>({ model, where, update }: { model: string; where: Clause[]; update: T }) => {
    if (where.length === 0) return null;
    const changed = await rows.change(model, where, (row) => ({ ...row, ...(update as Row) }));
    return (changed[0] ?? null) as T | null;
  },
  updateMany: async ({ model, where, update }) =>
    (await rows.change(model, where, (row) => ({ ...row, ...(update as Row) }))).length,
  delete: async ({ model, where }) => {
    if (where.length > 0) await rows.change(model, where, () => undefined);
  },
  deleteMany: async ({ model, where }) => (await rows.change(model, where, () => undefined)).length,
});

type FindMany = Parameters<CustomAdapter['findMany']>[0];
