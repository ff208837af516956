import { expect } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { another, desk, handset, signIn, test } from './stage.ts';

test.use({ viewport: desk, serverArguments: ['--villages', '2', '--households', '6', '--visited', '0'] });

test('a designer adds a question by clicking, and collectors get it', async ({ page, server, browser }) => {
  await signIn(page, server.url, 'designer');
  await expect(page.getByRole('heading', { name: '问卷', exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: /出列村年度信息预采集表/ }).click();
  await expect(page.getByText('没有缺陷')).toBeVisible();

  // A yes/no question behind the first one, shown only when that one is answered with yes.
  await page.getByRole('button', { name: /^1\.1 / }).click();
  await page.getByRole('button', { name: /在 1\.1 后加一题/ }).click();
  await page.getByRole('menuitem', { name: '是、否' }).click();
  const properties = page.getByRole('complementary', { name: '属性' });
  await properties.getByRole('textbox', { name: /题目文字.*中文|中文.*题目文字/ }).fill('是否有村级物流站点');
  await properties
    .getByRole('textbox', { name: /题目文字.*英文|英文.*题目文字/ })
    .fill('Village parcel station');
  await properties.getByRole('switch', { name: '必须回答' }).check();
  await expect(page.getByLabel('手机预览').getByText('是否有村级物流站点').first()).toBeVisible();
  await expectAccessible(page);

  // The condition offered first is that the question above it is answered with yes.
  await properties.getByRole('button', { name: '加一个条件' }).click();
  await expect(page.getByText(/已自动保存/)).toBeVisible();

  await page.getByRole('tab', { name: 'JSON' }).click();
  await expect(page.getByRole('textbox', { name: '问卷 JSON' })).toHaveValue(/是否有村级物流站点/);
  await page.getByRole('tab', { name: '题目' }).click();

  await page
    .getByRole('link', { name: /发布前对照/ })
    .or(page.getByRole('button', { name: /发布前对照/ }))
    .click();
  await expect(page.getByText('是否有村级物流站点').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: '发布第 2 版' }).click();
  await expect(page.getByText(/第 2 版已发布/)).toBeVisible();

  const onPhone = await another({ browser, server }, 'collector', handset);
  await onPhone.goto(`${server.url}/collect/township-2022/990101101001/990101101001-V/fill/villageAnnual`);
  const first = onPhone.locator('[data-name="isExitVillage"]');
  await expect(first).toBeVisible();
  // The village may begin with the yes of the round before.
  await first.getByText('否', { exact: true }).click();
  await expect(onPhone.getByText('是否有村级物流站点')).toBeHidden();
  await first.getByText('是', { exact: true }).click();
  await expect(onPhone.getByText('是否有村级物流站点')).toBeVisible();
  await onPhone.context().close();
});
