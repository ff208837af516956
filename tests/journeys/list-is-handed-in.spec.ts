import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { writeXlsx } from 'hucre/xlsx';
import plan from '#forms/packs/township-2022/demo.json' with { type: 'json' };
import { wireVersion } from '#forms/wire/limits.ts';
import type { WorkReply } from '#forms/wire/shapes.ts';
import { parseDemoPlan } from '#functions/server/demo/demo-plan.ts';
import { generateAnswers } from '#functions/server/demo/generate-answers.ts';
import { demoPassword } from '#functions/server/demo/open-demo.ts';
import { expectAccessible } from './accessible.ts';
import { desk, phone, signIn, test } from './stage.ts';

const api = '/api/campaigns/township-2022/areas';
const villages = ['990101101001', '990101101002'];
const list = async (...rows: readonly (readonly (string | number)[])[]) =>
  Buffer.from(await writeXlsx({ sheets: [{ name: '名单', rows: rows.map((row) => [...row]) }] }));

test('a department’s list is handed in, faults and all, and what disagrees with it is found', async ({
  page,
  server,
}) => {
  await page.setViewportSize(desk);
  await signIn(page, server.url, 'town-officer');
  const works: readonly WorkReply[] = await Promise.all(
    villages.map(async (village) => (await page.request.get(`${server.url}${api}/${village}/work`)).json()),
  );
  const household = works
    .flatMap(({ village, records }) => records.map((record) => ({ ...record, village: village.code })))
    .find(({ questionnaire }) => questionnaire === 'tphAnnual');
  const record = await page.request.post(
    `${server.url}${api}/${household?.village}/records/${household?.unit}/tphAnnual/reveal`,
    { data: { reason: 'a list to compare with' } },
  );
  const [member] = (await record.json()).answers.members;

  await page.getByRole('link', { name: '校验规则' }).click();
  await page.getByRole('searchbox').fill('R296');
  await page.getByText(/等待名单：.*死亡名单/).click();
  await page
    .getByRole('row', { name: /死亡名单/ })
    .getByRole('button', { name: '交入' })
    .click();
  const file = page.getByLabel('选择文件');
  await file.setInputFiles({
    name: 'deaths.xlsx',
    mimeType: 'application/octet-stream',
    buffer: await list(['身份证号', '姓名'], [990101196803150000, '某人']),
  });
  await expect(page.getByText('缺少“死亡日期”列。')).toBeVisible();
  await expect(page.getByText(/末尾几位已经丢失/)).toBeVisible();
  await expectAccessible(page);
  await file.setInputFiles({
    name: 'deaths.xlsx',
    mimeType: 'application/octet-stream',
    buffer: await list(
      ['死亡名单（10 月）'],
      ['序号', '身份证号', '姓名', '死亡日期'],
      [1, member.idNo, member.name, '2022-03-01'],
    ),
  });
  await expect(page.getByText('1 行，3 列，不带走的列：序号')).toBeVisible();
  await expect(page.getByText(member.idNo)).toHaveCount(0);
  await page.getByLabel('名单从哪里来、截至什么时候').fill('卫健办 10 月名单');
  await page.getByRole('button', { name: '交入', exact: true }).last().click();
  const row = page.getByRole('row', { name: /死亡名单/ });
  await expect(row.getByText('第 1 版')).toBeVisible();
  await expect(page.getByText('都查过了，清单是最新的。')).toBeVisible({ timeout: 60_000 });

  await row.getByRole('link', { name: 'R296' }).click();
  const finding = page.getByRole('button', { name: `${member.name}的情况和部门名单不一致。` });
  await expect(finding).toBeVisible({ timeout: 30_000 });
});

test('what another phone told of a household is there without a signal', async ({
  page,
  server,
  context,
}) => {
  await page.setViewportSize(phone);
  const [village = ''] = villages;
  const told = await context.request.post(`${server.url}/api/sign-in`, {
    data: { userName: 'collector', password: demoPassword },
  });
  expect(told.status()).toBe(200);
  const work: WorkReply = await (await context.request.get(`${server.url}${api}/${village}/work`)).json();
  const household = work.units.find(
    ({ id, attributes }) =>
      attributes?.householdType === '01' && !work.records.some(({ unit }) => unit === id),
  );
  if (!household) throw new Error('every household on the register was visited');
  const today = new Date(work.now).toISOString().slice(0, 10);
  const about = {
    plan: parseDemoPlan(plan),
    questionnaire: 'rcHousehold',
    unit: household,
    seed: 'journey',
    today,
  };
  // Another number than a year ago.
  const toldNumber = '13800019999';
  const answers = { ...generateAnswers(about), phone: toldNumber };
  const sent = await context.request.post(`${server.url}/api/submissions`, {
    data: {
      ...{ wire: wireVersion, id: randomUUID(), campaign: 'township-2022', village, unit: household.id },
      ...{ questionnaire: 'rcHousehold', edition: 1, basedOn: 0, answers },
    },
  });
  expect(sent.status()).toBe(201);
  await context.clearCookies();

  // However slow the line is, a form does not begin before what others told is there.
  await page.route('**/facts/reveal', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await signIn(page, server.url, 'collector');
  const number = page.locator('[data-name="hhPhone"] input');
  // The form is a part of the app of its own: it is there once it was opened.
  await page.goto(`${server.url}/collect/township-2022/${village}/${household.id}/fill/tphAnnual`);
  await expect(number).toHaveValue(toldNumber);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: '丢弃这份草稿' }).click();
  await context.setOffline(true);
  await page
    .getByRole('link', { name: /脱贫户|信息/ })
    .first()
    .click();
  await expect(number).toHaveValue(toldNumber);
  await expect(page.getByText(/^来自：.*乡建/)).toBeVisible();
});
