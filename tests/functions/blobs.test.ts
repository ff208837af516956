/** The Blobs port on a folder and on S3: one contract. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Blobs } from '#functions/ports.ts';
import { bytes, facts, openStores, type Send, type Stores, year } from './blob-stores.ts';

let stores: Stores;
beforeEach(async () => {
  stores = await openStores();
});
afterEach(() => stores.close());

const engines: readonly (readonly [string, () => Blobs, Send])[] = [
  ['a folder', () => stores.blobs, (...sent) => stores.toFolder(...sent)],
  ['S3', () => stores.s3Store, (...sent) => stores.toS3(...sent)],
];
describe.each(engines)('blobs in %s', (_, store, send) => {
  test('[B15] what is put is there, with its facts', async () => {
    expect(await store().put('c/v/a.png', bytes, { type: 'image/png' })).toEqual(facts);
    expect(await store().head('c/v/a.png')).toEqual(facts);
    expect(await store().get('c/v/a.png')).toEqual(new Uint8Array(bytes));
    await store().put('c/v/a.png', new Uint8Array(), { type: 'text/plain' });
    expect(await store().get('c/v/a.png')).toEqual(new Uint8Array());
  });

  test('[B15] what is not there is undefined', async () => {
    await store().put('c/a', bytes, { type: 'image/png' });
    for (const key of ['c/b', 'c', 'x/y', 'c/a/b']) {
      expect(await store().head(key)).toBeUndefined();
      expect(await store().get(key)).toBeUndefined();
    }
  });

  test('[B15] a list holds all keys of a prefix in order', async () => {
    expect(await store().list('')).toEqual([]);
    const keys = ['c/s1/a', 'c/s1/b/c', 'c/s1/b.json', 'c/s10/a', 'd/a'];
    for (const key of keys) await store().put(key, bytes, { type: 'text/plain' });
    expect(await store().list('c/s1/')).toEqual(['c/s1/a', 'c/s1/b.json', 'c/s1/b/c']);
    expect(await store().list('c/s1')).toHaveLength(4);
    expect(await store().list('')).toEqual(keys.toSorted());
    expect(await store().list('none/')).toEqual([]);
  });

  test('[B16] a blob under a lock is never written over', async () => {
    await store().put('c/seal.json', bytes, { type: 'application/json', retainUntil: year });
    const again = store().put('c/seal.json', Buffer.from('x'), { type: 'text/plain', retainUntil: year });
    await expect(again).rejects.toMatchObject({ name: 'Locked', key: 'c/seal.json' });
    expect(await store().get('c/seal.json')).toEqual(new Uint8Array(bytes));
  });

  test('[B16] the same bytes again under a lock are no harm', async () => {
    const put = () => store().put('c/seal.json', bytes, { type: 'application/json', retainUntil: year });
    expect(await put()).toEqual(await put());
    expect(await store().get('c/seal.json')).toEqual(new Uint8Array(bytes));
  });

  test('[B17] an upload link takes the bytes that it describes', async () => {
    const ticket = await store().presignUpload('c/v/a.png', facts, 60);
    expect(await store().head('c/v/a.png')).toBeUndefined();
    expect((await send(ticket)).status).toBe(200);
    expect(await store().head('c/v/a.png')).toEqual(facts);
    expect(await store().get('c/v/a.png')).toEqual(new Uint8Array(bytes));
  });

  test('[B17] an upload link takes no other bytes, size or type', async () => {
    const ticket = await store().presignUpload('c/v/a.png', facts, 60);
    const changed = Buffer.from(bytes);
    changed[0] = 0;
    for (const body of [changed, bytes.subarray(1), Buffer.concat([bytes, bytes]), Buffer.alloc(0)]) {
      expect((await send(ticket, body)).status).toBeGreaterThanOrEqual(400);
    }
    expect((await send(ticket, bytes, { 'content-type': 'text/html' })).status).toBeGreaterThanOrEqual(400);
    expect(await store().head('c/v/a.png')).toBeUndefined();
    expect(await store().get('c/v/a.png')).toBeUndefined();
  });
});
