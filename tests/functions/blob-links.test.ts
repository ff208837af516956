/** Links to blobs: on one machine our own server answers them, on AWS S3 does. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileBlobs } from '#functions/adapters/files/blobs.ts';
import { bucketOrigin, s3Blobs } from '#functions/adapters/s3/blobs.ts';
import { bytes, facts, openStores, type Send, type Stores, sha256, year } from './blob-stores.ts';

let stores: Stores;
let blobs: Stores['blobs'];
let folder: string;
let s3: Stores['s3'];
beforeEach(async () => {
  stores = await openStores();
  ({ blobs, folder, s3 } = stores);
});
afterEach(() => stores.close());
const toFolder: Send = (...sent) => stores.toFolder(...sent);

describe('links of the folder', () => {
  const code = async (response: Response) => [
    response.status,
    ((await response.json()) as { problem: string }).problem,
  ];

  test('[B17] each refusal says what is wrong and leaves nothing behind', async () => {
    const ticket = await blobs.presignUpload('c/a.png', facts, 60);
    const changed = Buffer.from(bytes);
    changed[0] = 0;
    expect(await code(await toFolder(ticket, changed))).toEqual([422, 'wrong-checksum']);
    expect(await code(await toFolder(ticket, bytes.subarray(1)))).toEqual([422, 'wrong-checksum']);
    expect(await code(await toFolder(ticket, Buffer.concat([bytes, bytes])))).toEqual([
      413,
      'file-too-large',
    ]);
    const announced = await toFolder(ticket, bytes, { 'content-length': '99999' });
    expect(await code(announced)).toEqual([413, 'file-too-large']);
    expect(await code(await toFolder(ticket, bytes, { 'content-type': 'text/html' }))).toEqual([
      415,
      'wrong-file-type',
    ]);
    expect(await readdir(join(folder, '.incoming'))).toEqual([]);
    expect(await blobs.list('')).toEqual([]);
  });

  test('[B17] an upload without end is cut off at the size that was described', async () => {
    const ticket = await blobs.presignUpload('c/a.png', facts, 60);
    let sent = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        sent += 1000;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    const request = new Request(ticket.url, { method: 'PUT', headers: ticket.headers, body, duplex: 'half' });
    expect(await code(await blobs.handle(request))).toEqual([413, 'file-too-large']);
    expect(sent).toBeLessThan(10_000);
    expect(await readdir(join(folder, '.incoming'))).toEqual([]);
  });

  test('[B17] a locked blob is not uploaded over', async () => {
    await blobs.put('c/a.png', Buffer.from('x'), { type: 'text/plain', retainUntil: year });
    expect(await code(await toFolder(await blobs.presignUpload('c/a.png', facts, 60)))).toEqual([
      409,
      'locked',
    ]);
    expect(await readdir(join(folder, '.incoming'))).toEqual([]);
  });

  test('[B16] a locked blob is a read-only file', async () => {
    await blobs.put('c/a', bytes, { type: 'text/plain', retainUntil: year });
    expect((await stat(join(folder, 'c/a'))).mode & 0o777).toBe(0o444);
    await expect(blobs.put('c/a', Buffer.from('other'), { type: 'text/plain' })).rejects.toMatchObject({
      name: 'Locked',
    });
  });

  test('[B16] of many who put one key under a lock, one does', async () => {
    const puts = Array.from({ length: 8 }, (_, index) =>
      blobs.put('c/a', Buffer.from([index]), { type: 'text/plain', retainUntil: year }),
    );
    const settled = await Promise.allSettled(puts);
    const winner = settled.findIndex(({ status }) => status === 'fulfilled');
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await blobs.get('c/a')).toEqual(new Uint8Array([winner]));
  });

  test('[B18] a link ends', async () => {
    const ticket = await blobs.presignUpload('c/a.png', facts, 60);
    await blobs.put('c/b.png', bytes, { type: 'image/png' });
    const url = await blobs.presignDownload('c/b.png', { expiresInSeconds: 60, fileName: 'b.png' });
    stores.clock.now += 60;
    expect((await blobs.handle(new Request(url))).status).toBe(200);
    stores.clock.now += 1;
    expect(await code(await blobs.handle(new Request(url)))).toEqual([403, 'link-expired']);
    expect(await code(await toFolder(ticket))).toEqual([403, 'link-expired']);
  });

  test('[B18] a link that was changed, made elsewhere or for another use is refused', async () => {
    await blobs.put('c/b.png', bytes, { type: 'image/png' });
    const options = { expiresInSeconds: 60, fileName: 'b.png' };
    const url = await blobs.presignDownload('c/b.png', options);
    const get = async (link: string, method = 'GET') =>
      (await blobs.handle(new Request(link, { method }))).status;
    expect(await get(url, 'PUT')).toBe(404);
    expect(await get(url, 'DELETE')).toBe(404);
    const others = { folder, baseUrl: 'http://127.0.0.1', now: () => stores.clock.now };
    const elsewhere = fileBlobs({ ...others, secret: 'another' });
    expect(await get(await elsewhere.presignDownload('c/b.png', options))).toBe(403);
    const sibling = fileBlobs({ ...others, folder: `${folder}-2`, secret: 'secret' });
    expect(await get(await sibling.presignDownload('c/b.png', options))).toBe(403);
    const start = url.lastIndexOf('/') + 1;
    const changes = fc.tuple(
      fc.integer({ min: start, max: url.length - 2 }),
      fc.constantFrom('A', 'b', '7', '-', '.'),
    );
    await fc.assert(
      fc.asyncProperty(changes, async ([at, sign]) => {
        const changed = url.slice(0, at) + sign + url.slice(at + 1);
        expect(await get(changed)).toBe(changed === url ? 200 : 403);
      }),
    );
  });

  test('[B18] a download is an attachment that a browser does not run', async () => {
    await blobs.put('c/b.html', Buffer.from('<script>'), { type: 'text/html' });
    const options = { expiresInSeconds: 60, fileName: '签字 "1".html' };
    const url = await blobs.presignDownload('c/b.html', options);
    const response = await blobs.handle(new Request(url));
    expect(await response.text()).toBe('<script>');
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="__ _1_.html"; filename*=UTF-8''%E7%AD%BE%E5%AD%97%20%221%22.html`,
      'content-length': '8',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'text/html',
      'x-content-type-options': 'nosniff',
    });
    const head = await blobs.handle(new Request(url, { method: 'HEAD' }));
    expect([head.status, await head.text(), head.headers.get('content-length')]).toEqual([200, '', '8']);
    const missing = await blobs.presignDownload('c/none', options);
    expect(await code(await blobs.handle(new Request(missing)))).toEqual([404, 'no-such-scan']);
  });

  const outside = [
    '',
    '/a',
    'a/',
    'a//b',
    '../a',
    'a/../b',
    '.facts/a',
    'a/.b',
    'a\\b',
    'a\0',
    'a b',
    '村',
    'x'.repeat(901),
  ];
  test.each(outside)('[B19] %j cannot be a key', async (key) => {
    await expect(blobs.put(key, bytes, { type: 'a/b' })).rejects.toThrow(TypeError);
    await expect(blobs.get(key)).rejects.toThrow(TypeError);
    await expect(blobs.head(key)).rejects.toThrow(TypeError);
    await expect(blobs.presignUpload(key, facts, 60)).rejects.toThrow(TypeError);
    await expect(blobs.presignDownload(key, { expiresInSeconds: 1, fileName: 'a' })).rejects.toThrow(
      TypeError,
    );
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('links of S3', () => {
  const store = () => stores.s3Store;

  test('[B17] hash, size and type are signed as headers', async () => {
    const ticket = await store().presignUpload('c/a.png', facts, 90);
    const { searchParams, pathname } = new URL(ticket.url);
    expect(pathname).toBe('/scans/c/a.png');
    expect(searchParams.get('X-Amz-Expires')).toBe('90');
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe(
      'content-length;content-type;host;x-amz-checksum-sha256',
    );
    expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
    expect(ticket.headers).toEqual({
      'content-type': 'image/png',
      'content-length': String(facts.size),
      'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
    });
  });

  test('[B16] a lock is in compliance mode until the day that was asked for', async () => {
    await store().put('c/a', bytes, { type: 'text/plain', retainUntil: year });
    expect(s3.objects.get('c/a')?.headers).toMatchObject({
      'x-amz-object-lock-mode': 'COMPLIANCE',
      'x-amz-object-lock-retain-until-date': '2032-01-01T00:00:00Z',
      'if-none-match': '*',
    });
    await store().put('c/b', bytes, { type: 'text/plain' });
    expect(s3.objects.get('c/b')?.headers).not.toHaveProperty('x-amz-object-lock-mode');
  });

  test('[B18] a download is an attachment', async () => {
    await store().put('c/a', bytes, { type: 'image/png' });
    const url = await store().presignDownload('c/a', { expiresInSeconds: 60, fileName: '签字.png' });
    expect(new URL(url).searchParams.get('response-content-disposition')).toBe(
      `attachment; filename="__.png"; filename*=UTF-8''%E7%AD%BE%E5%AD%97.png`,
    );
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(bytes);
    expect((await fetch(url.replace('c/a?', 'c/b?'))).status).toBe(403);
  });

  test.each(['us-east-1', 'eu-central-1', 'cn-north-1'])(
    '[B18] links point to the origin that is told, in %s',
    async (region) => {
      const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
      const origins = [bucketOrigin('scans-1', region)];
      const there = s3Blobs({ client: new S3Client({ region, credentials }), bucket: 'scans-1', origins });
      const links = [
        (await there.presignUpload('c/a', facts, 60)).url,
        await there.presignDownload('c/a', { expiresInSeconds: 60, fileName: 'a' }),
      ];
      expect(links.map((link) => new URL(link).origin)).toEqual([...origins, ...origins]);
      expect(there.origins).toEqual(origins);
    },
  );
});
