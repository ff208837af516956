/**
 * Just enough S3 on this machine for our adapter: PUT with checksum, lock and If-None-Match, HEAD, GET, ListObjectsV2 in pages of
 * two. Presigned requests are checked as S3 does it: Signature Version 4 over the headers that the URL names.
 */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';

export interface StoredObject {
  readonly bytes: Buffer;
  readonly headers: IncomingMessage['headers'];
}
export interface S3Request {
  readonly method: string;
  readonly key: string;
  readonly headers: IncomingMessage['headers'];
}
export interface S3StandIn {
  readonly url: string;
  readonly client: S3Client;
  readonly objects: Map<string, StoredObject>;
  /** Everything that was asked, in order. */
  readonly requests: readonly S3Request[];
  stop(): Promise<void>;
}

const secretAccessKey = 'secret';

export const startS3StandIn = async (): Promise<S3StandIn> => {
  const objects = new Map<string, StoredObject>();
  const requests: S3Request[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { method = '', headers, url = '' } = request;
    const key = decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname).split('/').slice(2).join('/');
    requests.push({ method, key, headers });
    answer(request, response, Buffer.concat(parts), objects);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  const client = new S3Client({
    endpoint: url,
    forcePathStyle: true,
    region: 'cn-north-1',
    credentials: { accessKeyId: 'id', secretAccessKey },
    maxAttempts: 1,
  });
  return {
    url,
    client,
    objects,
    requests,
    stop: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const fault = (response: ServerResponse, status: number, code: string): ServerResponse => {
  response.writeHead(status, { 'content-type': 'application/xml' });
  return response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
};

const answer = (
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  objects: Map<string, StoredObject>,
): ServerResponse => {
  const url = new URL(request.url ?? '', 'http://127.0.0.1');
  const key = decodeURIComponent(url.pathname).split('/').slice(2).join('/');
  const presigned = url.searchParams.has('X-Amz-Signature');
  if (presigned ? !isSigned(request, url) : !request.headers.authorization) {
    return fault(response, 403, 'SignatureDoesNotMatch');
  }
  if (request.method === 'PUT') return put(request, response, { key, body, objects });
  if (key === '') return list(url, response, objects);
  const object = objects.get(key);
  if (!object) return fault(response, 404, 'NoSuchKey');
  const checksum = String(object.headers['x-amz-checksum-sha256']);
  const wanted = request.headers['x-amz-checksum-mode'] === 'ENABLED';
  response.writeHead(200, {
    'content-type': object.headers['content-type'] ?? '',
    'content-length': object.bytes.length,
    ...(wanted ? { 'x-amz-checksum-sha256': checksum } : {}),
  });
  return response.end(request.method === 'HEAD' ? undefined : object.bytes);
};

const put = (
  { headers }: IncomingMessage,
  response: ServerResponse,
  { key, body, objects }: { key: string; body: Buffer; objects: Map<string, StoredObject> },
): ServerResponse => {
  if (headers['if-none-match'] === '*' && objects.has(key)) return fault(response, 412, 'PreconditionFailed');
  const checksum = createHash('sha256').update(body).digest('base64');
  if (headers['x-amz-checksum-sha256'] !== checksum) return fault(response, 400, 'BadDigest');
  objects.set(key, { bytes: body, headers });
  return response.writeHead(200).end();
};

const list = (url: URL, response: ServerResponse, objects: Map<string, StoredObject>): ServerResponse => {
  const after = url.searchParams.get('continuation-token') ?? '';
  const prefix = url.searchParams.get('prefix') ?? '';
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, 2);
  const next = keys.length > 2 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  response.writeHead(200, { 'content-type': 'application/xml' });
  return response.end(
    `<?xml version="1.0"?><ListBucketResult><IsTruncated>${next !== ''}</IsTruncated>${next}${page
      .map((key) => `<Contents><Key>${key}</Key></Contents>`)
      .join('')}</ListBucketResult>`,
  );
};

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Signature Version 4 of a presigned URL: what the client computes, computed again from what arrived. */
const isSigned = ({ method, headers }: IncomingMessage, url: URL): boolean => {
  const query = [...url.searchParams].filter(([name]) => name !== 'X-Amz-Signature');
  const parameter = (name: string) => url.searchParams.get(name) ?? '';
  const names = parameter('X-Amz-SignedHeaders');
  const canonical = [
    method,
    url.pathname,
    query
      .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
      .sort()
      .join('&'),
    ...names.split(';').map((name) => `${name}:${headers[name] ?? ''}`),
    '',
    names,
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const [, ...scope] = parameter('X-Amz-Credential').split('/');
  const text = ['AWS4-HMAC-SHA256', parameter('X-Amz-Date'), scope.join('/'), hex(canonical)].join('\n');
  const key = scope.reduce<Buffer>((last, part) => hmac(last, part), Buffer.from(`AWS4${secretAccessKey}`));
  return hmac(key, text).toString('hex') === parameter('X-Amz-Signature');
};
