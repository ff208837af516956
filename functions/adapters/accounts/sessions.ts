/**
 * Who speaks, the short way: a request with a good cookie costs two reads and one HMAC instead of better-auth's whole
 * machinery, which took longer than everything else about a submission but its answers. Only a yes is given here, and
 * under every condition that better-auth sets; whatever is not plainly a session that goes on is left to it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Rows } from './rows.ts';

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

/** better-auth writes `encodeURIComponent(token + '.' + base64 of HMAC-SHA256)`. A name that comes twice is not for us. */
const signedToken = ({ name, secret }: SessionCookie, cookies: string): string | undefined => {
  const values = cookies
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  const value = values.length === 1 ? decoded(values[0]?.slice(name.length + 1) ?? '') : '';
  const dot = value.lastIndexOf('.');
  if (dot < 1) return undefined;
  const [token, given] = [value.slice(0, dot), Buffer.from(value.slice(dot + 1))];
  const expected = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'));
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
};
