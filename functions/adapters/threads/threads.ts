/**
 * A pool of threads for work that keeps a processor busy: as many as there are processors, started when the first jobs come. A job
 * may name values that every thread gets once (sent-values.ts). A thread that ends takes its jobs with it; the next job gets a
 * new one. The thread's module calls `serveJobs`.
 */
import { availableParallelism } from 'node:os';
import type { ResourceLimits } from 'node:worker_threads';
import { numbering, SentValues } from './sent-values.ts';
import { type Job as JobOfThread, startWorker, Thread } from './thread.ts';

export interface Threads<Job, Held extends object = Record<never, never>> {
  /** Jobs that can be in hand. */
  readonly atOnce: number;
  /**
   * What the thread's module gives for this job; throws what it threw, `ThreadEnded` when its thread ended, DataCloneError for
   * what cannot be copied. Jobs beyond `atOnce` wait. `held` are values, by name, that are large and never change: the same
   * object goes over once, and the module gets it beside the job.
   */
  run<Done>(job: Job, held?: Held): Promise<Done>;
  /** Ends the threads; a later job starts new ones. */
  rest(): Promise<void>;
}

export interface ThreadsOptions {
  /** A module that calls `serveJobs`; written as `new URL('./….ts', import.meta.url)`, by which the bundle finds it. */
  readonly entry: URL;
  /** Given to every thread; must be cloneable. */
  readonly data: unknown;
  readonly threads?: number;
  /** Jobs that a thread has in hand; with two it computes while the other one waits for the disk. */
  readonly jobsEach?: number;
  /** Values that a thread holds at most. */
  readonly heldEach?: number;
  readonly limits?: ResourceLimits;
}

export const openThreads = <Job, Held extends object = Record<never, never>>({
  entry,
  data,
  threads = availableParallelism(),
  jobsEach = 2,
  heldEach = 128,
  limits = {},
}: ThreadsOptions): Threads<Job, Held> => {
  const numberOf = numbering();
  const places: (Thread | undefined)[] = Array.from({ length: threads });
  const waiting: JobOfThread[] = [];

  const started = (place: number): Thread => {
    const ended = () => {
      if (places[place] === thread) places[place] = undefined;
    };
    const values = new SentValues(numberOf, heldEach);
    const thread = new Thread(startWorker(entry, data, limits), values, { done: handOut, ended });
    places[place] = thread;
    return thread;
  };
  /** The one with the least to do, a new one before one that is busy; nothing while all have their hands full. */
  const leastBusy = (): Thread | undefined => {
    const jobs = places.map((thread) => thread?.jobs ?? 0);
    const least = Math.min(...jobs);
    if (least >= jobsEach) return undefined;
    const place = jobs.indexOf(least);
    return places[place] ?? started(place);
  };
  const handOut = (): void => {
    while (waiting.length > 0) {
      const thread = leastBusy();
      const next = thread && waiting.shift();
      if (!next) return;
      thread.take(next);
    }
  };
  return {
    atOnce: threads * jobsEach,
    run: <Done>(job: Job, held: object = {}) =>
      new Promise<Done>((resolve, reject) => {
        waiting.push({ job, held, resolve: resolve as (done: unknown) => void, reject });
        handOut();
      }),
    rest: async () => {
      const running = places.flatMap((thread) => (thread ? [thread] : []));
      places.fill(undefined);
      await Promise.all(running.map((thread) => thread.end()));
    },
  };
};
