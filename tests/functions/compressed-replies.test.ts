import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pathOf } from '#forms/wire/routes.ts';
import { aSubmission, openWorld, type World } from '#tests/support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const campaign = pathOf('campaign', { campaign: 'small' });
const ask = async (path: string, headers: Record<string, string>, init: RequestInit = {}) => {
  const response = await world.app.request(path, {
    ...init,
    headers: { 'x-test-person': 'collector', ...headers },
  });
  return {
    encoding: response.headers.get('content-encoding'),
    vary: response.headers.get('vary'),
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
};

test('[N36] what is read goes out compressed to whoever takes gzip, and says the same', async () => {
  const plain = await ask(campaign, {});
  const zipped = await ask(campaign, { 'accept-encoding': 'gzip, deflate, br' });
  expect([plain.encoding, zipped.encoding, zipped.vary]).toEqual([null, 'gzip', 'Accept-Encoding']);
  expect(new Uint8Array(gunzipSync(zipped.bytes))).toEqual(plain.bytes);
  expect(zipped.bytes.length).toBeLessThan(plain.bytes.length / 2);
});

test('[N36] the answer to what is sent in is short, and goes out as it is', async () => {
  const sent = await ask(
    pathOf('submit'),
    { 'accept-encoding': 'gzip', 'content-type': 'application/json' },
    { method: 'POST', body: JSON.stringify(aSubmission()) },
  );
  expect(sent.encoding).toBeNull();
  expect(JSON.parse(new TextDecoder().decode(sent.bytes))).toMatchObject({ outcome: 'accepted' });
});
