import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { pictureHead, tellsMore } from '#forms/questionnaire/picture-bytes.ts';
import { uprightSegment } from '#tests/support/pictures.ts';
import { expectAccessible } from './accessible.ts';
import { handset, signIn, test } from './stage.ts';

test.use(handset);

const signing = [
  { type: 'html', name: 'words', html: '# Before you sign\n\n- read it **aloud**' },
  { type: 'text', name: 'head', title: 'Head', isRequired: true },
  {
    type: 'signaturepad',
    name: 'hand',
    title: 'Signature',
    isRequired: true,
    storeDataAsText: false,
    signatureWidth: 300,
  },
  { type: 'file', name: 'paper', title: 'Photo', storeDataAsText: false, allowMultiple: true },
];

/** A shipped questionnaire that asks for a signature first and for nothing else at all. */
const withSigning = (source: string): string => {
  const { pages, ...rest } = JSON.parse(source, (key, value) =>
    ['isRequired', 'requiredIf'].includes(key) ? undefined : value,
  );
  return JSON.stringify({
    ...rest,
    pages: [{ name: 'signing', title: 'Signing', elements: signing }, ...pages],
  });
};

/** A photograph as a phone takes it: larger than anybody needs, lying on its side, with what the camera wrote in front. */
const takenPhoto = async (page: Page): Promise<Buffer> => {
  const plain = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [3000, 2000];
    const pen = canvas.getContext('2d');
    for (let x = 0; pen && x < 3000; x += 50) {
      pen.fillStyle = `hsl(${x % 360} 60% 50%)`;
      pen.fillRect(x, 0, 50, 2000);
    }
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
  });
  const bytes = Buffer.from(plain, 'base64');
  return Buffer.concat([bytes.subarray(0, 2), uprightSegment, bytes.subarray(2)]);
};

let folder: string;
test.beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'xiangbiao-pack-')), 'signing');
  await cp(new URL('../../forms/packs/household-census', import.meta.url).pathname, folder, {
    recursive: true,
  });
  const file = join(folder, 'questionnaires/block.json');
  await writeFile(file, withSigning(await readFile(file, 'utf8')));
});
test.afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }));

test.use({
  serverArguments: async ({ playwright: _ }, use) =>
    use(['--pack', folder, '--villages', '1', '--households', '4', '--visited', '0']),
});

test('[A37][W45] a signature drawn and a photo taken without a signal arrive with the answers', async ({
  page,
  server,
  context,
}) => {
  await signIn(page, server.url, 'collector');
  const area = '990201001001';
  const api = `${server.url}/api/campaigns/household-census/areas/${area}`;
  const work = await (await page.request.get(`${api}/work`)).json();
  const unit = work.units.find(({ kind }: { kind: string }) => kind === 'block');
  await page.goto(`${server.url}/collect/household-census/${area}/${unit.id}/fill/block`);
  await expect(page.getByRole('heading', { name: 'Before you sign' })).toBeVisible();
  await expect(page.locator('strong', { hasText: 'aloud' })).toBeVisible();
  await expectAccessible(page);

  await context.setOffline(true);
  await page.locator('[data-name=head] input').fill('Ada Sample');
  const pad = page.locator('[data-name=hand] canvas');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('no signature pad');
  await page.mouse.move(box.x + 30, box.y + 40);
  await page.mouse.down();
  for (const [x, y] of [
    [80, 90],
    [140, 30],
    [200, 90],
  ] as const)
    await page.mouse.move(box.x + x, box.y + y, { steps: 5 });
  await page.mouse.up();
  const photo = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const taken = await takenPhoto(page);
  const choosing = page.waitForEvent('filechooser');
  await page.locator('[data-name=paper] label, [data-name=paper] button').first().click();
  await (await choosing).setFiles([
    { name: 'taken.jpeg', mimeType: 'image/jpeg', buffer: taken },
    { name: 'paper.png', mimeType: 'image/png', buffer: photo },
  ]);
  await expect(page.locator('[data-name=paper] img').first()).toBeVisible();
  await expect(async () => {
    await page.getByRole('contentinfo').getByRole('button').last().click({ timeout: 2_000 });
    await expect(page).toHaveURL(/\/record\/block$/, { timeout: 1_000 });
  }).toPass();

  await context.setOffline(false);
  await expect(page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).first()).toBeVisible({ timeout: 40_000 });
  const { answers } = await (await page.request.get(`${api}/records/${unit.id}/block`)).json();
  const received = new Map<string, Buffer>();
  const references: readonly string[] = [answers.hand, answers.paper[0].content, answers.paper[1].content];
  for (const reference of references) {
    const [, name = '', sha256 = ''] = /\/(([0-9a-f]{64})\.(?:png|jpg))$/.exec(reference) ?? [];
    const { download } = await (await page.request.get(`${api}/blobs/${name}`)).json();
    const bytes = await (await page.request.get(download)).body();
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    received.set(reference, bytes);
  }
  // W45: the photograph was made small and upright and says no more; what was small came as it was.
  expect(answers.paper[0]).toMatchObject({ name: 'taken.jpg', type: 'image/jpeg' });
  expect(answers.paper[1]).toMatchObject({ name: 'paper.png', type: 'image/png' });
  expect(received.get(answers.paper[1].content)).toEqual(photo);
  const kept = received.get(answers.paper[0].content) ?? Buffer.alloc(0);
  expect(pictureHead(kept)).toEqual({ type: 'image/jpeg', width: 1333, height: 2000 });
  expect([tellsMore(taken), tellsMore(kept)]).toEqual([true, false]);
  expect(kept.length).toBeLessThan(taken.length);
  expect(pictureHead(received.get(answers.hand) ?? kept)).toMatchObject({ type: 'image/png' });
});
