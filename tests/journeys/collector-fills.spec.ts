import { expect } from '@playwright/test';
import { dueFor } from '#forms/campaign/due.ts';
import plan from '#forms/packs/township-2022/demo.json' with { type: 'json' };
import type { Unit } from '#forms/wire/shapes.ts';
import { parseDemoPlan } from '#functions/server/demo/demo-plan.ts';
import { generateAnswers } from '#functions/server/demo/generate-answers.ts';
import { expectAccessible } from './accessible.ts';
import { fillQuestionnaire, type QuestionnaireSource } from './fill-questionnaire.ts';
import { handset, signIn, test } from './stage.ts';

test.use(handset);

test('a collector fills in a household on a phone, without a signal, and gets a receipt', async ({
  page,
  server,
  context,
}) => {
  await signIn(page, server.url, 'collector');
  await expectAccessible(page);
  const work = await (
    await page.request.get(`${server.url}/api/campaigns/township-2022/areas/990101101001/work`)
  ).json();
  const edition = await (
    await page.request.get(`${server.url}/api/campaigns/township-2022/questionnaires/tphAnnual/editions/1`)
  ).json();
  const campaign = await (await page.request.get(`${server.url}/api/campaigns/township-2022`)).json();
  const asked = campaign.questionnaires.find(({ id }: { id: string }) => id === 'tphAnnual');
  const done = new Set(work.records.map(({ unit }: { unit: string }) => unit));
  const unit: Unit = work.units
    .filter((one: Unit) => one.kind === 'household' && !done.has(one.id) && dueFor(asked, one))
    .sort((a: Unit, b: Unit) => (a.size ?? 0) - (b.size ?? 0))[0];
  const today = new Date(work.now).toISOString().slice(0, 10);
  const answers = generateAnswers({
    plan: parseDemoPlan(plan),
    questionnaire: 'tphAnnual',
    unit,
    seed: 'journey',
    today,
  });

  await page.getByRole('link', { name: new RegExp(unit.name) }).click();
  await page.getByRole('link', { name: /脱贫户信息预采集表/ }).click();
  await expect(page.getByRole('heading', { name: '脱贫户信息预采集表' })).toBeVisible();
  await expect(page.locator('[data-name]').first()).toBeVisible();

  // Last year's answers are there, marked, and go away with one tap.
  await expect(page.getByRole('heading', { name: /已带入 \d+ 项/ })).toBeVisible();
  await page.getByRole('button', { name: '全部清空' }).click();
  await expect(page.getByRole('heading', { name: /已带入/ })).toBeHidden();

  // Nothing answered: the errors stand at the fields, and a list leads to them.
  for (const name of ['成员', '保障', '条件', '收入', '帮扶', '签字'])
    await page
      .getByRole('contentinfo')
      .getByRole('button', { name: new RegExp(name) })
      .click();
  await page.getByRole('contentinfo').getByRole('button').last().click();
  await expect(page.getByText(/处要改/).first()).toBeVisible();
  await page.getByRole('navigation', { name: '填写步骤' }).getByRole('button', { name: /基本/ }).click();

  await context.setOffline(true);
  await fillQuestionnaire(page, edition.source as QuestionnaireSource, answers, 'zh-CN');
  await expectAccessible(page);
  await page.getByRole('contentinfo').getByRole('button').last().click();
  await expect(page.getByText('仅在本机').first()).toBeVisible();

  await context.setOffline(false);
  await expect(page.getByText('已送达').first()).toBeVisible();
  await page.goto(`${server.url}/collect/township-2022/990101101001/${unit.id}/record/tphAnnual`);
  await expect(page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).first()).toBeVisible();
  await expectAccessible(page);

  // The address of an empty page does not lead to one: what was sent is corrected from what it says.
  await page.goto(`${server.url}/collect/township-2022/990101101001/${unit.id}/fill/tphAnnual`);
  await expect(page).toHaveURL(/\/record\/tphAnnual$/);

  // The signed page, as a photo.
  const photo = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'page.png', mimeType: 'image/png', buffer: photo });
  await expect(page.getByText(/1 \/ 最多 6 页/)).toBeVisible();
});
