/**
 * Who speaks: three reads and one HMAC instead of better-auth's whole machinery, which took longer than everything else about a
 * submission but its answers, and which the submit function does not carry. better-auth makes the sessions and their cookies;
 * here is the one place that says whether they hold, and a test asks better-auth about the same cookies.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Accounts, Table } from '../../ports.ts';
import { grantsOf } from './grants.ts';
import { Rows } from './rows.ts';

export interface SessionOptions {
  readonly table: Table;
  /** Signs the session cookies; changing it ends all sessions. */
  readonly secret: string;
  /** True wherever the page is served over https. */
  readonly secureCookies: boolean;
}

export const cookiePrefix = 'xiangbiao';
export const sessionCookieName = (secure: boolean): string =>
  `${secure ? '__Secure-' : ''}${cookiePrefix}.session_token`;

/** The person of the session cookie, with the roles held now (P15). */
export const sessions = ({ table, secret, secureCookies }: SessionOptions): Pick<Accounts, 'personOf'> => {
  const rows = new Rows(table);
  const cookie = { name: sessionCookieName(secureCookies), secret };
  return {
    personOf: async (headers) => {
      const user = await userOfSession(rows, cookie, { cookies: headers.get('cookie'), now: Date.now() });
      return user && { ...user, grants: await grantsOf(table, user.id) };
    },
  };
};

export interface SessionCookie {
  readonly name: string;
  readonly secret: string;
}
export interface SessionUser {
  readonly id: string;
  readonly name: string;
  readonly userName: string;
}

/** The user of a session that is signed by us, is on the table, and has not ended at `now`. */
export const userOfSession = async (
  rows: Rows,
  cookie: SessionCookie,
  { cookies, now }: { readonly cookies: string | null; readonly now: number },
): Promise<SessionUser | undefined> => {
  const token = signedToken(cookie, cookies ?? '');
  if (token === undefined) return undefined;
  const session = await rows.read('session', token);
  if (session?.token !== token || typeof session.userId !== 'string') return undefined;
  const ends = typeof session.expiresAt === 'string' ? Date.parse(session.expiresAt) : Number.NaN;
  if (!(ends >= now)) return undefined;
  const user = await rows.read('user', session.userId);
  if (!user || user.id !== session.userId) return undefined;
  const { name, username } = user;
  return typeof name === 'string' && typeof username === 'string'
    ? { id: session.userId, name, userName: username }
    : undefined;
};

/** better-auth writes `encodeURIComponent(token + '.' + base64 of HMAC-SHA256)`. Of a name that comes twice the first counts. */
const signedToken = ({ name, secret }: SessionCookie, cookies: string): string | undefined => {
  const first = cookies
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`));
  const given = first?.slice(name.length + 1).trim() ?? '';
  const value = decoded(given.startsWith('"') ? given.slice(1, -1) : given);
  const dot = value.lastIndexOf('.');
  if (dot < 1) return undefined;
  const [token, signature] = [value.slice(0, dot), Buffer.from(value.slice(dot + 1))];
  const expected = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'));
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? token : undefined;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};
