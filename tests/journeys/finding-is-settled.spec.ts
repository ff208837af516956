import { expect } from '@playwright/test';
import { aPng } from '#tests/support/pictures.ts';
import { expectAccessible } from './accessible.ts';
import { another, desk, handset, signIn, test } from './stage.ts';

test('a finding is handed out, answered on a phone and accepted; checks run anew', async ({
  page,
  server,
  browser,
}) => {
  await page.setViewportSize(desk);
  await signIn(page, server.url, 'town-officer');
  await page.getByRole('link', { name: /问题清单/ }).click();
  await expect(page.getByRole('heading', { name: '问题清单' })).toBeVisible();
  await expectAccessible(page);

  // What was answered before the demo began waits for the town: it is accepted, and is done with.
  await page.getByRole('radio', { name: /^待复核/ }).click();
  const list = page.getByRole('region', { name: '问题列表' });
  await expect(list.getByRole('button')).toHaveCount(1);
  await page.keyboard.press('j');
  await expect(list.locator('[aria-current]')).toHaveCount(1);
  await page.getByRole('button', { name: /^认可/ }).click();
  await expect(page.getByText('没有等着复核的问题。')).toBeVisible();
  await page.getByRole('radio', { name: /^已销号/ }).click();
  await expect(list.getByRole('button')).toHaveCount(1);
  await expect(page.getByRole('listitem').filter({ hasText: '认可' })).toBeVisible();

  // Another village is looked at soon; one of its findings is handed out with Ctrl Enter.
  await page.goto(`${server.url}/supervise/findings?village=990101101002`);
  await expect(list.getByRole('button').first()).toBeVisible({ timeout: 30_000 });
  await list.getByRole('button').first().click();
  const comment = page.getByPlaceholder(/批注/);
  await comment.fill('请核实后改正');
  await comment.press('Control+Enter');
  await expect(list.getByText('已下发').first()).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 Excel' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/问题清单-.*\.xlsx/);

  const onPhone = await another({ browser, server }, 'collector-2', handset);
  await onPhone
    .getByRole('link', { name: /需处理/ })
    .first()
    .click();
  await expect(onPhone.getByText('请核实后改正')).toBeVisible();
  await onPhone.getByRole('button', { name: '不属实' }).click();
  await onPhone.getByLabel(/凭什么说不属实/).fill('看了户口簿，没有错');
  await onPhone
    .getByLabel('附照片或扫描件')
    .setInputFiles({ name: 'book.png', mimeType: 'image/png', buffer: Buffer.from(aPng(2400, 1200)) });
  await expectAccessible(onPhone);
  await onPhone.getByRole('button', { name: '报给镇里' }).click();
  await expect(onPhone.getByText(/1 处等镇里看/)).toBeVisible();

  await page.reload();
  await page.getByRole('radio', { name: /^待复核/ }).click();
  await expect(page.getByText('看了户口簿，没有错')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: '查看附件' }).click();
  const shown = page.getByRole('img', { name: '附件' });
  await expect(shown).toBeVisible();
  expect(await shown.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(2000);
  await expectAccessible(page);

  await page.getByRole('link', { name: '校验规则' }).click();
  await expect(page.getByText(/共 \d+ 条/)).toBeVisible();
  await page.getByRole('button', { name: '全部重查一遍' }).click();
  await expect(page.getByText(/上次全部重查/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/都查过了/)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
});
