/**
 * The table on one machine: LMDB in a folder. A transaction resolves when its commit is on disk; transactions that arrive
 * together share one commit and one fsync. Tests are read inside the write transaction, so contention never refuses.
 * Keys are `pk NUL sk` in UTF-8: their byte order is the order the port promises.
 */
import { closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import type { Item, Key, Page, QueryOptions, Table, TransactOutcome, Write } from '#functions/ports.ts';
import {
  added,
  checkKey,
  checkQuery,
  checkSegment,
  checkWrites,
  copied,
  holds,
  keyOf,
  segmentOf,
} from '../table-rules.ts';

export type StoreReason = 'not-a-folder' | 'not-writable' | 'not-a-store' | 'cannot-open';

/** The folder cannot be used as a store; thrown by opening only. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly reason: StoreReason;
  constructor(folder: string, reason: StoreReason, options?: ErrorOptions) {
    super(`store folder ${folder}: ${reason}`, options);
    this.reason = reason;
  }
}

type Store = RootDatabase<Item, Buffer>;

const scanPage = 256;
const lmdbMagic = 0xbeefc0de;

const keyBytes = ({ pk, sk }: Key): Buffer => Buffer.from(`${pk}\0${sk}`);
/** NUL ends the pk, so everything of a pk lies before pk with byte 1 behind it. */
const behindPartition = (pk: string): Buffer => Buffer.from(`${pk}\x01`);

/** The first key behind all keys that begin with these bytes; keys are UTF-8, which has no byte 0xff. */
const behindPrefix = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.from([0xff])]);

export const openLmdbTable = async (folder: string): Promise<Table & { close(): Promise<void> }> => {
  const store = openStore(folder);
  return {
    get: async (key) => {
      checkKey(key);
      const item = store.get(keyBytes(key));
      return item && copied(item);
    },
    query: async (pk, options) => query(store, pk, options),
    transact: async (writes) => {
      checkWrites(writes);
      // A child transaction, because those that share the commit must not see or keep half of one that failed.
      return store.childTransaction(() => apply(store, writes));
    },
    scan: (segment, of) => scan(store, segment, of),
    close: () => store.close(),
  };
};

const openStore = (folder: string): Store => {
  try {
    mkdirSync(folder, { recursive: true });
    assertStoreFile(folder);
    return open<Item, Buffer>({
      path: folder,
      noSubdir: false,
      keyEncoding: 'binary',
      encoding: 'msgpack',
      overlappingSync: false,
      cache: false,
      encoder: { useRecords: false, variableMapSize: true },
    });
  } catch (error) {
    throw error instanceof StoreUnavailable
      ? error
      : new StoreUnavailable(folder, reasonOf(error), { cause: error });
  }
};

/** LMDB crashes the process on a foreign file, so its magic number (byte 24 of the first page) is looked at first. */
const assertStoreFile = (folder: string): void => {
  const file = openSync(join(folder, 'data.mdb'), 'a+');
  try {
    const head = Buffer.alloc(28);
    const length = readSync(file, head, 0, 28, 0);
    if (length === 0 || (length === 28 && head.readUInt32LE(24) === lmdbMagic)) return;
    throw new StoreUnavailable(folder, 'not-a-store');
  } finally {
    closeSync(file);
  }
};

const reasonOf = (error: unknown): StoreReason => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'not-a-folder';
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'not-writable' : 'cannot-open';
};

/** All tests before the first write: no two writes share a key, so order cannot matter. */
const apply = (store: Store, writes: readonly Write[]): TransactOutcome => {
  const before = writes.map((write) =>
    write.when || 'add' in write ? store.get(keyBytes(keyOf(write))) : undefined,
  );
  const refused = writes.findIndex((write, index) => !holds(before[index], write.when));
  if (refused >= 0) return { refused };
  writes.forEach((write, index) => {
    const key = keyBytes(keyOf(write));
    if ('put' in write) store.putSync(key, write.put);
    else if ('delete' in write) store.removeSync(key);
    else if ('add' in write) store.putSync(key, added(before[index], write));
  });
  return 'done';
};

const query = (store: Store, pk: string, options: QueryOptions): Page => {
  checkQuery(pk, options);
  const { prefix = '', from = '', to, after, limit, newestFirst = false } = options;
  const all = { low: keyBytes({ pk, sk: prefix || from }), high: behindPartition(pk) };
  if (prefix) all.high = behindPrefix(all.low);
  // `to` is inclusive and keys hold no NUL: the next possible key is `to` with NUL behind it.
  if (to !== undefined) all.high = Buffer.concat([keyBytes({ pk, sk: to }), Buffer.from([0])]);
  if (after !== undefined) {
    const edge = keyBytes({ pk, sk: after });
    if (newestFirst && Buffer.compare(edge, all.high) < 0) all.high = edge;
    else if (!newestFirst && Buffer.compare(edge, all.low) >= 0)
      all.low = Buffer.concat([edge, Buffer.from([0])]);
  }
  if (Buffer.compare(all.low, all.high) >= 0) return { items: [] };
  const items = values(store, all.low, all.high, limit + 1, newestFirst);
  const last = items.length > limit ? items[limit - 1] : undefined;
  return last ? { items: items.slice(0, limit), next: last.sk } : { items };
};

/** Items with low <= key < high, in the order asked for. */
const values = (store: Store, low: Buffer, high: Buffer, limit: number, reverse: boolean): Item[] => {
  const range = reverse
    ? // Backwards, the start is inclusive unless said otherwise and the end exclusive unless said otherwise.
      { start: high, exclusiveStart: true, end: low, inclusiveEnd: true, reverse, limit }
    : { start: low, end: high, limit };
  return [...store.getRange(range)].map((entry) => copied(entry.value));
};

/** Jumps from partition to partition and reads those of this segment; lets other work in between pages. */
async function* scan(store: Store, segment: number, of: number): AsyncIterable<Item> {
  checkSegment(segment, of);
  const end = Buffer.from([0xff]);
  let low: Buffer = Buffer.from([1]);
  for (;;) {
    const [next] = values(store, low, end, 1, false);
    if (next === undefined) return;
    const behind = behindPartition(next.pk);
    low = keyBytes(next);
    while (segmentOf(next.pk, of) === segment) {
      const page = values(store, low, behind, scanPage, false);
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < scanPage) break;
      low = Buffer.concat([keyBytes(last), Buffer.from([0])]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    low = behind;
  }
}
