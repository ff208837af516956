/**
 * The table in memory, for storms and quick tests: the same behaviour as the engines that keep things, and the same
 * contract suite. A transaction happens in one step, so it is never busy.
 */
import type { Item, Key, Page, QueryOptions, Table, TransactOutcome, Write } from '../../ports.ts';
import {
  added,
  byteOrder,
  checkKey,
  checkQuery,
  checkSegment,
  checkWrites,
  copied,
  holds,
  keyOf,
  segmentOf,
} from '../table-rules.ts';

/** Sort keys are kept as strings of their UTF-8 bytes, sorted again when a query finds them changed. */
interface Partition {
  readonly items: Map<string, Item>;
  sorted: string[] | undefined;
}
type Store = Map<string, Partition>;

export const memoryTable = (): Table => {
  const store: Store = new Map();
  return {
    get: async (key) => {
      checkKey(key);
      const item = find(store, key);
      return item && copied(item);
    },
    query: async (pk, options) => query(store.get(pk), pk, options),
    transact: async (writes) => {
      checkWrites(writes);
      return apply(store, writes);
    },
    scan: (segment, of) => scan(store, segment, of),
  };
};

const find = (store: Store, { pk, sk }: Key): Item | undefined => store.get(pk)?.items.get(byteOrder(sk));

const apply = (store: Store, writes: readonly Write[]): TransactOutcome => {
  const before = writes.map((write) => find(store, keyOf(write)));
  const refused = writes.findIndex((write, index) => !holds(before[index], write.when));
  if (refused >= 0) return { refused };
  // Sums are made before anything is stored, because they may throw.
  const after = writes.map((write, index) => {
    if ('put' in write) return copied(write.put);
    return 'add' in write ? added(before[index], write) : undefined;
  });
  writes.forEach((write, index) => {
    const item = after[index];
    if (item) put(store, item);
    else if ('delete' in write) remove(store, write.delete);
  });
  return 'done';
};

const put = (store: Store, item: Item): void => {
  const partition = store.get(item.pk) ?? { items: new Map(), sorted: undefined };
  const sk = byteOrder(item.sk);
  if (!partition.items.has(sk)) partition.sorted = undefined;
  partition.items.set(sk, item);
  store.set(item.pk, partition);
};

const remove = (store: Store, { pk, sk }: Key): void => {
  const partition = store.get(pk);
  if (!partition?.items.delete(byteOrder(sk))) return;
  partition.sorted = undefined;
};

const query = (partition: Partition | undefined, pk: string, options: QueryOptions): Page => {
  checkQuery(pk, options);
  if (!partition) return { items: [] };
  partition.sorted ??= [...partition.items.keys()].sort();
  const wanted = selector(options);
  const keys = partition.sorted.filter(wanted);
  if (options.newestFirst) keys.reverse();
  const items = keys.slice(0, options.limit).flatMap((sk) => {
    const item = partition.items.get(sk);
    return item ? [copied(item)] : [];
  });
  const last = keys.length > options.limit ? items.at(-1) : undefined;
  return last ? { items, next: last.sk } : { items };
};

const selector = ({ prefix, from, to, after, newestFirst }: QueryOptions) => {
  const [start, low, high, edge] = [prefix, from, to, after].map((text) =>
    text === undefined ? undefined : byteOrder(text),
  );
  return (sk: string): boolean => {
    if (start !== undefined && !sk.startsWith(start)) return false;
    if ((low !== undefined && sk < low) || (high !== undefined && sk > high)) return false;
    return edge === undefined || (newestFirst ? sk < edge : sk > edge);
  };
};

/** Walks over the keys of one moment, so that writes in between neither repeat nor hide what was there all along. */
async function* scan(store: Store, segment: number, of: number): AsyncIterable<Item> {
  checkSegment(segment, of);
  for (const [pk, partition] of [...store]) {
    if (segmentOf(pk, of) !== segment) continue;
    for (const sk of [...partition.items.keys()]) {
      const item = partition.items.get(sk);
      if (item) yield copied(item);
    }
  }
}
