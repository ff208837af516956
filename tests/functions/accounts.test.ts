/** Sign-in on both stores: passwords, sessions and their end, tries, names, roles. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type AccountsAdapter,
  createAccounts,
  UserNameTaken,
} from '#functions/adapters/accounts/accounts.ts';
import { grantsOf, putGrant, removeGrant } from '#functions/adapters/accounts/grants.ts';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import type { Item, SignInOutcome, Table } from '#functions/ports.ts';

const start = Date.parse('2031-06-01T00:00:00Z');
const day = 24 * 60 * 60_000;
const li = { userName: 'li.na', name: '李娜', password: 'a long enough secret' };

const stores: readonly (readonly [string, () => Promise<Table & { close?(): Promise<void> }>])[] = [
  ['memory', async () => memoryTable()],
  [
    'LMDB',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-accounts-'));
      const table = await openLmdbTable(folder);
      const close = () => table.close().then(() => rm(folder, { recursive: true }));
      return { ...table, close };
    },
  ],
];

describe.each(stores)('accounts on %s', (_, open) => {
  let table: Table & { close?(): Promise<void> };
  let accounts: AccountsAdapter;
  let reads: number;
  let writes: number;
  let broken: boolean;
  beforeEach(async () => {
    // Only the date: the stores need their timers.
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    table = await open();
    [reads, writes, broken] = [0, 0, false];
    accounts = onTable({
      ...table,
      get: (key) => {
        reads++;
        return table.get(key);
      },
      query: (pk, options) => {
        reads++;
        return table.query(pk, options);
      },
      transact: (all) => {
        writes++;
        return broken ? Promise.reject(new Error('disk full')) : table.transact(all);
      },
    });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await table.close?.();
  });

  const onTable = (on: Table, secureCookies = false) =>
    createAccounts({
      table: on,
      secret: 'a secret of the tests, long enough for it',
      baseURL: 'https://forms.invalid',
      trustedOrigins: ['https://forms.invalid'],
      secureCookies,
    });
  const signIn = (userName: string, password: string, on = accounts) =>
    on.signIn(new Headers(), { userName, password });
  const cookiesOf = (outcome: SignInOutcome): readonly string[] => {
    if (outcome.outcome !== 'signed-in') throw new Error(outcome.outcome);
    return outcome.cookies;
  };
  const sent = (cookies: readonly string[]) =>
    new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
  const items = async (): Promise<Item[]> => {
    const all: Item[] = [];
    for await (const item of table.scan(0, 1)) all.push(item);
    return all;
  };

  test('[P10] with the right password there is a session that says who speaks', async () => {
    const id = await accounts.createPerson(li);
    await putGrant(table, id, { role: 'collector', area: '990101101001' });
    const cookies = cookiesOf(await signIn('li.na', li.password));
    expect(await accounts.personOf(sent(cookies))).toEqual({
      id,
      name: '李娜',
      userName: 'li.na',
      grants: [{ role: 'collector', area: '990101101001' }],
    });
    expect(await accounts.personOf(new Headers())).toBeUndefined();
  });

  test('[P10] a wrong password and an unknown name get the same answer', async () => {
    await accounts.createPerson(li);
    expect(await signIn('li.na', 'something else here')).toEqual({ outcome: 'wrong-credentials' });
    expect(await signIn('wang.wei', li.password)).toEqual({ outcome: 'wrong-credentials' });
    expect(await signIn('li.na', 'x'.repeat(1000))).toEqual({ outcome: 'wrong-credentials' });
    expect(await signIn('no name #', li.password)).toEqual({ outcome: 'wrong-credentials' });
    expect((await items()).filter(({ pk }) => pk.startsWith('AUTH#session'))).toEqual([]);
  });

  test('[P11] user names know no capitals and no blanks around them', async () => {
    await accounts.createPerson({ ...li, userName: 'Li.Na' });
    expect((await signIn(' LI.NA ', li.password)).outcome).toBe('signed-in');
    const again = accounts.createPerson({ ...li, userName: 'li.NA' });
    await expect(again).rejects.toThrow(UserNameTaken);
    expect(await accounts.count()).toBe(1);
  });

  test('[P11] of many who take one name at the same time, one gets it', async () => {
    const taken = await Promise.allSettled(Array.from({ length: 4 }, () => accounts.createPerson(li)));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = taken.flatMap((one) => (one.status === 'rejected' ? [one.reason.name] : []));
    expect(refused).toEqual(Array(3).fill('UserNameTaken'));
    expect((await items()).filter(({ pk }) => pk === 'AUTH#account')).toHaveLength(1);
    expect((await signIn('li.na', li.password)).outcome).toBe('signed-in');
  });

  test.each(['', 'a', 'li na', 'li#na', '李娜', '-li', 'a'.repeat(65)])(
    '[P11] %j cannot be a user name',
    async (userName) => {
      await expect(accounts.createPerson({ ...li, userName })).rejects.toThrow(TypeError);
    },
  );

  test('[P11] nobody is let in with a short password', async () => {
    await expect(accounts.createPerson({ ...li, password: 'x'.repeat(7) })).rejects.toThrow(TypeError);
    expect(await items()).toEqual([]);
  });

  test('[P12] a session ends after 30 days, used or not', async () => {
    await accounts.createPerson(li);
    const cookies = cookiesOf(await signIn('li.na', li.password));
    vi.setSystemTime(start + 29 * day);
    expect(await accounts.personOf(sent(cookies))).toBeDefined();
    vi.setSystemTime(start + 30 * day + 1000);
    expect(await accounts.personOf(sent(cookies))).toBeUndefined();
    vi.setSystemTime(start);
    expect(await accounts.personOf(sent(cookies))).toBeUndefined();
  });

  test('[P12] signing out ends this session and no other', async () => {
    await accounts.createPerson(li);
    const [phone, desk] = [
      cookiesOf(await signIn('li.na', li.password)),
      cookiesOf(await signIn('li.na', li.password)),
    ];
    const cleared = await accounts.signOut(sent(phone));
    expect(cleared.every((cookie) => cookie.includes('Max-Age=0'))).toBe(true);
    expect(await accounts.personOf(sent(phone))).toBeUndefined();
    expect(await accounts.personOf(sent(desk))).toBeDefined();
    await accounts.signOut(new Headers());
  });

  test('[P12] a sign-out that the store cannot keep is no sign-out', async () => {
    await accounts.createPerson(li);
    const cookies = cookiesOf(await signIn('li.na', li.password));
    broken = true;
    await expect(accounts.signOut(sent(cookies))).rejects.toThrow('disk full');
    await expect(signIn('li.na', li.password)).rejects.toThrow('disk full');
  });

  test('[P12] all sessions of a person can be ended', async () => {
    const id = await accounts.createPerson(li);
    await accounts.createPerson({ ...li, userName: 'other' });
    const mine = [
      cookiesOf(await signIn('li.na', li.password)),
      cookiesOf(await signIn('li.na', li.password)),
    ];
    const theirs = cookiesOf(await signIn('other', li.password));
    await accounts.endSessions(id);
    for (const cookies of mine) expect(await accounts.personOf(sent(cookies))).toBeUndefined();
    expect(await accounts.personOf(sent(theirs))).toBeDefined();
    expect((await items()).filter(({ pk }) => pk.startsWith('AUTH#session'))).toHaveLength(2);
  });

  test('[P12] a cookie that was changed or signed elsewhere is nobody', async () => {
    await accounts.createPerson(li);
    const cookies = cookiesOf(await signIn('li.na', li.password));
    const [name, value = ''] = cookies[0]?.split(';')[0]?.split('=') ?? [];
    for (const changed of [value.slice(0, -3), `x${value}`, value.replace('.', 'x.'), '', 'a.b', '%']) {
      expect(await accounts.personOf(new Headers({ cookie: `${name}=${changed}` }))).toBeUndefined();
    }
    const elsewhere = createAccounts({
      table,
      secret: 'another secret, long enough for the library',
      baseURL: 'https://forms.invalid',
      trustedOrigins: [],
      secureCookies: false,
    });
    expect(await elsewhere.personOf(sent(cookies))).toBeUndefined();
  });

  test('[P13] the cookie is not for scripts, not for other sites, and secure where there is https', async () => {
    await accounts.createPerson(li);
    for (const secure of [false, true]) {
      const cookies = cookiesOf(await signIn('li.na', li.password, onTable(table, secure)));
      expect(cookies).toHaveLength(1);
      const [pair = '', ...flags] = cookies[0]?.split('; ') ?? [];
      expect(pair.split('=')[0]).toBe(`${secure ? '__Secure-' : ''}xiangbiao.session_token`);
      expect(flags.toSorted()).toEqual(
        [
          'HttpOnly',
          `Max-Age=${30 * 24 * 60 * 60}`,
          'Path=/',
          'SameSite=Lax',
          ...(secure ? ['Secure'] : []),
        ].toSorted(),
      );
    }
  });

  test('[P14] after ten wrong tries a name has to wait, and then it does not', async () => {
    await accounts.createPerson(li);
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => signIn('Li.Na', 'not the password')));
    expect(outcomes.filter(({ outcome }) => outcome === 'wrong-credentials')).toHaveLength(10);
    expect(await signIn('li.na', li.password)).toEqual({ outcome: 'too-many-tries', seconds: 300 });
    vi.setSystemTime(start + 5 * 60_000 - 500);
    expect(await signIn('li.na', li.password)).toEqual({ outcome: 'too-many-tries', seconds: 1 });
    vi.setSystemTime(start + 5 * 60_000);
    expect((await signIn('li.na', li.password)).outcome).toBe('signed-in');
  });

  test('[P14] the right password forgets the wrong tries', async () => {
    await accounts.createPerson(li);
    for (let round = 0; round < 2; round++) {
      for (let tries = 0; tries < 6; tries++) await signIn('li.na', 'not the password');
      expect((await signIn('li.na', li.password)).outcome).toBe('signed-in');
    }
  });

  test('[P14] names that do not exist are counted alike', async () => {
    for (let tries = 0; tries < 10; tries++) {
      expect((await signIn('nobody', 'some password')).outcome).toBe('wrong-credentials');
    }
    expect((await signIn('nobody', 'some password')).outcome).toBe('too-many-tries');
  });

  test('[P15] a role counts from the next request on, given or taken', async () => {
    const id = await accounts.createPerson(li);
    const headers = sent(cookiesOf(await signIn('li.na', li.password)));
    const grants = async () => (await accounts.personOf(headers))?.grants;
    expect(await grants()).toEqual([]);
    const grant = { role: 'town-officer', area: '990101101000' } as const;
    await putGrant(table, id, grant);
    await putGrant(table, id, grant);
    await putGrant(table, id, { ...grant, role: 'collector' });
    expect(await grants()).toEqual([{ ...grant, role: 'collector' }, grant]);
    await removeGrant(table, id, { ...grant, role: 'collector' });
    expect(await grants()).toEqual([grant]);
    expect(await grantsOf(table, 'another')).toEqual([]);
    await expect(putGrant(table, id, { role: 'owner' as never, area: grant.area })).rejects.toThrow();
    await expect(putGrant(table, id, { ...grant, area: 'everywhere' })).rejects.toThrow();
  });

  test('[P16] who speaks is known after three reads and no write', async () => {
    await accounts.createPerson(li);
    const headers = sent(cookiesOf(await signIn('li.na', li.password)));
    vi.setSystemTime(start + 10 * day);
    [reads, writes] = [0, 0];
    await accounts.personOf(headers);
    expect([reads, writes]).toEqual([3, 0]);
    await accounts.personOf(new Headers({ cookie: 'xiangbiao.session_token=made.up' }));
    expect(reads).toBe(3);
  });

  test('[P17] neither passwords nor what a browser says of itself are kept', async () => {
    await accounts.createPerson(li);
    await accounts.signIn(new Headers({ 'user-agent': 'Phone 9', 'x-forwarded-for': '192.0.2.7' }), li);
    const kept = JSON.stringify(await items());
    for (const word of [li.password, 'Phone 9', '192.0.2.7']) expect(kept).not.toContain(word);
  });
});
