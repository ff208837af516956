/** better-auth's conditions on one row, read from left to right as its own memory adapter does. */
import type { CustomAdapter } from 'better-auth/adapters';
import type { Attribute } from '../../ports.ts';

export type Row = { readonly [field: string]: Attribute };
export type Clause = Parameters<CustomAdapter['update']>[0]['where'][number];

const folded = (value: unknown, insensitive: boolean): unknown =>
  insensitive && typeof value === 'string' ? value.toLowerCase() : value;

const ordered = (
  left: unknown,
  right: unknown,
  holds: (a: string | number, b: string | number) => boolean,
): boolean => {
  const comparable = (value: unknown) => typeof value === 'string' || typeof value === 'number';
  return comparable(left) && comparable(right) && typeof left === typeof right
    ? holds(left as string | number, right as string | number)
    : false;
};

const clauseHolds = (row: Row, { field, value, operator, mode }: Clause): boolean => {
  const insensitive = mode === 'insensitive';
  const stored = folded(row[field] ?? null, insensitive);
  const text = typeof stored === 'string' ? stored : undefined;
  const list = Array.isArray(value) ? value.map((entry) => folded(entry, insensitive)) : [];
  const given = folded(value, insensitive);
  switch (operator) {
    case 'ne':
      return stored !== given;
    case 'in':
      return list.includes(stored);
    case 'not_in':
      return !list.includes(stored);
    case 'lt':
      return ordered(stored, given, (a, b) => a < b);
    case 'lte':
      return ordered(stored, given, (a, b) => a <= b);
    case 'gt':
      return ordered(stored, given, (a, b) => a > b);
    case 'gte':
      return ordered(stored, given, (a, b) => a >= b);
    case 'contains':
      return text?.includes(String(given)) ?? false;
    case 'starts_with':
      return text?.startsWith(String(given)) ?? false;
    case 'ends_with':
      return text?.endsWith(String(given)) ?? false;
    default:
      return stored === given;
  }
};

export const rowMatches = (row: Row, where: readonly Clause[]): boolean =>
  where.reduce(
    (result, clause, index) =>
      index > 0 && clause.connector === 'OR'
        ? result || clauseHolds(row, clause)
        : result && clauseHolds(row, clause),
    true,
  );

const rank = (value: Attribute | undefined): number | string => {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' || typeof value === 'string' ? value : '';
};

/** What is missing comes first; dates are ISO texts and order as such. */
export const byField =
  (field: string, direction: 'asc' | 'desc') =>
  (one: Row, other: Row): number => {
    const [a, b] = [one[field] ?? null, other[field] ?? null];
    const order = a === b ? 0 : a === null ? -1 : b === null ? 1 : rank(a) < rank(b) ? -1 : 1;
    return direction === 'asc' ? order : -order;
  };
