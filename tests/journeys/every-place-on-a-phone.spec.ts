import { expect } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { another, handset, phone, test } from './stage.ts';

const tabs = ['Progress', 'Findings', 'Checks'];
const behindMore = ['Procedures', 'Calendar', 'Rehearsal', 'Extensions', 'Quarantine', 'Seals', 'Audit'];

test('[W65] [W66] an auditor gets everywhere on a phone, and no page is wider than it', async ({
  browser,
  server,
}) => {
  const page = await another({ browser, server }, 'auditor', { ...handset, locale: 'en-GB' });
  const main = page.getByRole('navigation', { name: 'Main' });
  const widthOf = () => page.evaluate(() => document.documentElement.scrollWidth);
  const arrivedAt = async (place: string) => {
    await expect(page.getByRole('heading', { level: 1 })).toContainText(new RegExp(place, 'i'));
    await expect(page.getByText('Loading').first()).toBeHidden();
    expect(await widthOf(), `${place} fits`).toBe(phone.width);
  };
  for (const place of tabs) {
    await main.getByRole('link', { name: place }).click();
    await arrivedAt(place);
  }
  for (const place of behindMore) {
    await main.getByRole('button', { name: 'More' }).click();
    const more = page.getByRole('dialog', { name: 'More' });
    await more.getByRole('link', { name: place }).click();
    await arrivedAt(place);
    await expect(more).toBeHidden(); // on its way out it is half transparent
    await expectAccessible(page);
  }
  // The audit log, last: villages by their names, and none by its code.
  await expect(page.getByRole('row').filter({ hasText: /村/ }).first()).toBeVisible();
  await expect(page.getByText(/\d{12}/)).toHaveCount(0);
  await page.context().close();
});
