import { expect, type Locator, type Page } from '@playwright/test';
import { aPng } from '#tests/support/pictures.ts';
import { expectAccessible } from './accessible.ts';
import { another, desk, handset, phone, signIn, test } from './stage.ts';

test.use({ viewport: desk, serverArguments: ['--villages', '1', '--households', '4', '--visited', '0'] });

const file = (name: string, mimeType: string, bytes: Uint8Array | string) => ({
  ...{ name, mimeType, buffer: Buffer.from(bytes) },
});
const widthOf = (image: Locator): Promise<number> =>
  image.evaluate((element) => (element as HTMLImageElement).naturalWidth);

/** How many pictures of questionnaires lie on the phone. */
const picturesOn = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const [known] = (await indexedDB.databases()).filter((one) => one.name?.startsWith('xiangbiao-'));
    if (known?.name === undefined) return 0; // opening what is not there would make it
    const database = await done(indexedDB.open(known.name));
    const keys = database.objectStoreNames.contains('files')
      ? await done(database.transaction('files').objectStore('files').getAllKeys())
      : [];
    database.close();
    return keys.filter((key) => String(key).startsWith('blobs/pictures/')).length;
  });

test('[Q36] a picture that a designer chose is on the collector’s screen without a network', async ({
  page,
  server,
  browser,
}) => {
  await signIn(page, server.url, 'designer');
  await page.getByRole('link', { name: /出列村年度信息预采集表/ }).click();
  await expect(page.getByText('没有缺陷')).toBeVisible();
  await page.getByRole('button', { name: /^1\.1 / }).click();
  await page.getByRole('button', { name: /在 1\.1 后加一题/ }).click();
  await page.getByRole('menuitem', { name: '图片' }).click();

  const properties = page.getByRole('complementary', { name: '属性' });
  const chooser = properties.locator('input[type=file]');
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
  await chooser.setInputFiles(file('empty.png', 'image/png', ''));
  await expect(properties.getByRole('alert')).toHaveText('这个文件是空的。');
  for (const type of ['image/svg+xml', 'image/png']) {
    await chooser.setInputFiles(file('drawing.png', type, svg));
    await expect(properties.getByRole('alert')).toHaveText('只收 PNG、JPEG 或 WebP 图片。');
  }
  await chooser.setInputFiles(file('plan.png', 'image/png', aPng(3000, 2000)));
  const chosen = properties.getByRole('img', { name: '所选图片' });
  await expect(chosen).toBeVisible();
  expect(await widthOf(chosen)).toBe(1400);
  await properties.getByRole('textbox', { name: /图片说明.*中文|中文.*图片说明/ }).fill('村卫生室示意图');
  await expect(page.getByText(/缺少“en”的图片说明/).first()).toBeVisible();
  await properties.getByRole('textbox', { name: /图片说明.*英文|英文.*图片说明/ }).fill('A village clinic');
  await expect(page.getByText('没有缺陷')).toBeVisible();
  await expect(page.getByLabel('手机预览').getByRole('img', { name: '村卫生室示意图' })).toBeVisible();
  await expectAccessible(page);

  await page
    .getByRole('link', { name: /发布前对照/ })
    .or(page.getByRole('button', { name: /发布前对照/ }))
    .click();
  await expect(page.getByText('村卫生室示意图').first()).toBeVisible();
  await page.getByRole('button', { name: '发布第 2 版' }).click();
  await expect(page.getByText(/第 2 版已发布/)).toBeVisible();

  const onPhone = await another({ browser, server }, 'collector', handset);
  await expect.poll(() => picturesOn(onPhone)).toBe(1);
  await onPhone.evaluate(() => navigator.serviceWorker.ready);
  await onPhone.context().setOffline(true);
  await onPhone.goto(`${server.url}/collect/township-2022/990101101001/990101101001-V/fill/villageAnnual`);
  const shown = onPhone.getByRole('img', { name: '村卫生室示意图' });
  await expect(shown).toBeVisible();
  expect(await widthOf(shown)).toBe(1400);
  const box = await shown.boundingBox();
  expect(box && box.width <= phone.width).toBe(true);
  await expectAccessible(onPhone);
  await onPhone.context().close();
});
