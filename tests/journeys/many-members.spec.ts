import { expect, type Page } from '@playwright/test';
import { handset, signIn, test } from './stage.ts';

test.use({
  ...handset,
  serverArguments: ['--pack', 'household-census', '--villages', '1', '--households', '4', '--visited', '0'],
});

const cards = (page: Page) => page.locator('[data-name=persons] .sd-paneldynamic__panel-wrapper');
/** Which cards are open, counted from 1. */
const open = (page: Page): Promise<readonly number[]> =>
  cards(page).evaluateAll((all) =>
    all.flatMap((card, index) => (card.querySelector('.sd-element--collapsed') ? [] : [index + 1])),
  );

test('[W40] of a dozen members one card is open, the one that was just added or asked for', async ({
  page,
  server,
}) => {
  await signIn(page, server.url, 'collector');
  const area = '990201001001';
  const reply = await page.request.get(`${server.url}/api/campaigns/household-census/areas/${area}/work`);
  const unit = (await reply.json()).units.find(({ kind }: { kind: string }) => kind === 'dwelling');
  await page.goto(`${server.url}/collect/household-census/${area}/${unit.id}/fill/dwelling`);
  await expect(page.getByRole('img', { name: /^A floor plan/ })).toBeVisible();
  await page.locator('[data-name=occupancy]').getByText('Lived in').click();
  await page
    .getByRole('contentinfo')
    .getByRole('button', { name: /People/ })
    .click();

  const add = page.locator('.sd-paneldynamic__add-btn');
  await expect(add).toBeVisible();
  while ((await cards(page).count()) < 12) {
    const count = await cards(page).count();
    await add.tap();
    await expect.poll(() => open(page)).toEqual([count + 1]);
  }
  // What was typed brings the person back to the same card; then the first is asked for, and the one behind it.
  await cards(page).nth(11).locator('input').first().fill('Ada Sample');
  await expect(page.getByText(/已保存在本机/).first()).toBeVisible();
  await page.reload();
  await expect(cards(page)).toHaveCount(12);
  await expect.poll(() => open(page)).toEqual([12]);
  await cards(page).first().locator('.sd-element__header').first().tap();
  await expect.poll(() => open(page)).toEqual([1]);
  await page.getByRole('contentinfo').getByRole('button').last().tap();
  await expect.poll(() => open(page)).toEqual([2]);
});
