/** Writing to a bucket without the official client: what arrives, and that it is signed as the client signs. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signedHeaders } from '#functions/adapters/aws/signature.ts';
import { s3Blobs } from '#functions/adapters/s3/blobs.ts';
import { leanWriting } from '#functions/adapters/s3/lean-writing.ts';
import { hexOf, sha256 } from '#functions/store/bytes.ts';
import { aPng } from '#tests/support/pictures.ts';
import { type S3StandIn, startS3StandIn } from '#tests/support/s3-stand-in.ts';

let s3: S3StandIn;
beforeEach(async () => {
  s3 = await startS3StandIn();
});
afterEach(() => s3.stop());

const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
const writing = (endpoint = s3.url) =>
  leanWriting({ bucket: 'scans', region: 'cn-north-1', credentials, endpoint });
const key = 'census/pictures/ab.png';
const type = 'image/png';
const house = aPng();

test('[Q35] what is put arrives with its type and the checksum that S3 checks', async () => {
  const facts = await writing().put(key, house, { type });
  expect(facts).toEqual({ size: house.byteLength, sha256: hexOf(sha256(house)), type });
  const blobs = s3Blobs({ client: s3.client, bucket: 'scans' });
  expect(await blobs.head(key)).toEqual(facts);
  expect(await blobs.get(key)).toEqual(house);
});

test('[N17] is signed as the official client signs the same request', async () => {
  await s3.client.send(
    new PutObjectCommand({
      ...{ Bucket: 'scans', Key: key, Body: house, ContentType: type },
      ChecksumSHA256: Buffer.from(sha256(house)).toString('base64'),
    }),
  );
  const { headers = {} } = s3.requests[0] ?? {};
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '') ?? [];
  const given = Object.fromEntries(
    names.split(';').map((name): [string, string] => [name, String(headers[name])]),
  );
  const { 'x-amz-date': time = '', host = '', ...rest } = given;
  const now = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const asked = { host, service: 's3', region: 'cn-north-1', now, headers: rest, body: house } as const;
  expect(rest['x-amz-content-sha256']).toBe(hexOf(sha256(house)));
  const target = { method: 'PUT', path: `/scans/${key}`, query: 'x-id=PutObject' } as const;
  const signed = signedHeaders({ ...asked, ...target }, credentials);
  expect(signed.authorization).toBe(headers.authorization);
});

test('[N17] what did not get through is tried again, what is refused is not', async () => {
  const statuses = [503, 500, 200, 403];
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(statuses.shift() ?? 200).end('<Code>Some</Code>'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const to = writing(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    await to.put(key, house, { type });
    expect(statuses).toEqual([403]);
    await expect(to.put(key, house, { type })).rejects.toThrow('S3 answered 403: Some');
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('[Q35] neither locks nor keys that a URL would spell otherwise', async () => {
  await expect(writing().put(key, house, { type, retainUntil: 1 })).rejects.toThrow(TypeError);
  await expect(writing().put('census/a b.png', house, { type })).rejects.toThrow(TypeError);
});
