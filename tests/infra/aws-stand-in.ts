/**
 * Stands in for AWS on the loopback: S3, KMS and Secrets Manager as far as our functions use them, DynamoDB passed on to DynamoDB
 * Local. It writes down every right that a call would need, so that a test can hold them against what the roles may do.
 */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { p256 } from '@noble/curves/nist.js';

export interface StoredObject {
  readonly bytes: Buffer;
  readonly headers: IncomingMessage['headers'];
}

export interface AwsStandIn {
  readonly endpoint: string;
  /** `service:Action`, as IAM names them. */
  readonly used: Set<string>;
  /** By `bucket/key`. */
  readonly objects: Map<string, StoredObject>;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Buffer;
}

export const startAwsStandIn = async (dynamo: string, secret: string): Promise<AwsStandIn> => {
  const used = new Set<string>();
  const objects = new Map<string, StoredObject>();
  const sign = keyManagement(used);
  const answer = async (request: IncomingMessage, body: Buffer): Promise<Answer> => {
    const [service = '', action = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    if (service.startsWith('DynamoDB')) {
      for (const right of dynamoRights(action, body)) used.add(`dynamodb:${right}`);
      return passOn(dynamo, request, body);
    }
    if (service === 'TrentService') return sign(action, body);
    if (service === 'secretsmanager') {
      used.add(`secretsmanager:${action}`);
      return json({ SecretString: body.includes('notice-secret') ? '{}' : secret });
    }
    return bucket(request, body, { used, objects });
  };
  const server = createServer((request, response) => {
    void readAll(request)
      .then((body) => answer(request, body))
      .catch((error: unknown) => ({ status: 500, body: String(error) }))
      .then((reply) => send(response, reply));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    used,
    objects,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const json = (value: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(value),
});

const readAll = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const send = (response: ServerResponse, { status, headers = {}, body = '' }: Answer): void => {
  response.writeHead(status, headers).end(body);
};

/** A transaction needs the right of each of its parts. */
const dynamoRights = (action: string, body: Buffer): readonly string[] => {
  if (action !== 'TransactWriteItems') return [action];
  const { TransactItems } = JSON.parse(body.toString()) as { TransactItems: readonly object[] };
  const names: { readonly [part: string]: string } = {
    Put: 'PutItem',
    Update: 'UpdateItem',
    Delete: 'DeleteItem',
    ConditionCheck: 'ConditionCheckItem',
  };
  return TransactItems.flatMap((part) => Object.keys(part)).map((part) => names[part] ?? part);
};

const passOn = async (dynamo: string, request: IncomingMessage, body: Buffer): Promise<Answer> => {
  const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
  const reply = await fetch(dynamo, {
    method: 'POST',
    headers: headers as { [name: string]: string },
    body: new Uint8Array(body),
  });
  const type = reply.headers.get('content-type') ?? '';
  return { status: reply.status, headers: { 'content-type': type }, body: await reply.text() };
};

const keyManagement = (used: Set<string>) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const secretKey = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
  return (action: string, body: Buffer): Answer => {
    used.add(`kms:${action}`);
    if (action === 'GetPublicKey')
      return json({ PublicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64') });
    const { Message, MessageType } = JSON.parse(body.toString()) as { Message: string; MessageType: string };
    if (MessageType !== 'DIGEST') return { status: 400, body: '{"__type":"ValidationException"}' };
    const digest = Buffer.from(Message, 'base64');
    const signature = p256.sign(digest, secretKey, { prehash: false, format: 'der' });
    return json({ Signature: Buffer.from(signature).toString('base64') });
  };
};

const bucket = (
  request: IncomingMessage,
  body: Buffer,
  { used, objects }: Pick<AwsStandIn, 'used' | 'objects'>,
): Answer => {
  const url = new URL(request.url ?? '/', 'http://s3');
  const name = decodeURIComponent(url.pathname.slice(1));
  if (url.searchParams.get('list-type') === '2') {
    used.add('s3:ListBucket');
    return listing(name.replace(/\/$/, ''), url.searchParams.get('prefix') ?? '', objects);
  }
  if (request.method === 'PUT') {
    used.add('s3:PutObject');
    if (request.headers['if-none-match'] === '*' && objects.has(name)) return { status: 412, body: there };
    if (request.headers['x-amz-object-lock-mode']) used.add('s3:PutObjectRetention');
    objects.set(name, { bytes: body, headers: request.headers });
    return { status: 200, headers: { etag: '"0"' } };
  }
  used.add('s3:GetObject');
  const found = objects.get(name);
  if (!found) return { status: 404, body: request.method === 'HEAD' ? '' : notThere };
  return {
    status: 200,
    headers: {
      'content-type': String(found.headers['content-type']),
      'content-length': String(found.bytes.length),
      'x-amz-checksum-sha256': createHash('sha256').update(found.bytes).digest('base64'),
      'x-amz-checksum-type': 'FULL_OBJECT',
      ...Object.fromEntries(
        Object.entries(found.headers).filter(([header]) => header.startsWith('x-amz-meta-')),
      ),
    },
    body: request.method === 'HEAD' ? '' : found.bytes,
  };
};

const there = '<Error><Code>PreconditionFailed</Code><Message>It is there.</Message></Error>';
const notThere = '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>';

const listing = (name: string, prefix: string, objects: AwsStandIn['objects']): Answer => {
  const keys = [...objects.keys()]
    .filter((key) => key.startsWith(`${name}/${prefix}`))
    .map((key) => `<Contents><Key>${key.slice(name.length + 1)}</Key></Contents>`);
  const body = `<ListBucketResult><IsTruncated>false</IsTruncated>${keys.join('')}</ListBucketResult>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
};
