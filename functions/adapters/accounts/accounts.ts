/**
 * Who is speaking: better-auth with user names and passwords on the Table port. None of its routes is open to the network; it is
 * called from here, so people cannot sign themselves up. A session ends after 30 days, at sign-out, or when it is taken away,
 * and is looked up anew for every request.
 */
import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth/minimal';
import { username } from 'better-auth/plugins/username';
import type { Accounts, SignInOutcome, Table } from '../../ports.ts';
import { calling } from './calling.ts';
import { tableDatabase } from './database.ts';
import { TakenAlready } from './rows.ts';
import { cookiePrefix, type SessionOptions, sessions } from './sessions.ts';
import { countTry, forgetTries } from './tries.ts';

export interface AccountsOptions extends SessionOptions {
  readonly baseURL: string;
  readonly trustedOrigins: readonly string[];
}

export interface NewPerson {
  readonly userName: string;
  /** How people are called. */
  readonly name: string;
  readonly password: string;
}

export interface AccountsAdapter extends Accounts {
  /** The new person's id. Throws UserNameTaken, and TypeError for a name or password that nobody could sign in with. */
  createPerson(person: NewPerson): Promise<string>;
  /** The id behind a user name, if there is one. */
  idOf(userName: string): Promise<string | undefined>;
  /** Ends all sessions of a person, wherever they are. */
  endSessions(person: string): Promise<void>;
  count(): Promise<number>;
}

export class UserNameTaken extends Error {
  override readonly name = 'UserNameTaken';
}

const sessionSeconds = 30 * 24 * 60 * 60;
const passwordLength = { min: 8, max: 200 };
/** Latin letters, digits and . _ - as every keyboard has them; nothing that looks like something else. */
const userNamePattern = /^[a-z0-9][a-z0-9._-]{1,63}$/;

const normalised = (userName: string): string => userName.trim().toLowerCase();

/** For tests: what better-auth itself says of a cookie. */
export const betterAuthOn = ({ table, secret, baseURL, trustedOrigins, secureCookies }: AccountsOptions) =>
  betterAuth({
    database: tableDatabase(table),
    secret,
    baseURL,
    trustedOrigins: [...trustedOrigins],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true, cookieCache: { enabled: false } },
    advanced: {
      cookiePrefix,
      useSecureCookies: secureCookies,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: secureCookies, path: '/' },
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 64,
        usernameNormalization: normalised,
        usernameValidator: (name) => userNamePattern.test(normalised(name)),
      }),
    ],
    // Tries are counted by user name on the table: behind a proxy, an address says little, and it can be made up.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });

type Auth = ReturnType<typeof betterAuthOn>;

export const createAccounts = (options: AccountsOptions): AccountsAdapter => {
  const { table } = options;
  const auth = betterAuthOn(options);
  const { personOf } = sessions(options);
  return {
    signIn: (_, { userName, password }) => calling(() => signIn(auth, table, normalised(userName), password)),
    signOut: (headers) => calling(() => signOut(auth, headers)),
    personOf: async (headers) => (await personOf(headers)) ?? calling(() => tidied(auth, headers)),
    namesOf: (ids) => calling(() => namesOf(auth, ids)),
    createPerson: (person) => calling(() => createPerson(auth, person)),
    idOf: (userName) =>
      calling(async () => {
        const where = [{ field: 'username', value: normalised(userName) }];
        const { adapter } = await auth.$context;
        return (await adapter.findOne<{ id: string }>({ model: 'user', where }))?.id;
      }),
    endSessions: (person) =>
      calling(async () => (await auth.$context).internalAdapter.deleteUserSessions(person)),
    count: () => calling(async () => (await auth.$context).internalAdapter.countTotalUsers()),
  };
};

/** Nobody, whatever better-auth thinks; it is asked because it deletes the row of a session that has ended. */
const tidied = async (auth: Auth, headers: Headers): Promise<undefined> => {
  await auth.api.getSession({ headers });
};

/** What the browser says of itself is not passed on: a session keeps no address and no device. */
const signIn = async (
  auth: Auth,
  table: Table,
  userName: string,
  password: string,
): Promise<SignInOutcome> => {
  const seconds = await countTry(table, userName, Date.now());
  if (seconds !== undefined) return { outcome: 'too-many-tries', seconds };
  const response = await auth.api.signInUsername({
    body: { username: userName, password },
    headers: new Headers(),
    asResponse: true,
  });
  if (response.status >= 500) throw new Error(`sign-in failed with ${response.status}`);
  if (!response.ok) return { outcome: 'wrong-credentials' };
  await forgetTries(table, userName);
  return { outcome: 'signed-in', cookies: response.headers.getSetCookie() };
};

const namesOf = async (auth: Auth, ids: readonly string[]): Promise<{ readonly [id: string]: string }> => {
  const { internalAdapter } = await auth.$context;
  const users = await Promise.all([...new Set(ids)].map((id) => internalAdapter.findUserById(id)));
  return Object.fromEntries(users.flatMap((user) => (user ? [[user.id, user.name]] : [])));
};

/** better-auth only logs when it cannot delete a session; here it is an error, because somebody may want to be safe. */
const signOut = async (auth: Auth, headers: Headers): Promise<readonly string[]> => {
  const session = await auth.api.getSession({ headers });
  if (session) await (await auth.$context).internalAdapter.deleteSession(session.session.token);
  return (await auth.api.signOut({ headers, asResponse: true })).headers.getSetCookie();
};

/** The password comes first: if the process ends in between, the name is still free. */
const createPerson = async (auth: Auth, { userName, name, password }: NewPerson): Promise<string> => {
  const chosen = normalised(userName);
  if (!userNamePattern.test(chosen)) throw new TypeError(`"${userName}" cannot be a user name`);
  const { min, max } = passwordLength;
  if (password.length < min || password.length > max)
    throw new TypeError(`a password has ${min} to ${max} characters`);
  const { internalAdapter, password: hashing } = await auth.$context;
  const id = randomUUID();
  const credential = { userId: id, providerId: 'credential', accountId: id };
  await internalAdapter.linkAccount({ ...credential, password: await hashing.hash(password) });
  try {
    const email = `${chosen}@accounts.invalid`;
    const user = { id, email, name, emailVerified: true, username: chosen };
    await internalAdapter.createUser(user, { method: 'credential' });
  } catch (error) {
    await internalAdapter.deleteAccounts(id);
    throw error instanceof TakenAlready || isTaken(error) ? new UserNameTaken(chosen) : error;
  }
  return id;
};

/** better-auth looks first and says so itself; TakenAlready is for two at the same time. */
const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'body' in error && JSON.stringify(error.body).includes('ALREADY_TAKEN');
