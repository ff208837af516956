/** The short way to who speaks says yes exactly where better-auth would, and leaves everything else to it. */
import { beforeEach, expect, test } from 'vitest';
import { createAccounts } from '#functions/adapters/accounts/accounts.ts';
import { Rows } from '#functions/adapters/accounts/rows.ts';
import { userOfSession } from '#functions/adapters/accounts/sessions.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';

const secret = 'a secret of the tests, long enough for it';
const name = 'xiangbiao.session_token';
const days = 24 * 60 * 60 * 1000;

let rows: Rows;
let accounts: ReturnType<typeof createAccounts>;
let id: string;
let cookie: string;
beforeEach(async () => {
  const table = memoryTable();
  rows = new Rows(table);
  const baseURL = 'https://forms.invalid';
  accounts = createAccounts({ table, secret, baseURL, trustedOrigins: [baseURL], secureCookies: false });
  const person = { userName: 'li.na', name: '李娜', password: 'a long enough secret' };
  id = await accounts.createPerson(person);
  const outcome = await accounts.signIn(new Headers(), person);
  cookie = (outcome.outcome === 'signed-in' ? outcome.cookies[0] : '')?.split(';')[0] ?? '';
});

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

test('[P12] a name that comes twice is for better-auth to judge', async () => {
  const cookies = `${cookie}; ${name}=made.up`;
  expect(await short(cookies)).toBeUndefined();
  expect(await accounts.personOf(new Headers({ cookie: cookies }))).toMatchObject({ id });
});
