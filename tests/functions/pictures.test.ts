/** Pictures of questionnaires over HTTP: sent in by the designer, looked at, shown to whoever takes part; and those of a pack. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { parsePack } from '#forms/campaign/pack.ts';
import type { JsonObject } from '#forms/json.ts';
import { pictureFile, pictureReference } from '#forms/questionnaire/picture.ts';
import { readPackFolder } from '#functions/adapters/files/pack-folder.ts';
import { run } from '#functions/cli/xiangbiao.ts';
import { hexOf, sha256 } from '#functions/store/bytes.ts';
import { openCampaign } from '#functions/use-cases/open-campaign.ts';
import { aPng, jpegHead } from '#tests/support/pictures.ts';
import { smallPackFiles } from '#tests/support/small-pack.ts';
import { openWorld, type PersonName, places, type World } from '#tests/support/world.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});
const open = async (...given: Parameters<typeof openWorld>): Promise<World> => {
  world = await openWorld(...given);
  return world;
};

const factsOf = (bytes: Uint8Array, type = 'image/png') => ({
  ...{ sha256: hexOf(sha256(bytes)), size: bytes.byteLength, type },
});
const fileOf = (bytes: Uint8Array, type = 'image/png'): string => pictureFile(factsOf(bytes, type)) ?? '';

const send = async (at: World, bytes: Uint8Array, type = 'image/png') => {
  const { body } = await at.call('designer', 'requestPicture', {}, factsOf(bytes, type));
  if (body.upload) {
    const { url, method, headers } = body.upload;
    await at.app.request(new URL(url).pathname, { method, headers, body: bytes as never });
  }
  return at.call('designer', 'keepPicture', { picture: fileOf(bytes, type) }, {});
};
const fetched = async (at: World, person: PersonName, picture: string) => {
  const { status, body } = await at.call(person, 'picture', { picture });
  if (status !== 200) return status;
  const response = await at.app.request(new URL(body.download).pathname);
  return new Uint8Array(await response.arrayBuffer());
};

const house = aPng(8, 8);
const altText = { default: 'A house', 'zh-cn': '房屋' };
const showing = (imageLink: string): JsonObject => ({
  pages: [
    {
      name: 'main',
      elements: [
        { type: 'image', name: 'house', imageLink, altText },
        { type: 'text', name: 'head', isRequired: true },
      ],
    },
  ],
});

test('[Q34] a picture is sent in, kept under its own hash, and got by whoever may see the campaign', async () => {
  const at = await open();
  const kept = await send(at, house);
  const file = fileOf(house);
  expect(kept).toMatchObject({ status: 201, body: { reference: pictureReference(file) } });
  for (const person of ['collector', 'neighbour', 'town', 'district', 'auditor', 'designer'] as const)
    expect(await fetched(at, person, file), person).toEqual(house);
  const again = await at.call('designer', 'requestPicture', {}, factsOf(house));
  expect(again.body).toEqual({ reference: pictureReference(file) });
});

test('[Q34] nobody else sends one in, nobody without an area here gets one', async () => {
  const at = await open();
  for (const person of ['collector', 'town', 'district', 'auditor'] as const) {
    expect((await at.call(person, 'requestPicture', {}, factsOf(house))).status, person).toBe(403);
    expect((await at.call(person, 'keepPicture', { picture: fileOf(house) }, {})).status, person).toBe(403);
  }
  await send(at, house);
  expect((await at.call(undefined, 'picture', { picture: fileOf(house) })).status).toBe(401);
  expect(await fetched(at, 'nobody', fileOf(house))).toBe(403);
  for (const picture of [`${'0'.repeat(64)}.png`, 'x.png', '..~x', `${'0'.repeat(64)}.svg`])
    expect(await fetched(at, 'town', picture), picture).toBe(404);
});

test('[Q34] the server looks at the bytes before they count', async () => {
  const at = await open();
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'.padEnd(80));
  const asked = (facts: object) => at.call('designer', 'requestPicture', {}, { ...factsOf(house), ...facts });
  expect(await asked({ type: 'image/svg+xml' })).toMatchObject({ status: 415 });
  expect(await asked({ type: 'application/pdf' })).toMatchObject({ status: 415 });
  expect(await asked({ size: 1_048_577 })).toMatchObject({ status: 413 });
  expect(await send(at, svg)).toMatchObject({ status: 415, body: { problem: 'wrong-file-type' } });
  expect(await send(at, jpegHead())).toMatchObject({ status: 415, body: { facts: { type: 'image/jpeg' } } });
  const wide = aPng(5000, 1);
  expect(await send(at, wide)).toMatchObject({
    ...{ status: 422, body: { problem: 'picture-too-wide', facts: { side: 5000, limit: 4096 } } },
  });
  for (const bytes of [svg, jpegHead(), wide]) expect(await fetched(at, 'designer', fileOf(bytes))).toBe(404);
  expect(await at.call('designer', 'keepPicture', { picture: fileOf(house) }, {})).toMatchObject({
    status: 404,
  });
});

test('[Q34] an edition that shows a picture that is not there is not published', async () => {
  const at = await open();
  const draft = showing(pictureReference(fileOf(house)));
  const saved = await at.call('designer', 'saveDraft', {}, { source: draft, revision: 0 });
  expect(saved.status).toBe(200);
  expect(await at.call('designer', 'publish', {}, { revision: 1 })).toMatchObject({
    status: 422,
    body: {
      problem: 'questionnaire-refused',
      facts: { faults: [{ at: '/pages/0/elements/0/imageLink', code: 'unknown-picture' }] },
    },
  });
  await send(at, house);
  expect(await at.call('designer', 'publish', {}, { revision: 1 })).toMatchObject({ status: 201 });
});

const packFiles = {
  ...smallPackFiles,
  'home.json': showing('images/house.png'),
  'code-lists.json': {},
};

test('[Q35] opening a campaign keeps the pictures of its pack', async () => {
  const parsed = parsePack({ ...packFiles, 'images/house.png': house });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  const at = await open({ pack: parsed.value });
  expect(await fetched(at, 'collector', fileOf(house))).toEqual(house);
  const { body } = await at.call('collector', 'edition', { edition: 1 });
  expect(body.source.pages[0].elements[0].imageLink).toBe(pictureReference(fileOf(house)));
  const { table, clock } = at.ports;
  const nowhere = openCampaign({ id: 'other', pack: parsed.value, area: places.town, areas: [], units: [] });
  await expect(nowhere({ table, clock })).rejects.toThrow('nowhere to keep');
});

test('[Q35] a pack is read with its pictures, and pack check tells of those that are missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-pictures-'));
  try {
    await mkdir(join(folder, 'images'));
    for (const [path, content] of Object.entries(packFiles))
      await writeFile(join(folder, path), JSON.stringify(content));
    await writeFile(join(folder, 'images/house.png'), house);
    await writeFile(join(folder, 'images/.hidden'), 'x');
    const files = await readPackFolder(folder);
    expect(files['images/house.png']).toEqual(house);
    expect(files).not.toHaveProperty(['images/.hidden']);
    const lines: string[] = [];
    const say = (line: string) => lines.push(line);
    const check = () => run(['pack', 'check', folder], { language: 'zh', print: say, complain: say });
    expect(await check()).toBe(0);
    await writeFile(join(folder, 'images/spare.png'), house);
    await rm(join(folder, 'images/house.png'));
    expect(await check()).toBe(1);
    expect(lines).toContain(
      'home.json#/pages/0/elements/0/imageLink  unknown-picture picture="images/house.png"',
    );
    expect(lines).toContain('    没有图片“images/house.png”。');
    expect(lines).toContain('images/spare.png#  picture-not-shown picture="images/spare.png"');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
