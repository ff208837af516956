/** Seals on one machine are made by threads: every processor works, and the server goes on answering meanwhile. */
import { openThreads } from '../adapters/threads/threads.ts';
import type { PublicKey } from '../ports.ts';
import type { SealHands } from '../use-cases/seal/hands.ts';
import type { SealJob, SealThreadData } from './seal-thread.ts';

type Sealed = Awaited<ReturnType<SealHands['sealVillage']>>;
type Verified = Awaited<ReturnType<SealHands['verifyVillage']>>;

/** `data` is the server's data folder; seals are verified with `publicKey`. */
export const sealHands = (data: string, publicKey: PublicKey): SealHands => {
  const threads = openThreads<SealJob>({
    entry: new URL('./seal-thread.ts', import.meta.url),
    data: { data, publicKey } satisfies SealThreadData,
  });
  return {
    atOnce: threads.atOnce,
    sealVillage: (piece) => threads.run<Sealed>({ what: 'seal', ...piece }),
    verifyVillage: (piece) => threads.run<Verified>({ what: 'verify', ...piece }),
    rest: () => threads.rest(),
  };
};
