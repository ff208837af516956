/**
 * What DynamoDB Local never does: cancel, throttle, lose an answer. A server on this machine gives the answers that the API
 * reference describes, in the order that the test says, and keeps what it was asked.
 */
import { createServer, type Server } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leanCalls } from '#functions/adapters/dynamodb/lean-calls.ts';
import { officialCalls } from '#functions/adapters/dynamodb/official-calls.ts';
import { dynamoTable } from '#functions/adapters/dynamodb/table.ts';
import type { Table, Write } from '#functions/ports.ts';
import { localService } from '#tests/support/dynamodb-local.ts';

type Answer = { readonly status: number; readonly body: object };
const done: Answer = { status: 200, body: {} };
const fault = (type: string, more: object = {}): Answer => ({
  status: 400,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: type, ...more },
});
const cancelled = (...codes: readonly string[]): Answer =>
  fault('TransactionCanceledException', {
    CancellationReasons: codes.map((Code) => ({ Code, Message: Code })),
  });

interface Request {
  readonly operation: string;
  readonly consistent: boolean;
  readonly token: string | undefined;
}

let server: Server;
let client: DynamoDBClient;
let endpoint: string;
let answers: Answer[];
let requests: Request[];
let table: Table;

beforeEach(async () => {
  [answers, requests] = [[], []];
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const operation = String(request.headers['x-amz-target']).replace('DynamoDB_20120810.', '');
    const { ClientRequestToken: token, ConsistentRead: consistent = false } = JSON.parse(text);
    requests.push({ operation, token, consistent });
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? done;
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  endpoint = `http://127.0.0.1:${address.port}`;
  client = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const writes: readonly Write[] = [
  { put: { pk: 'p', sk: 'a' } },
  { put: { pk: 'p', sk: 'b' }, when: [{ attribute: 'sk', is: 'absent' }] },
];
const tokens = () => new Set(requests.map(({ token }) => token)).size;

const clients = {
  official: () => officialCalls(client),
  lean: () => leanCalls(localService(endpoint)),
};

describe.each(['official', 'lean'] as const)('DynamoDB under contention, %s client', (name) => {
  beforeEach(() => {
    table = dynamoTable({ calls: clients[name](), tableName: 't', random: () => 0, attempts: 4 });
  });

  test('[B5] a conflict is tried again, as another attempt', async () => {
    answers = [cancelled('TransactionConflict', 'None'), cancelled('None', 'ThrottlingError'), done];
    expect(await table.transact(writes)).toBe('done');
    expect([requests.length, tokens()]).toEqual([3, 3]);
  });

  test('[B5] conflicts without end are busy, after a bounded number of tries', async () => {
    answers = [cancelled('None', 'TransactionConflict')];
    expect(await table.transact(writes)).toBe('busy');
    expect(requests).toHaveLength(4);
  });

  test.each([
    'ProvisionedThroughputExceededException',
    'ThrottlingException',
    'RequestLimitExceeded',
    'TransactionInProgressException',
  ])('[B5] %s is tried again as the same attempt', async (name) => {
    answers = [fault(name), done];
    expect(await table.transact(writes)).toBe('done');
    expect([requests.length, tokens()]).toEqual([2, 1]);
  });

  test('[B5] a plain write that meets a transaction is tried again', async () => {
    answers = [fault('TransactionConflictException'), done];
    expect(await table.transact([{ delete: { pk: 'p', sk: 'a' } }])).toBe('done');
    expect(requests.map(({ operation }) => operation)).toEqual(['DeleteItem', 'DeleteItem']);
  });

  test('[B4] a failed test refuses, whatever else happened', async () => {
    answers = [cancelled('TransactionConflict', 'ConditionalCheckFailed')];
    expect(await table.transact(writes)).toEqual({ refused: 1 });
    expect(requests).toHaveLength(1);
  });

  test('[B6] what DynamoDB finds invalid is thrown', async () => {
    answers = [cancelled('ValidationError', 'None')];
    await expect(table.transact(writes)).rejects.toThrow();
    answers = [fault('ResourceNotFoundException')];
    await expect(table.transact(writes)).rejects.toThrow('ResourceNotFoundException');
  });

  test('[B5] what adds or tests goes as a transaction with a token, so that a lost answer does not count twice', async () => {
    await table.transact([{ add: { pk: 'p', sk: 'a' }, amounts: { n: 1 } }]);
    await table.transact([writes[1] as Write]);
    await table.transact([writes[0] as Write]);
    expect(requests.map(({ operation, token }) => [operation, token !== undefined])).toEqual([
      ['TransactWriteItems', true],
      ['TransactWriteItems', true],
      ['PutItem', false],
    ]);
  });

  test('[B11] every read is a consistent one', async () => {
    await table.get({ pk: 'p', sk: 'a' });
    await table.query('p', { limit: 1 });
    for await (const _ of table.scan(0, 1)) expect.unreachable();
    expect(requests.map(({ operation, consistent }) => [operation, consistent])).toEqual([
      ['GetItem', true],
      ['Query', true],
      ['Scan', true],
    ]);
  });
});
