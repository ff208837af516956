import { expect } from '@playwright/test';
import type { ListedFinding } from '#forms/wire/findings.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import { expectAccessible } from './accessible.ts';
import { another, desk, handset, signIn, test } from './stage.ts';

const village = '990101101001';
const campaign = '/api/campaigns/township-2022/areas';

test('a household enters a procedure, becomes overdue, and leaves it with a reason', async ({
  page,
  server,
  browser,
}) => {
  await page.setViewportSize(desk);
  await signIn(page, server.url, 'town-officer');
  const work = await (await page.request.get(`${server.url}${campaign}/${village}/work`)).json();
  const done = work.records.map(({ unit }: { unit: string }) => unit);
  const unit: Unit = work.units.find(({ id, kind }: Unit) => kind === 'household' && done.includes(id));
  const late = async () => {
    const reply = await page.request.get(`${server.url}${campaign}/990101101000/findings`);
    const { findings } = (await reply.json()) as { findings: readonly ListedFinding[] };
    return findings.filter((finding) => finding.unit === unit.id && finding.check?.startsWith('workflow-'));
  };

  // The officer sends it in, from its record.
  await page.goto(`${server.url}/supervise/villages/${village}/records/${unit.id}/tphAnnual`);
  await page.getByText('启动流程').click();
  await page.getByLabel('原因', { exact: true }).fill('部门筛查发现大额医疗支出');
  await page.getByRole('button', { name: '监测对象识别' }).click();
  await expect(page.getByText('第 1 步，共 11 步')).toBeVisible();
  await expect(page.getByText('发现渠道和线索日期还没有填')).toBeVisible();
  await expect(page.getByRole('button', { name: /办完，转到：农户申请/ })).toBeDisabled();

  // Days pass; nobody does anything, and nobody has to ask.
  const { now } = await (await page.request.get(`${server.url}/api/demo/clock`)).json();
  await server.moveClock(now + 6 * 86_400_000);
  await expect.poll(async () => (await late()).length, { timeout: 60_000 }).toBe(1);
  await page.goto(`${server.url}/supervise/flows`);
  const { flows } = await (await page.request.get(`${server.url}${campaign}/990101101000/flows`)).json();
  await expect(page.getByText(new RegExp(`在办 ${flows.length} 件，超期 [1-9]`))).toBeVisible();
  await expect(page.getByRole('button', { name: new RegExp(unit.name) })).toContainText('超期');
  await expectAccessible(page);

  // The village looks, and says why it need not go on.
  const onPhone = await another({ browser, server }, 'collector', handset);
  await onPhone
    .getByRole('link', { name: new RegExp(unit.name) })
    .first()
    .click();
  await expect(onPhone.getByRole('heading', { name: '监测对象识别' })).toBeVisible();
  await onPhone.getByText('其他处理').click();
  await expect(onPhone.getByRole('button', { name: '结束：不予纳入' })).toBeDisabled();
  await onPhone.getByLabel('备注').fill('医疗费用已报销，收入稳定');
  await expectAccessible(onPhone);
  await onPhone.getByRole('button', { name: '结束：不予纳入' }).click();
  await expect(onPhone.getByText('不予纳入', { exact: true })).toBeVisible();
  await onPhone.context().close();

  await expect.poll(async () => (await late()).length).toBe(0);
  await page.reload();
  await expect(page.getByText(new RegExp(`在办 ${flows.length - 1} 件|现在没有在办的流程`))).toBeVisible();
  await expect(page.getByRole('button', { name: new RegExp(unit.name) })).toBeHidden();
  await page.getByRole('button', { name: '已办结' }).click();
  await expect(page.getByText('医疗费用已报销，收入稳定')).toBeVisible();
});
