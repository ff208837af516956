import { expect } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { another, desk, handset, signIn, test } from './stage.ts';

test('the calendar of a running campaign: proposed by one, approved by another, and the phone counts to the new deadline', async ({
  page,
  server,
  browser,
}) => {
  const onPhone = await another({ browser, server }, 'collector', handset);
  await expect(onPhone.getByText(/11月30日 24:00/).first()).toBeVisible();

  // The town proposes: a fault stands at its row while it is typed, then what would move.
  await page.setViewportSize(desk);
  await signIn(page, server.url, 'town-officer');
  await page.getByRole('link', { name: /日历与关口/ }).click();
  await page.getByRole('button', { name: '改日历' }).click();
  const row = page.getByRole('row').filter({ hasText: '“采集录入”结束 农户' });
  await row.getByLabel(/时刻/).fill('24:30');
  await expect(row.getByText(/不是一个时间/)).toBeVisible();
  await row.getByLabel(/时刻/).fill('24:00');
  await row.getByLabel(/日期/).fill('2022-12-25');
  await expect(page.getByRole('button', { name: '提交更改' })).toBeDisabled();
  await row.getByLabel(/日期/).fill('2022-12-03');
  await expect(row.getByText('原为 11月30日 24:00')).toBeVisible();
  await expect(page.getByText('12 个关口（2 村 × 6 张问卷）')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(/为什么要改/).fill('大雪封山，路不通');
  await page.getByRole('button', { name: '提交更改' }).click();
  await expect(page.getByText('待批准的日历更改')).toBeVisible();
  await expect(page.getByText('您提出的要由另一位区级负责人批准；您可以撤回。')).toBeVisible();

  // Somebody else approves; every gate has it.
  const onDesk = await another({ browser, server }, 'district-officer', { viewport: desk });
  await onDesk.getByRole('link', { name: /日历与关口/ }).click();
  await expect(onDesk.getByText('大雪封山，路不通')).toBeVisible();
  await expectAccessible(onDesk);
  await onDesk.getByLabel('决定的理由').fill('情况属实');
  await onDesk.getByRole('button', { name: '批准并生效' }).click();
  await expect(onDesk.getByText('已生效')).toBeVisible();
  await expect(onDesk.getByText('改了 12 个关口')).toBeVisible();
  await expectAccessible(onDesk);

  // The phone learns it with its next work, and counts to it.
  await onPhone.reload();
  await expect(onPhone.getByText(/12月3日 24:00/).first()).toBeVisible();
  await onDesk.context().close();
  await onPhone.context().close();
});

test('[W59, W61, G40] a designer adds a stage in the calendar, the district approves, and its officers and collectors are told', async ({
  page,
  server,
  browser,
}) => {
  await page.setViewportSize(desk);
  await signIn(page, server.url, 'designer');
  await page.getByRole('link', { name: /日历与关口/ }).click();
  await expect(page.getByRole('link', { name: '申请延期' })).toHaveCount(0);
  await page.getByRole('button', { name: '改日历' }).click();
  const first = page.getByRole('row').filter({ hasText: '“采集录入”结束 农户' });
  await first.getByRole('button', { name: /细改/ }).click();
  await page.getByRole('button', { name: '后面加一个阶段' }).click();
  await first.getByRole('button', { name: /细改/ }).click();
  const added = page.getByRole('row').filter({ hasText: '“新阶段”结束 农户' });
  await added.getByRole('button', { name: /细改/ }).click();
  await page.getByLabel('名称（中文）').fill('公示');
  await page.getByLabel('这一阶段可以').selectOption('read');
  await expectAccessible(page);
  await expect(page.getByText('新加的').first()).toBeVisible();
  await page.getByLabel(/为什么要改/).fill('县里要先公示一天');
  await page.getByRole('button', { name: '提交更改' }).click();
  await expect(page.getByText('待批准的日历更改')).toBeVisible();

  const onDesk = await another({ browser, server }, 'district-officer', { viewport: desk });
  await onDesk.getByRole('button', { name: /消息/ }).click();
  await expect(onDesk.getByText('日历更改等你审批')).toBeVisible();
  await onDesk.keyboard.press('Escape');
  await onDesk.getByRole('link', { name: /日历与关口/ }).click();
  await onDesk.getByLabel('决定的理由').fill('同意');
  await onDesk.getByRole('button', { name: '批准并生效' }).click();
  await expect(onDesk.getByText('已生效')).toBeVisible();
  const row = onDesk.getByRole('row').filter({ hasText: '“公示”结束' });
  await expect(row.getByText('只读 → 按问题修正')).toBeVisible();
  await onDesk.context().close();

  const onPhone = await another({ browser, server }, 'collector', handset);
  await onPhone.goto(`${server.url}/collect/notices`);
  await expect(onPhone.getByText('采集日历改了')).toBeVisible();
  await expect(onPhone.getByText(/县里要先公示一天/)).toBeVisible();
  await onPhone.context().close();
});
