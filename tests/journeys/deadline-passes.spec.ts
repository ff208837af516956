import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import plan from '#forms/packs/township-2022/demo.json' with { type: 'json' };
import { wireVersion } from '#forms/wire/limits.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import { systemDice } from '#functions/adapters/system/system.ts';
import { parseDemoPlan } from '#functions/server/demo/demo-plan.ts';
import { generateAnswers } from '#functions/server/demo/generate-answers.ts';
import { expectAccessible } from './accessible.ts';
import { another, desk, handset, signIn, test } from './stage.ts';

const entryEnds = Date.parse('2022-11-30T24:00:00+08:00');
const sealed = Date.parse('2022-12-20T24:00:00+08:00');

test('the deadline passes: late work is quarantined, records are frozen, the seal verifies in the browser', async ({
  page,
  server,
  browser,
}) => {
  const onPhone = await another({ browser, server }, 'collector', handset);
  await expect(onPhone.getByText('离录入截止还有').first()).toBeVisible();
  const work = await (
    await onPhone.request.get(`${server.url}/api/campaigns/township-2022/areas/990101101001/work`)
  ).json();
  const done = new Set(work.records.map(({ unit }: { unit: string }) => unit));
  const unit: Unit = work.units.find(({ id, kind }: Unit) => kind === 'household' && !done.has(id));

  // The phone was off; its household arrives two seconds too late.
  await server.moveClock(entryEnds + 2_000);
  const answers = generateAnswers({
    plan: parseDemoPlan(plan),
    questionnaire: 'tphAnnual',
    unit,
    seed: 'late',
    today: '2022-11-30',
  });
  const late = await onPhone.request.post(`${server.url}/api/submissions`, {
    data: {
      wire: wireVersion,
      id: systemDice.id(entryEnds),
      campaign: 'township-2022',
      village: unit.village,
      unit: unit.id,
      questionnaire: 'tphAnnual',
      edition: 1,
      basedOn: 0,
      answers,
      capturedAt: entryEnds - 3_600_000,
    },
  });
  expect([late.status(), (await late.json()).outcome]).toEqual([202, 'quarantined']);
  await onPhone.reload();
  await expect(onPhone.getByText(/录入已于 11月30日 24:00 冻结/)).toBeVisible();
  await expectAccessible(onPhone);

  // The town sees it beside progress, with why and when.
  await page.setViewportSize(desk);
  await signIn(page, server.url, 'town-officer');
  await expectAccessible(page);
  await page
    .getByRole('link', { name: /隔离区/ })
    .first()
    .click();
  await expect(page.getByText(unit.name)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: /日历与关口/ }).click();
  await expect(page.getByText('2022').first()).toBeVisible();
  await expectAccessible(page);

  // The seal comes by itself; a district officer verifies it in the browser.
  await server.moveClock(sealed);
  const onDesk = await another({ browser, server }, 'district-officer', { viewport: desk });
  await expect(onDesk.getByText(/封存并复验/)).toBeVisible();
  await onDesk.getByRole('main').getByRole('link').first().click();
  await expectAccessible(onDesk);
  await onDesk.getByRole('button', { name: '在浏览器里复验' }).click();
  await expect(onDesk.getByText('复验通过')).toBeVisible();

  // One household's receipt is in the seal; nobody can write any more.
  const accepted = work.records[0].receipt as string;
  await onDesk.getByLabel('回执号，或整份回执').fill(accepted);
  await onDesk.getByRole('button', { name: '查', exact: true }).click();
  await expect(onDesk.getByText(/在封存内/)).toBeVisible();

  // On paper the certificate is one sheet, with nothing of the app around it.
  await onDesk.emulateMedia({ media: 'print' });
  await expect(onDesk.getByRole('img', { name: /二维码/ })).toBeVisible();
  await expect(onDesk.getByText('封存负责人（签字）')).toBeVisible();
  await expect(onDesk.getByRole('navigation').first()).toBeHidden();
  await expect(onDesk.getByRole('button', { name: '打印证书' })).toBeHidden();
  const pdf = (await onDesk.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  expect(pdf).toContain('/MediaBox [0 0 594.95996 841.91998]'); // A4
  await onDesk.emulateMedia({ media: 'screen' });

  // The seal taken away as a zip is verified with no network at all, and so is one in which a byte was changed.
  const taken = onDesk.waitForEvent('download');
  await onDesk.getByRole('button', { name: /^下载/ }).click();
  const zip = await readFile(await (await taken).path());
  await onDesk.getByRole('link', { name: '或在浏览器里拖入封存包' }).click();
  await onDesk.context().setOffline(true);
  const hand = async (buffer: Buffer) =>
    onDesk.getByLabel('选 zip').setInputFiles({ name: 'seal.zip', mimeType: 'application/zip', buffer });
  await hand(zip);
  await expect(onDesk.getByText('复验通过')).toBeVisible();
  const changed = Buffer.from(zip);
  const member = changed.indexOf('.ndjson.gz') + 200;
  changed[member] = (changed[member] ?? 0) ^ 1;
  await hand(changed);
  await expect(onDesk.getByText('复验不通过')).toBeVisible();
  await expect(onDesk.getByText(/(villages|late|flows)\/990101101\d{3}\.ndjson\.gz/)).toBeVisible();
  await onPhone.reload();
  await expect(onPhone.getByText('数据库已封存')).toBeVisible();
  await expectAccessible(onPhone);
  await onDesk.context().close();
  await onPhone.context().close();
});
