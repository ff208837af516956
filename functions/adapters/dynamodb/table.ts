/**
 * The table on DynamoDB: one table with keys pk and sk (strings), strongly consistent reads, one TransactWriteItems per
 * `transact`. Contention and throttling are retried with jitter, a bounded number of times, then it is `busy`.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb';
import {
  type Item,
  ItemTooLarge,
  type Page,
  type QueryOptions,
  type Table,
  type TransactOutcome,
  type Write,
} from '../../ports.ts';
import { checkKey, checkQuery, checkSegment, checkWrites, itemLimit, keyOf } from '../table-rules.ts';
import { fromItem } from './attributes.ts';
import type { DynamoCalls } from './calls.ts';
import { keyValue, toAction } from './expressions.ts';
import { toRange } from './range.ts';

export interface DynamoTableOptions {
  readonly calls: DynamoCalls;
  readonly tableName: string;
  /** 0 <= x < 1, spreads the waits. */
  readonly random?: () => number;
  /** How often a transaction is sent before it is `busy`; beside the retries of the client itself. */
  readonly attempts?: number;
}

/** Longest waits before the next attempt: 20, 40, 80 … at most 640 ms. */
const longestWait = (attempt: number): number => Math.min(10 * 2 ** attempt, 640);

export const dynamoTable = (options: DynamoTableOptions): Table => {
  const { calls, tableName: TableName } = options;
  return {
    get: async (key) => {
      checkKey(key);
      const { Item: found } = await calls.getItem({ TableName, Key: keyValue(key), ConsistentRead: true });
      return found && fromItem(found);
    },
    query: (pk, queryOptions) => query(options, pk, queryOptions),
    transact: (writes) => transact(options, writes),
    scan: (segment, of) => scan(options, segment, of),
  };
};

/** DynamoDB ends a page at 1 MB; pages are joined until the limit is reached or nothing is left. */
const query = async (
  { calls, tableName: TableName }: DynamoTableOptions,
  pk: string,
  options: QueryOptions,
): Promise<Page> => {
  checkQuery(pk, options);
  const range = toRange(pk, options);
  const items: Item[] = [];
  if (!range) return { items };
  let start = range.ExclusiveStartKey;
  do {
    const page = await calls.query({
      ...range,
      TableName,
      ConsistentRead: true,
      ScanIndexForward: !options.newestFirst,
      Limit: options.limit - items.length,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    items.push(...(page.Items ?? []).map(fromItem));
    start = page.LastEvaluatedKey;
  } while (start && items.length < options.limit);
  const last = items.at(-1);
  return start && last ? { items, next: last.sk } : { items };
};

const scanPage = async (
  { calls, tableName: TableName }: DynamoTableOptions,
  segment: number,
  of: number,
  start: Record<string, AttributeValue> | undefined,
) =>
  calls.scan({
    TableName,
    ConsistentRead: true,
    Segment: segment,
    TotalSegments: of,
    ...(start ? { ExclusiveStartKey: start } : {}),
  });

async function* scan(options: DynamoTableOptions, segment: number, of: number): AsyncIterable<Item> {
  checkSegment(segment, of);
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await scanPage(options, segment, of, start);
    for (const found of page.Items ?? []) yield fromItem(found);
    start = page.LastEvaluatedKey;
  } while (start);
}

/**
 * A token names an attempt: when an answer is lost, the client sends the same token again and DynamoDB does not apply it twice.
 * Only after a cancellation, when nothing was written, there is a new one.
 */
const transact = async (options: DynamoTableOptions, writes: readonly Write[]): Promise<TransactOutcome> => {
  checkWrites(writes);
  const { attempts = 8, random = Math.random } = options;
  let token = randomUUID();
  for (let attempt = 1; ; attempt++) {
    const outcome = await send(options, writes, token);
    if (outcome !== 'again' && outcome !== 'cancelled') return outcome;
    if (attempt >= attempts) return 'busy';
    if (outcome === 'cancelled') token = randomUUID();
    await sleep(random() * longestWait(attempt));
  }
};

const send = async (
  { calls, tableName }: DynamoTableOptions,
  writes: readonly Write[],
  token: string,
): Promise<TransactOutcome | 'again' | 'cancelled'> => {
  try {
    const actions = writes.map((write) => toAction(write, tableName));
    const [only] = actions;
    const free = actions.length === 1 && !writes[0]?.when?.length;
    // Without a condition, a put or delete that is sent twice does no harm and costs half as a plain request.
    if (free && only?.Put) await calls.putItem(only.Put);
    else if (free && only?.Delete) await calls.deleteItem(only.Delete);
    else await calls.transactWriteItems({ TransactItems: actions, ClientRequestToken: token });
    return 'done';
  } catch (error) {
    if (isCancelled(error)) return cancelled(error, writes);
    if (error instanceof Error && passing.has(error.name)) return 'again';
    throw error;
  }
};

/** Errors of the whole request under which nothing was written, or which the same token makes harmless. */
const passing = new Set([
  'TransactionConflictException',
  'TransactionInProgressException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

const contended = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

interface Cancelled extends Error {
  readonly CancellationReasons?: readonly CancellationReason[];
}

const isCancelled = (error: unknown): error is Cancelled =>
  error instanceof Error && error.name === 'TransactionCanceledException';

const cancelled = (error: Cancelled, writes: readonly Write[]): TransactOutcome | 'cancelled' => {
  const reasons: readonly CancellationReason[] = error.CancellationReasons ?? [];
  const refused = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
  if (refused >= 0) return { refused };
  // An `add` may let an item grow over the limit; DynamoDB does not say how large it would have become.
  const large = reasons.findIndex(({ Message }) => Message?.includes('Item size'));
  const write = writes[large];
  if (write) throw new ItemTooLarge(keyOf(write), itemLimit + 1);
  if (reasons.some(({ Code }) => contended.has(Code ?? ''))) return 'cancelled';
  throw error;
};
