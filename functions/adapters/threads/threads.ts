/**
 * A pool of threads for work that keeps a processor busy: as many as there are processors, started when the first jobs come. Each
 * has two jobs in hand, so that it computes while the other one waits for the disk. A thread that ends takes its jobs with it; the
 * next job gets a new one.
 */
import { availableParallelism } from 'node:os';
import { type ResourceLimits, Worker } from 'node:worker_threads';

export interface Threads<Job> {
  readonly atOnce: number;
  /** What the thread's module gives for this job; throws what it threw. Jobs beyond `atOnce` wait. */
  run<Done>(job: Job): Promise<Done>;
  /** Ends the threads; a later job starts new ones. */
  rest(): Promise<void>;
}

export interface ThreadsOptions {
  /** A module that calls `serveJobs`. */
  readonly entry: URL;
  /** Given to every thread; must be cloneable. */
  readonly data: unknown;
  readonly threads?: number;
  readonly limits?: ResourceLimits;
}

/** Thrown by jobs whose thread ended under them. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';
}

const jobsEach = 2;
/** Threads do not inherit a loader of TypeScript, so as TypeScript they begin with it; bundles need none. */
export const startThread = (entry: URL, data: unknown, resourceLimits: ResourceLimits = {}): Worker => {
  const isSource = entry.href.endsWith('.ts');
  // By its path: what is evaluated stands in the folder where somebody called the program.
  const loader = isSource ? import.meta.resolve('tsx/esm/api') : '';
  const withLoader = `import('${loader}').then(({ register }) => register()).then(() => import('${entry.href}'))`;
  return new Worker(isSource ? withLoader : entry, {
    eval: isSource,
    workerData: data,
    execArgv: [],
    resourceLimits,
  });
};

export const openThreads = <Job>({
  entry,
  data,
  threads = availableParallelism(),
  limits = {},
}: ThreadsOptions): Threads<Job> => {
  const places: (Thread | undefined)[] = Array.from({ length: threads });
  const waiting: (() => void)[] = [];
  let inHand = 0;
  const leastBusy = (): Thread => {
    const at = places.findIndex((thread) => !thread || thread.jobs === 0);
    const place = at >= 0 ? at : places.findIndex((thread) => thread && thread.jobs < jobsEach);
    const thread = places[place] ?? new Thread(startThread(entry, data, limits));
    places[place] = thread;
    thread.ended.then(() => {
      if (places[place] === thread) places[place] = undefined;
    });
    return thread;
  };
  return {
    atOnce: threads * jobsEach,
    run: async <Done>(job: Job) => {
      if (inHand >= threads * jobsEach) await new Promise<void>((resolve) => waiting.push(resolve));
      else inHand++;
      try {
        return (await leastBusy().run(job)) as Done;
      } finally {
        const next = waiting.shift();
        if (next) next();
        else inHand--;
      }
    },
    rest: async () => {
      const running = places.flatMap((thread) => (thread ? [thread] : []));
      places.fill(undefined);
      await Promise.all(running.map((thread) => thread.end()));
    },
  };
};

interface Answer {
  readonly id: number;
  readonly done?: unknown;
  readonly error?: unknown;
}
interface Asked {
  readonly resolve: (done: unknown) => void;
  readonly reject: (error: unknown) => void;
}

class Thread {
  /** Settles when the thread is over, however that came. */
  readonly ended: Promise<void>;
  readonly #worker: Worker;
  readonly #asked = new Map<number, Asked>();
  #next = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: Answer) => this.#answered(answer));
    this.ended = new Promise((resolve) => {
      const over = (cause: unknown) => {
        for (const { reject } of this.#asked.values())
          reject(new ThreadEnded('a thread ended before its work was done', { cause }));
        this.#asked.clear();
        resolve();
      };
      worker.once('error', over);
      worker.once('exit', over);
    });
  }

  get jobs(): number {
    return this.#asked.size;
  }

  run(job: unknown): Promise<unknown> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#worker.postMessage({ id, job });
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #answered({ id, done, error }: Answer): void {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (error === undefined) asked?.resolve(done);
    else asked?.reject(error);
  }
}
