/** Who speaks is said by our own few lines; better-auth, which makes the sessions, says the same of every cookie. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { betterAuthOn, createAccounts } from '#functions/adapters/accounts/accounts.ts';
import { Rows } from '#functions/adapters/accounts/rows.ts';
import { sessionCookieName, sessions, userOfSession } from '#functions/adapters/accounts/sessions.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import type { Table } from '#functions/ports.ts';

const secret = 'a secret of the tests, long enough for it';
const name = 'xiangbiao.session_token';
const days = 24 * 60 * 60 * 1000;

let table: Table;
let rows: Rows;
let accounts: ReturnType<typeof createAccounts>;
let id: string;
let cookie: string;
const options = (secureCookies: boolean) => {
  const baseURL = 'https://forms.invalid';
  return { table, secret, baseURL, trustedOrigins: [baseURL], secureCookies };
};
const newCookie = async (userName: string): Promise<string> => {
  const person = { userName, name: '李娜', password: 'a long enough secret' };
  id = await accounts.createPerson(person);
  const outcome = await accounts.signIn(new Headers(), person);
  return (outcome.outcome === 'signed-in' ? outcome.cookies[0] : '')?.split(';')[0] ?? '';
};
beforeEach(async () => {
  table = memoryTable();
  rows = new Rows(table);
  accounts = createAccounts(options(false));
  cookie = await newCookie('li.na');
});
afterEach(() => vi.useRealTimers());

const short = (cookies: string | null, { key = secret, now = Date.now() } = {}) =>
  userOfSession(rows, { name, secret: key }, { cookies, now });

test('[P16] a good cookie is known the short way, among others too', async () => {
  const user = { id, name: '李娜', userName: 'li.na' };
  expect(await short(cookie)).toEqual(user);
  expect(await short(`theme=dark; ${cookie}; lang=zh`)).toEqual(user);
  expect(await short(cookie, { now: Date.now() + 29 * days })).toEqual(user);
});

test('[P12] the short way lets nobody in whose session ended, was changed, or was signed elsewhere', async () => {
  expect(await short(cookie, { now: Date.now() + 31 * days })).toBeUndefined();
  expect(await short(cookie, { key: 'another secret, long enough for the library' })).toBeUndefined();
  const value = cookie.slice(name.length + 1);
  for (const changed of [value.slice(0, -3), `x${value}`, value.replace('.', 'x.'), '', 'a.b', '%', '.'])
    expect(await short(`${name}=${changed}`)).toBeUndefined();
  for (const cookies of [null, '', `other=${value}`, `${name}2=${value}`])
    expect(await short(cookies)).toBeUndefined();
  await accounts.signOut(new Headers({ cookie }));
  expect(await short(cookie)).toBeUndefined();
});

test('[N16, P12] better-auth says the same of every cookie, as long as its session lasts and after', async () => {
  const auth = betterAuthOn(options(false));
  const { personOf } = sessions(options(false));
  const other = await newCookie('wang.fang');
  const value = cookie.slice(name.length + 1);
  const cookies = [
    ...[cookie, other, `theme=dark; ${cookie}; lang=zh`, `${cookie}; ${name}=made.up`, `${cookie}; ${other}`],
    ...[`${name}=made.up; ${cookie}`, `${name}="${value}"`, `${name}= ${value} `, ` ${cookie}`, `${cookie};`],
    ...[`${name}=${decodeURIComponent(value)}`, `${name}=${value.slice(0, -3)}`, `${name}=${value}x`],
    ...[`${name}=${value.replace('.', '')}`, `${name}=`, name, `__Secure-${cookie}`, `${name}2=${value}`],
    ...[cookie.replace('xiangbiao', 'Xiangbiao'), `${name}=%E0%A4%A`, ''],
  ];
  const judged = async () => {
    const said = [];
    for (const each of cookies) {
      const headers = new Headers({ cookie: each });
      const ours = (await personOf(headers))?.userName;
      const theirs = (await auth.api.getSession({ headers }))?.user.username ?? undefined;
      expect([each, ours]).toEqual([each, theirs]);
      said.push(ours);
    }
    return said.filter((userName) => userName !== undefined).length;
  };
  expect(await judged()).toBeGreaterThan(5);
  await accounts.signOut(new Headers({ cookie: other }));
  expect(await judged()).toBeGreaterThan(4);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * days });
  expect(await judged()).toBe(0);
});

test.each([false, true])(
  '[N16] better-auth gives the cookie the name that we look for (https: %s)',
  async (secure) => {
    const { authCookies } = await betterAuthOn(options(secure)).$context;
    expect(sessionCookieName(secure)).toBe(authCookies.sessionToken.name);
  },
);

test('[P12] the row of a session that has ended is deleted when it is used again', async () => {
  const sessionRows = async () => (await rows.find('session', [])).length;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * days });
  expect(await sessionRows()).toBe(1);
  expect(await accounts.personOf(new Headers({ cookie }))).toBeUndefined();
  expect(await sessionRows()).toBe(0);
});
