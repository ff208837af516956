/** Checks after acceptances on a thread of their own: the server goes on answering meanwhile. */
import { openThreads } from '../adapters/threads/threads.ts';
import type { Clock } from '../ports.ts';
import type { Look, Looked } from './check-runner.ts';
import type { CheckJob, CheckThreadData } from './check-thread.ts';

export interface CheckAside {
  readonly look: Look;
  stop(): Promise<void>;
}

/** `data` is the server's data folder. */
export const checkAside = (data: string, clock: Clock): CheckAside => {
  const threads = openThreads<CheckJob>({
    entry: new URL('./check-thread.ts', import.meta.url),
    data: { data } satisfies CheckThreadData,
    threads: 1,
    // The flags of `npm start` win over these (decision 0008).
    limits: { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 1024 },
  });
  return {
    look: (place) => threads.run<Looked>({ ...place, ahead: clock.now() - Date.now() }),
    stop: () => threads.rest(),
  };
};
