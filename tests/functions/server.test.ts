import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from '#functions/server/start.ts';
import { readServerSettings, SettingsRefused } from '#functions/settings.ts';
import { campaignListKey } from '#functions/store/keys.ts';

let folder: string;
let running: RunningServer | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiangbiao-server-'));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(folder, { recursive: true, force: true });
});

const journal = { info: () => undefined, error: () => undefined };
const start = async (...args: string[]) => {
  const settings = readServerSettings({}, [
    '--port',
    '0',
    '--data',
    join(folder, 'data'),
    '--villages',
    '2',
    '--households',
    '6',
    ...args,
  ]);
  running = await startServer(settings, journal);
  return running;
};
const refusal = async (...args: string[]) => {
  const error = await start(...args).catch((thrown: unknown) => thrown);
  return error instanceof SettingsRefused ? error.message : String(error);
};
const signIn = async (url: string, userName = 'town-officer') => {
  const response = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName, password: 'xiangbiao' }),
  });
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
};
// biome-ignore lint/suspicious/noExplicitAny: single fields of a reply are looked at
const get = async (url: string, path: string, cookie: string): Promise<any> =>
  (await fetch(url + path, { headers: { cookie } })).json();

describe('npm start', () => {
  test('[W6] a demo opens, its clock moves, and a second start keeps data, people and clock', async () => {
    const first = await start();
    expect(first.firstStart).toBe(true);
    const cookie = await signIn(first.url);
    const [campaign] = (await get(first.url, '/api/session', cookie)).campaigns;
    const before = await get(
      first.url,
      `/api/campaigns/${campaign.id}/areas/${campaign.area}/progress`,
      cookie,
    );
    expect(
      before.tallies.reduce((sum: number, { records }: { records: number }) => sum + records, 0),
    ).toBeGreaterThan(0);
    const to = before.now + 3_600_000;
    const moved = await fetch(`${first.url}/api/demo/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ now: to }),
    });
    expect(((await moved.json()) as { now: number }).now).toBeGreaterThanOrEqual(to);
    await first.stop();

    const second = await start();
    expect(second.firstStart).toBe(false);
    const again = await signIn(second.url);
    const after = await get(
      second.url,
      `/api/campaigns/${campaign.id}/areas/${campaign.area}/progress`,
      again,
    );
    expect(after.tallies).toEqual(before.tallies);
    expect(after.now).toBeGreaterThanOrEqual(to);
  });

  test('[W6] a first start that was killed half-way is made good by the next', async () => {
    const { ports, stop } = await start('--visited', '0');
    await ports.table.transact([{ delete: campaignListKey('township-2022') }]);
    await stop();
    expect((await start()).firstStart).toBe(true);
    expect(await signIn(running?.url ?? '')).not.toBe('');
  });

  test('[W9] a taken port is named', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await refusal('--port', String(port))).toBe(
      `port ${port} on 127.0.0.1 is taken; stop the other program or choose another with --port`,
    );
    other.close();
  });

  test('[W9] a data folder that is none is named', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    expect(await refusal('--data', join(file, 'data'))).toContain('cannot be written to (ENOTDIR)');
  });

  test('[C10] a broken pack is refused with every fault and its place', async () => {
    const pack = join(folder, 'pack');
    await cp(new URL('../../forms/packs/household-census', import.meta.url).pathname, pack, {
      recursive: true,
    });
    const calendar = JSON.parse(await readFile(join(pack, 'calendar.json'), 'utf8'));
    await writeFile(join(pack, 'calendar.json'), JSON.stringify({ ...calendar, timeZone: 'Moon/Crater' }));
    await writeFile(join(pack, 'code-lists.json'), '{');
    const message = await refusal('--pack', pack);
    expect(message).toContain('calendar.json#/timeZone: unknown-time-zone');
    expect(message).toContain('code-lists.json');
    expect(await refusal('--pack', join(folder, 'nowhere'))).toContain('pack.json#: file-missing');
  });

  test('[C10] another pack, another zone, the same code', async () => {
    const { url, ports } = await start('--pack', 'household-census');
    const session = await get(url, '/api/session', await signIn(url));
    expect(session.campaigns).toMatchObject([{ timeZone: 'America/New_York' }]);
    expect(ports.clock.now()).toBeGreaterThan(Date.parse('2025-10-01'));
  });
});
