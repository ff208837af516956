/** Signatures and files of answers: sent first, named by their bytes, and there before the answers are taken. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerBlobReference } from '#forms/answers/blob-reference.ts';
import { parsePack } from '#forms/campaign/pack.ts';
import { hexOf, sha256 } from '#functions/store/bytes.ts';
import { smallPackFiles } from '#tests/support/small-pack.ts';
import { aSubmission, openWorld, type PersonName, places, type World } from '#tests/support/world.ts';

const signing = {
  pages: [
    {
      elements: [
        { type: 'text', name: 'head' },
        {
          type: 'paneldynamic',
          name: 'members',
          templateElements: [{ type: 'signaturepad', name: 'hand', storeDataAsText: false }],
        },
        { type: 'file', name: 'papers', storeDataAsText: false, allowMultiple: true },
      ],
    },
  ],
};

let world: World;
beforeEach(async () => {
  const parsed = parsePack({ ...smallPackFiles, 'home.json': signing, 'code-lists.json': {} });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  world = await openWorld({ pack: parsed.value });
});
afterEach(() => world.close());

const type = 'image/png';
const factsOf = (bytes: Uint8Array) => ({ sha256: hexOf(sha256(bytes)), size: bytes.byteLength, type });
const referenceTo = (bytes: Uint8Array, village = places.village): string =>
  answerBlobReference({ village, sha256: hexOf(sha256(bytes)), type }) ?? '';

const ask = (bytes: Uint8Array, person: PersonName = 'collector', village = places.village) =>
  world.call(person, 'requestBlob', { area: village }, factsOf(bytes));
const fileOf = (bytes: Uint8Array): string => referenceTo(bytes).split('/').at(-1) ?? '';
const keep = (bytes: Uint8Array, person: PersonName = 'collector', area = places.village) =>
  world.call(person, 'keepBlob', { area, blob: fileOf(bytes) }, {});
const send = async (bytes: Uint8Array, person: PersonName = 'collector', village = places.village) => {
  const { body } = await ask(bytes, person, village);
  const { url, method, headers } = body.upload;
  await world.app.request(new URL(url).pathname, { method, headers, body: bytes as never });
  return keep(bytes, person, village);
};
const submit = (answers: object) =>
  world.call('collector', 'submit', {}, aSubmission({ answers: answers as never }));

const ink = new TextEncoder().encode('a signature');
const paper = new TextEncoder().encode('a certificate');

test('[A35] answers are taken once their files are there, and name them by their bytes', async () => {
  const answers = {
    members: [{ hand: referenceTo(ink) }],
    papers: [{ name: 'paper.png', type, content: referenceTo(paper) }],
  };
  const early = await submit(answers);
  expect(early).toMatchObject({ status: 409, body: { problem: 'files-missing' } });
  expect(early.body.facts.files).toEqual([referenceTo(ink), referenceTo(paper)]);
  expect((await ask(ink)).body).toMatchObject({ reference: referenceTo(ink), upload: { method: 'PUT' } });
  await send(ink);
  expect((await submit(answers)).body.facts.files).toEqual([referenceTo(paper)]);
  await send(paper);
  expect((await submit(answers)).status).toBe(201);
  expect((await ask(ink)).body).toEqual({ reference: referenceTo(ink) });
  expect((await keep(ink)).status).toBe(201);
});

test('[A35] other bytes than the name says are not taken', async () => {
  const { body } = await ask(ink);
  const { url, method, headers } = body.upload;
  const other = new TextEncoder().encode('another one');
  const response = await world.app.request(new URL(url).pathname, { method, headers, body: other });
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(await keep(ink)).toMatchObject({ status: 404, body: { problem: 'no-such-blob' } });
  expect(await submit({ members: [{ hand: referenceTo(ink) }] })).toMatchObject({ status: 409 });
});

test('[A35] files of another village and other references are refused at their question', async () => {
  await send(ink, 'neighbour', places.neighbour);
  for (const hand of [referenceTo(ink, places.neighbour), 'blobs/pack/map.png']) {
    const { status, body } = await submit({ members: [{}, { hand }] });
    expect(status).toBe(422);
    expect(body.facts.violations).toEqual([{ at: 'members[1].hand', code: 'not-our-blob', facts: {} }]);
  }
});

test('[A35] a text that looks like a reference is a text', async () => {
  expect((await submit({ head: referenceTo(ink) })).status).toBe(201);
});

test('[A36] whoever may read the records gets a link, nobody else', async () => {
  await send(ink);
  const blob = fileOf(ink);
  const { status, body } = await world.call('auditor', 'blob', { blob });
  expect(status).toBe(200);
  const response = await world.app.request(new URL(body.download).pathname);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(ink);
  expect((await world.call('neighbour', 'blob', { blob })).status).toBe(403);
  expect((await world.call('designer', 'blob', { blob })).status).toBe(403);
  expect((await world.call('town', 'blob', { blob: `${'0'.repeat(64)}.png` })).status).toBe(404);
  expect((await world.call('town', 'blob', { blob: '..~x' })).status).toBe(404);
});

test('[A36] a file of another kind or beyond the limit is refused before it is sent', async () => {
  const asked = (changes: object) =>
    world.call('collector', 'requestBlob', {}, { ...factsOf(ink), ...changes });
  expect(await asked({ type: 'text/html' })).toMatchObject({ status: 415 });
  expect(await asked({ size: 16 * 1024 * 1024 })).toMatchObject({ status: 413 });
  expect(await asked({ size: 0 })).toMatchObject({ status: 400 });
});
