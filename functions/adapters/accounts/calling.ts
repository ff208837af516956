/**
 * better-auth keeps what a call is about in storages that follow promises. Once one was used, Node tracks every promise of the
 * process for it, for ever: some hundredths of a server's time, for sign-ins that are rare. So they are put away whenever nobody is
 * calling; the next call takes them out again by itself.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Where better-auth keeps them, so that copies of it share them. Were it elsewhere, only time would be lost. */
const place = Symbol.for('better-auth:global');

let calls = 0;

export const calling = async <Value>(call: () => Promise<Value>): Promise<Value> => {
  calls++;
  try {
    return await call();
  } finally {
    if (--calls === 0) putAway();
  }
};

const putAway = (): void => {
  const { context = {} } = (globalThis as { [place]?: { readonly context?: object } })[place] ?? {};
  for (const storage of Object.values(context)) if (storage instanceof AsyncLocalStorage) storage.disable();
};
