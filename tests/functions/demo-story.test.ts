/** What a newcomer finds in the demo: something on every desk, and few findings that each mean something. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '#functions/server/start.ts';
import { readServerSettings } from '#functions/settings.ts';

const api = '/api/campaigns/township-2022/areas/990101101000';
let folder: string;
let running: RunningServer;
let cookie: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiangbiao-story-'));
  const settings = readServerSettings({}, ['--port', '0', '--data', join(folder, 'data')]);
  running = await startServer(settings, { info: () => undefined, error: () => undefined });
  const reply = await fetch(`${running.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName: 'town-officer', password: 'xiangbiao' }),
  });
  cookie = reply.headers.getSetCookie().join('; ');
}, 120_000);
afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Finding {
  readonly village: string;
  readonly state: string;
  readonly check?: string;
  readonly dueAt?: number;
}
interface Tally {
  readonly village: string;
  readonly questionnaire: string;
  readonly units: number;
  readonly records: number;
}
const get = async <Reply>(path: string): Promise<Reply & { readonly now: number }> =>
  (await (await fetch(running.url + api + path, { headers: { cookie } })).json()) as Reply & { now: number };

test('[C34] the first village has few findings, in every state that somebody has to do something about', async () => {
  const { findings, now } = await get<{ findings: readonly Finding[] }>('/findings');
  const home = findings.filter(({ village }) => village === '990101101001');
  expect(home.length).toBeGreaterThanOrEqual(5);
  expect(findings.length).toBeLessThanOrEqual(14);
  const states = home.map(({ state }) => state);
  expect(states).toEqual(expect.arrayContaining(['open', 'confirmed', 'denied', 'explained']));
  expect(home.some(({ dueAt }) => dueAt !== undefined && dueAt < now)).toBe(true);
  const totals = ['R263', 'R264', 'R265', 'R286', 'R287', 'R288'];
  expect(findings.filter(({ check = '' }) => totals.includes(check))).toEqual([]);
});

test('[C34] flows stand at different steps, one of them over its time', async () => {
  const { flows } = await get<{ flows: readonly { at: string; dues: { [step: string]: string } }[] }>(
    '/flows',
  );
  expect(new Set(flows.map(({ at }) => at)).size).toBeGreaterThan(1);
  expect(flows.some(({ at, dues }) => (dues[at] ?? '9') < '2022-11-13')).toBe(true);
});

test('[C34] an extension is granted, and something lies in quarantine that came before the doors were open', async () => {
  const { extensions } = await get<{ extensions: readonly { state: string; villages: readonly string[] }[] }>(
    '/extensions',
  );
  expect(extensions.map(({ state, villages }) => [state, villages])).toEqual([['granted', ['990101101006']]]);
  const { late } = await get<{ late: readonly { why: string; village: string }[] }>('/quarantine');
  expect(late.map(({ why, village }) => [why, village])).toEqual([['not-open-yet', '990101101006']]);
});

test('[C34] what counts a village is handed in where nothing is left to count, and only there', async () => {
  const { tallies } = await get<{ tallies: readonly Tally[] }>('/progress');
  const of = (village: string) => tallies.filter((tally) => tally.village === village);
  const byTown = ['spotCheck', 'issue'];
  for (const village of ['990101101005', '990101101006'])
    for (const { questionnaire, units, records } of of(village))
      if (!byTown.includes(questionnaire)) expect([questionnaire, records]).toEqual([questionnaire, units]);
  for (const village of ['990101101001', '990101101002', '990101101003', '990101101004']) {
    const done = new Map(of(village).map(({ questionnaire, records }) => [questionnaire, records]));
    expect([done.get('villageAnnual'), done.get('rcVillage')]).toEqual([0, 0]);
    expect(done.get('rcHousehold')).toBeGreaterThan(0);
  }
});
