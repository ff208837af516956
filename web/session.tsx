/**
 * Who is signed in on this device. The last session is remembered without secrets, so that the app opens in a yard with no
 * network; the server decides again at every request.
 */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type Role, rolesFor, type Verb } from '#forms/permission/permission.ts';
import type { SessionReply } from '#forms/wire/shapes.ts';
import { ConnectionLost, call, ProblemError } from './api.ts';

export type SessionState =
  | { readonly kind: 'loading' }
  /** `left`: the person went on purpose, so the next one begins at home and not where this one was. */
  | { readonly kind: 'signed-out'; readonly left?: boolean }
  | { readonly kind: 'signed-in'; readonly session: SessionReply };

export interface SessionAccess {
  readonly state: SessionState;
  /** Throws what `call` throws. */
  readonly signIn: (userName: string, password: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly refresh: () => Promise<void>;
}

const stored = 'xiangbiao.session';
const context = createContext<SessionAccess | undefined>(undefined);

const remembered = (): SessionReply | undefined => {
  try {
    const kept = localStorage.getItem(stored);
    return kept ? (JSON.parse(kept) as SessionReply) : undefined;
  } catch {
    return undefined;
  }
};

const initial = (): SessionState => {
  const session = remembered();
  return session ? { kind: 'signed-in', session } : { kind: 'loading' };
};

export const SessionProvider = ({ children }: { readonly children: ReactNode }) => {
  const [state, setState] = useState<SessionState>(initial);

  const forget = useCallback((left: boolean) => {
    localStorage.removeItem(stored);
    setState({ kind: 'signed-out', left });
  }, []);

  const refresh = useCallback(async () => {
    try {
      const session = await call('session');
      localStorage.setItem(stored, JSON.stringify(session));
      setState({ kind: 'signed-in', session });
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) forget(false);
      else if (error instanceof ConnectionLost || error instanceof ProblemError)
        setState((before) => (before.kind === 'loading' ? { kind: 'signed-out' } : before));
      else throw error;
    }
  }, [forget]);

  useEffect(() => {
    void refresh();
  }, [refresh]);

  const access = useMemo<SessionAccess>(
    () => ({
      state,
      refresh,
      signIn: async (userName, password) => {
        await call('signIn', { body: { userName, password } });
        const session = await call('session');
        localStorage.setItem(stored, JSON.stringify(session));
        setState({ kind: 'signed-in', session });
      },
      signOut: async () => {
        await call('signOut').catch(() => undefined);
        forget(true);
      },
    }),
    [state, refresh, forget],
  );
  return <context.Provider value={access}>{children}</context.Provider>;
};

export const useSessionAccess = (): SessionAccess => {
  const access = useContext(context);
  if (!access) throw new Error('useSessionAccess outside SessionProvider');
  return access;
};

/** The session of a page that only signed-in people reach. */
export const useSession = (): SessionReply => {
  const { state } = useSessionAccess();
  if (state.kind !== 'signed-in') throw new Error('useSession on a page that is open to everyone');
  return state.session;
};

/** May the person do it anywhere? Decides what is offered, never what is allowed. */
export const mayAnywhere = (session: SessionReply, verb: Verb): boolean =>
  session.grants.some((grant) => {
    const person = { id: session.person.id, name: session.person.name, grants: session.grants };
    return rolesFor(person, verb, grant.area).length > 0;
  });

const homes: { readonly [R in Role]: string } = {
  collector: '/collect',
  'town-officer': '/supervise/progress',
  'district-officer': '/supervise/seals',
  designer: '/design',
  auditor: '/supervise/seals',
};

/** Where the person's day begins; nowhere without a role. */
export const homeOf = (session: SessionReply): string | undefined => {
  const role = session.grants[0]?.role;
  return role && homes[role];
};
