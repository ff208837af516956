import { expect } from '@playwright/test';
import plan from '#forms/packs/township-2022/demo.json' with { type: 'json' };
import type { Unit } from '#forms/wire/shapes.ts';
import { parseDemoPlan } from '#functions/server/demo/demo-plan.ts';
import { generateAnswers } from '#functions/server/demo/generate-answers.ts';
import { expectAccessible } from './accessible.ts';
import { fillQuestionnaire, type QuestionnaireSource } from './fill-questionnaire.ts';
import { handset, signIn, test } from './stage.ts';

test.use(handset);

test('without a signal a collector adds a sheet and a household; both arrive with their first answers', async ({
  page,
  server,
  context,
}) => {
  await signIn(page, server.url, 'collector');
  const api = `${server.url}/api/campaigns/township-2022`;
  const work = async () => (await page.request.get(`${api}/areas/990101101001/work`)).json();
  const before = await work();
  const household: Unit = before.units.find(({ kind }: Unit) => kind === 'household');
  const known = new Set(before.units.map(({ id }: Unit) => id));
  const source = (await (await page.request.get(`${api}/questionnaires/memberChange/editions/1`)).json())
    .source;
  const today = new Date(before.now).toISOString().slice(0, 10);

  await page
    .getByRole('link', { name: new RegExp(household.name) })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: '变动登记', exact: true })).toBeVisible();
  await expectAccessible(page);
  // The questionnaire is a part of the app of its own: it is there once it was opened, as it is from the second visit on.
  await page.getByRole('button', { name: '加一张变动登记' }).click();
  await expect(page.locator('[data-name]').first()).toBeVisible();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: '丢弃这份草稿' }).click();

  await context.setOffline(true);
  await page.getByRole('button', { name: '加一张变动登记' }).click();
  await expect(page.locator('[data-name]').first()).toBeVisible();
  const sheet = { ...household, kind: 'change-sheet', parent: household.id };
  const answers = generateAnswers({
    plan: parseDemoPlan(plan),
    questionnaire: 'memberChange',
    unit: sheet,
    seed: 'journey',
    today,
  });
  await fillQuestionnaire(page, source as QuestionnaireSource, answers, 'zh-CN');
  await page.getByRole('contentinfo').getByRole('button').last().click();
  await expect(page.getByText('仅在本机').first()).toBeVisible();

  await page.goBack();
  await page.getByRole('link', { name: /返回/ }).click();
  await page.getByRole('link', { name: '新增农户' }).click();
  await page.getByLabel('名称或户主姓名').fill('测试新户');
  await page.getByLabel('地址').fill('九组9号');
  await expectAccessible(page);
  await page.getByRole('button', { name: '加上' }).click();
  await expect(page.getByRole('heading', { name: '测试新户' })).toBeVisible();

  await context.setOffline(false);
  await expect
    .poll(async () => {
      const { units, records } = await work();
      const added = units.find(({ id, parent }: Unit) => parent === household.id && !known.has(id));
      return added !== undefined && records.some(({ unit }: { unit: string }) => unit === added.id);
    })
    .toBe(true);
});
