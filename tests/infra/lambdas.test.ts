/** Every function as it is deployed, against DynamoDB Local and a stand-in for the rest, with events as AWS sends them. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pathOf } from '#forms/wire/routes.ts';
import { aSubmission } from '#tests/support/world.ts';
import { startFunction } from './bundles.ts';
import { type Deployed, startDeployed } from './deployed.ts';
import { httpEvent, officer, opening, origin, places } from './events.ts';
import { actionsOf } from './rights-of.ts';
import { execute, machineOf, repliedAs } from './state-machine.ts';
import { appOf, pack, resourcesOf } from './synthesise.ts';

let deployed: Deployed;
beforeAll(async () => {
  deployed = await startDeployed();
}, 240_000);
afterAll(() => deployed?.stop());

const invoke = (...asked: Parameters<Deployed['invoke']>) => deployed.invoke(...asked);

describe('settings', () => {
  test.each([
    'ApiFunction',
    'SubmitFunction',
    'FreezeFunction',
    'CalendarFunction',
    'CheckFunction',
    'SealFunction',
    'BackgroundFunction',
    'OpenCampaignFunction',
    'AddPersonFunction',
  ] as const)('[N10] %s does not start without one of its settings, and says which', async (name) => {
    const mine = deployed.bundles.settings[name].filter((setting) => setting in deployed.values);
    expect(mine.length).toBeGreaterThan(0);
    for (const missing of mine) {
      const { [missing]: _, ...rest } = deployed.settingsOf(name) as { [setting: string]: string };
      const started = startFunction(deployed.bundles.folders[name], rest);
      const { error, message } = await started.invoke({});
      started.stop();
      expect([error, message]).toEqual([
        'ended',
        expect.stringContaining(`SettingsRefused: ${missing} is not set`),
      ]);
    }
  });
});

const told = (pk: string, sk: string) => ({
  Records: [{ eventName: 'INSERT', dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } }],
});

describe('functions', () => {
  test('[N10] a campaign is opened, once', async () => {
    const { replies } = await invoke('OpenCampaignFunction', opening, opening, { ...opening, pack: '../x' });
    expect(replies[0]).toEqual({ ok: { campaign: pack, outcome: 'opened' } });
    expect(replies[1]).toEqual({ ok: { campaign: pack, outcome: 'already-open' } });
    expect(replies[2]?.error).toBe('ZodError');
  });

  const signedIn = async (person: typeof officer): Promise<readonly string[]> => {
    const { replies } = await invoke('AddPersonFunction', person, person, { ...person, role: 'king' });
    expect(replies.slice(1).map(({ error }) => error)).toEqual(['UserNameTaken', 'ZodError']);
    const { password, ...rest } = replies[0]?.ok ?? {};
    expect(rest).toEqual({ person: expect.any(String), userName: person.userName });
    expect(password.length).toBeGreaterThanOrEqual(16);
    const body = { userName: person.userName, password };
    const { replies: answers } = await invoke('ApiFunction', httpEvent('POST', pathOf('signIn'), { body }));
    expect(answers[0]?.ok).toMatchObject({ statusCode: 200 });
    const set: readonly string[] = answers[0]?.ok.cookies;
    for (const flag of [/HttpOnly/i, /Secure/i, /SameSite/i]) expect(set.join()).toMatch(flag);
    return set.map((cookie) => cookie.split(';')[0] ?? '');
  };

  test('[N10, N11] a person is let in, signs in, reads the campaign, and has no clock to move', async () => {
    const cookies = await signedIn(officer);
    const { replies } = await invoke(
      'ApiFunction',
      httpEvent('GET', pathOf('session'), { cookies }),
      httpEvent('GET', pathOf('campaign', { campaign: pack }), { cookies }),
      httpEvent('POST', pathOf('moveClock'), { cookies, body: { now: 1 } }),
      httpEvent('POST', pathOf('signOut'), { cookies, body: {} }),
      httpEvent('GET', pathOf('session'), { cookies }),
    );
    const [session, campaign, clock, , after] = replies.map(({ ok }) => JSON.parse(ok.body));
    expect(session).toMatchObject({ demo: false, person: { userName: officer.userName } });
    expect(campaign).toMatchObject({ id: pack });
    expect(clock).toMatchObject({ problem: 'demo-only' });
    expect(after).toMatchObject({ problem: 'not-signed-in' });
  });

  test('[N36] what is read goes out compressed, and as API Gateway wants bytes', async () => {
    const cookies = await signedIn({ ...officer, userName: 'officer-two' });
    const path = pathOf('campaign', { campaign: pack });
    const { replies } = await invoke(
      'ApiFunction',
      httpEvent('GET', path, { cookies, headers: { 'accept-encoding': 'gzip' } }),
      httpEvent('GET', path, { cookies }),
    );
    const [zipped, plain] = replies.map(({ ok }) => ok);
    expect(zipped).toMatchObject({ isBase64Encoded: true, headers: { 'content-encoding': 'gzip' } });
    const text = gunzipSync(Buffer.from(zipped.body, 'base64')).toString('utf8');
    expect(JSON.parse(text).questionnaires).toEqual(JSON.parse(plain.body).questionnaires);
    expect(zipped.body.length).toBeLessThan(plain.body.length / 2);
  });

  const lateHousehold = () =>
    aSubmission({
      campaign: pack,
      village: places.village,
      unit: 'h1',
      questionnaire: 'tphAnnual',
      answers: JSON.parse(
        readFileSync(new URL('../support/answers/tphAnnual.json', import.meta.url), 'utf8'),
      ),
    });

  test('[N15] a household that comes four years late gets a signed receipt, from either function', async () => {
    const cookies = await signedIn({
      ...officer,
      userName: 'collector-one',
      role: 'collector',
      area: places.village,
    });
    const event = httpEvent('POST', pathOf('submit'), { cookies, body: lateHousehold() });
    const { replies } = await invoke('SubmitFunction', event, event);
    const { replies: fromApi } = await invoke('ApiFunction', event);
    const [first, again, other] = [...replies, ...fromApi].map(({ ok }) => JSON.parse(ok.body));
    expect(first).toMatchObject({
      outcome: 'quarantined',
      receipt: { signature: expect.stringMatching(/^[0-9a-f]{128}$/) },
    });
    expect([again, other]).toEqual([first, first]);
    expect(deployed.usedBy.get('SubmitFunction')).toContain('kms:Sign');
  });

  test('[N16] the submit function lets in whom the API signed in, and nobody else', async () => {
    const cookies = await signedIn({ ...officer, userName: 'collector-two', area: places.village });
    const forged = cookies.map((cookie) => cookie.replace(/=./, '=x'));
    const sent = (more: Partial<Parameters<typeof httpEvent>[2]>) =>
      httpEvent('POST', pathOf('submit'), { body: lateHousehold(), ...more });
    const before = await invoke(
      'SubmitFunction',
      sent({ cookies }),
      sent({ cookies: forged }),
      sent({}),
      sent({ cookies, headers: { origin: 'https://elsewhere.example' } }),
      httpEvent('GET', pathOf('session'), { cookies }),
    );
    await invoke('ApiFunction', httpEvent('POST', pathOf('signOut'), { cookies, body: {} }));
    const after = await invoke('SubmitFunction', sent({ cookies }));
    expect(
      [...before.replies, ...after.replies].map(({ ok }) => JSON.parse(ok.body).problem),
      before.log.join('\n'),
    ).toEqual([
      'not-allowed', // an officer of a district, known as such
      'not-signed-in',
      'not-signed-in',
      'cross-site',
      'no-such-route',
      'not-signed-in',
    ]);
  });

  test('[N10] the API answers API Gateway', async () => {
    const { replies, log } = await invoke(
      'ApiFunction',
      httpEvent('GET', pathOf('health')),
      httpEvent('GET', pathOf('session')),
      httpEvent('POST', pathOf('signIn'), { body: { userName: 'nobody', password: 'wrong-password' } }),
      httpEvent('GET', '/api/nowhere'),
    );
    expect(
      replies.map(({ ok }) => ok?.statusCode),
      log.join('\n'),
    ).toEqual([200, 401, 401, 404]);
    expect(JSON.parse(replies[0]?.ok.body)).toEqual({ ok: true });
    expect(replies.slice(1).map(({ ok }) => JSON.parse(ok.body).problem)).toEqual([
      'not-signed-in',
      'wrong-credentials',
      'no-such-route',
    ]);
    expect(replies[1]?.ok.headers['content-type']).toBe('application/problem+json');
  });

  test('[N11] the clock is the system’s', async () => {
    const { replies } = await invoke('ApiFunction', httpEvent('GET', pathOf('clock')));
    expect(Math.abs(JSON.parse(replies[0]?.ok.body).now - Date.now())).toBeLessThan(120_000);
  });

  test('[N12] a page of ours is told from another by the name that browsers know', async () => {
    const body = { userName: 'nobody', password: 'wrong-password' };
    const { replies } = await invoke(
      'ApiFunction',
      httpEvent('POST', pathOf('signIn'), { body, headers: { origin } }),
      httpEvent('POST', pathOf('signIn'), { body, headers: { origin: 'https://elsewhere.example' } }),
    );
    expect(replies.map(({ ok }) => JSON.parse(ok.body).problem)).toEqual(['wrong-credentials', 'cross-site']);
  });

  test('[N2] freeze and seal take what the scheduler sends', async () => {
    const gates = { campaign: pack, kind: 'gates', id: '1669824000000', at: '2022-11-30T16:00:00.000Z' };
    const { replies: frozen, log } = await invoke(
      'FreezeFunction',
      gates,
      gates,
      {},
      { ...gates, campaign: 'gone' },
    );
    expect(frozen, log.join('\n')).toEqual([
      { ok: { outcome: 'done' } },
      { ok: { outcome: 'done' } },
      { ok: { outcome: 'nothing-to-do' } },
      { ok: { outcome: 'nothing-to-do' } },
    ]);
    const seal = { campaign: pack, kind: 'seal', id: 'annual-2022', at: '2022-12-20T16:00:00.000Z' };
    const { replies: sealed, log: told } = await invoke('SealFunction', seal, seal);
    expect(sealed, told.join('\n')).toEqual([{ ok: { outcome: 'done' } }, { ok: { outcome: 'done' } }]);
    const manifest = deployed.aws.objects.get(`seals-bucket/${pack}/annual-2022/manifest.json`);
    expect(manifest?.headers['x-amz-object-lock-mode']).toBe('COMPLIANCE');
    expect(Date.parse(String(manifest?.headers['x-amz-object-lock-retain-until-date']))).toBeGreaterThan(
      Date.now() + 9 * 365 * 86_400_000,
    );
  });

  test('[N30] a sweep does what is due, and comes again with nothing to do', async () => {
    const due = { sweep: true };
    const { replies, log } = await invoke('BackgroundFunction', due, due);
    expect(replies, log.join('\n')).toEqual([{ ok: { outcome: 'done' } }, { ok: { outcome: 'done' } }]);
    const step = { step: 'due', event: due };
    const { replies: found, log: told } = await invoke('FreezeFunction', step);
    const begun = found[0]?.ok.due;
    expect(begun, told.join('\n')).toContainEqual({ campaign: pack, kind: 'seal', id: 'rural-2022' });
    expect(begun).not.toContainEqual(expect.objectContaining({ id: 'annual-2022' })); // it is done
  });

  test('[N34] calendar walks the steps of its machine, and all of them for whoever calls it', async () => {
    const change = { campaign: pack, kind: 'calendar', id: 'none' };
    const { replies, log } = await invoke(
      'CalendarFunction',
      { step: 'cut', event: change },
      { step: 'end', event: change },
      { campaign: pack },
    );
    expect(replies, log.join('\n')).toEqual([
      { ok: { outcome: 'nothing-to-do', pieces: [] } },
      { ok: { outcome: 'done' } },
      { ok: { outcome: 'nothing-to-do' } },
    ]);
  });

  test('[N10, N22] a machine runs over the deployed function, and annex over what the stream tells', async () => {
    const call = async (event: unknown) => repliedAs((await invoke('SealFunction', event)).replies[0]);
    const machine = machineOf(resourcesOf(appOf({ context: { partition: 'aws' } })), 'seal');
    await execute(machine, { campaign: pack, kind: 'seal', id: 'rural-2022' }, call);
    expect(deployed.aws.objects.has(`seals-bucket/${pack}/rural-2022/manifest.sig`)).toBe(true);
    const { replies } = await invoke('AnnexFunction', told(`C#${pack}`, 'ANNEX#annual-2022#x'), {});
    expect(replies).toEqual([{ ok: { sealed: 0 } }, { ok: { sealed: 0 } }]);
  });

  test('[K39] check takes what the stream tells of', async () => {
    const { replies, log } = await invoke(
      'CheckFunction',
      told(`C#${pack}#V990101101001`, 'RECHECK#990101101001-H1'),
      told(`C#gone#V990101101001`, 'RECHECK#990101101001-H1'),
      {},
    );
    expect(replies, log.join('\n')).toEqual(Array(3).fill({ ok: { units: 0 } }));
  });

  test('[N5] no function used a right that its role does not have', () => {
    const resources = resourcesOf(appOf({ context: { partition: 'aws' } }));
    expect([...deployed.usedBy.keys()].sort()).toEqual(Object.keys(deployed.bundles.folders).sort());
    for (const [name, used] of deployed.usedBy) {
      const allowed = actionsOf(resources, `${name}Role`);
      expect(
        [...used].filter((right) => !allowed.has(right)),
        name,
      ).toEqual([]);
    }
  });
});
