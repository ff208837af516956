/** What every journey needs: a server of its own on fictional data, somebody signed in, the clock of the campaign. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type APIRequestContext, type Browser, test as base, expect, type Page } from '@playwright/test';
import { demoPassword } from '#functions/server/demo/open-demo.ts';
import { type RunningServer, startServerProcess } from '#tests/support/running-server.ts';

export interface Server extends RunningServer {
  /** Sets the campaign clock; everything that is due has happened when this resolves. */
  moveClock(to: number): Promise<void>;
}

interface Fixtures {
  /** Arguments of the server; `test.use({ serverArguments: […] })`. */
  readonly serverArguments: string[];
  readonly server: Server;
}

export const test = base.extend<Fixtures>({
  serverArguments: [['--villages', '2', '--households', '80', '--visited', '50'], { option: true }],
  server: async ({ serverArguments, playwright }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-journey-'));
    const running = await startServerProcess(['--data', folder, ...serverArguments]);
    const api = await playwright.request.newContext({ baseURL: running.url });
    await signInByApi(api, 'town-officer');
    await use({
      ...running,
      moveClock: async (to) => {
        expect((await api.post('/api/demo/clock', { data: { now: to } })).status()).toBe(200);
      },
    });
    await api.dispose();
    await running.stop();
    await rm(folder, { recursive: true, force: true });
    expect(running.errors, 'what the server had to complain about').toEqual([]);
  },
});

export const signInByApi = async (api: APIRequestContext, userName: string): Promise<void> => {
  const reply = await api.post('/api/sign-in', { data: { userName, password: demoPassword } });
  expect(reply.status()).toBe(200);
};

export const signIn = async (page: Page, url: string, userName: string): Promise<void> => {
  await page.goto(url);
  await page.getByLabel(/用户名|User name/).fill(userName);
  await page.getByLabel(/密码|Password/).fill(demoPassword);
  await page.getByRole('button', { name: /^(登录|Sign in)$/ }).click();
  await expect(page.getByLabel(/密码|Password/)).toBeHidden();
};

export const phone = { width: 390, height: 844 };
export const desk = { width: 1280, height: 800 };
export const handset = { viewport: phone, hasTouch: true, isMobile: true };

/** Somebody else signs in, on a device of their own; `context()` of the page is that device. */
export const another = async (
  { browser, server }: { readonly browser: Browser; readonly server: Server },
  userName: string,
  device: Parameters<Browser['newContext']>[0],
): Promise<Page> => {
  const context = await browser.newContext({ locale: 'zh-CN', ...device });
  const page = await context.newPage();
  await signIn(page, server.url, userName);
  return page;
};
