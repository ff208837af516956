/**
 * One thread of a pool and what it has in hand. Jobs that come up in one turn of the event loop go over in one message; one that
 * cannot be copied fails alone. While it has nothing to do, a thread does not keep the process from ending.
 */
import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { Answer, Fault } from './messages.ts';
import type { SentValues } from './sent-values.ts';

/** Thrown by jobs whose thread ended under them; `cause` is what ended it, where that is known. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';
}

/** Threads do not inherit a loader of TypeScript, so as TypeScript they begin with it; bundles need none. */
export const startWorker = (entry: URL, data: unknown, resourceLimits: ResourceLimits): Worker => {
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

/** A job and who waits for it. */
export interface Job {
  readonly job: unknown;
  readonly held: object;
  readonly resolve: (done: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export interface ThreadEvents {
  /** It has one job less in hand. */
  done(): void;
  /** It is over, however that came; called once, before the jobs that it had in hand fail. */
  ended(): void;
}

export class Thread {
  readonly #worker: Worker;
  readonly #values: SentValues;
  readonly #events: ThreadEvents;
  readonly #inHand = new Map<number, Job>();
  #toSend: number[] = [];
  #last = 0;

  constructor(worker: Worker, values: SentValues, events: ThreadEvents) {
    this.#worker = worker;
    this.#values = values;
    this.#events = events;
    worker.on('message', (answer: Answer) => this.#answered(answer));
    let over = false;
    const lost = (cause: unknown) => {
      if (over) return; // a thread that fails also exits
      over = true;
      events.ended();
      this.#lose(cause);
    };
    worker.once('error', lost);
    worker.once('exit', () => lost(undefined));
  }

  get jobs(): number {
    return this.#inHand.size;
  }

  take(job: Job): void {
    if (this.#inHand.size === 0) this.#worker.ref();
    if (this.#toSend.length === 0) setImmediate(() => this.#send());
    this.#toSend.push(++this.#last);
    this.#inHand.set(this.#last, job);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #send(): void {
    const ids = this.#toSend;
    this.#toSend = [];
    if (ids.length === 0 || this.#post(ids) === undefined) return;
    for (const id of ids) {
      const error = this.#post([id]);
      if (error !== undefined) this.#handBack(id)?.reject(error);
    }
  }

  /** What speaks against copying these jobs, if anything. */
  #post(ids: readonly number[]): unknown {
    const jobs = ids.flatMap((id) => {
      const job = this.#inHand.get(id);
      return job ? [{ id, job: job.job, held: job.held }] : [];
    });
    try {
      this.#worker.postMessage(this.#values.message(jobs));
      this.#values.went();
      return undefined;
    } catch (error) {
      this.#values.failed();
      return error;
    }
  }

  #answered(answer: Answer): void {
    const job = this.#handBack(answer.id);
    if ('fault' in answer) job?.reject(errorOf(answer.fault));
    else job?.resolve(answer.done);
  }

  #handBack(id: number): Job | undefined {
    const job = this.#inHand.get(id);
    this.#inHand.delete(id);
    if (this.#inHand.size === 0) this.#worker.unref();
    this.#events.done();
    return job;
  }

  #lose(cause: unknown): void {
    const lost = [...this.#inHand.values()];
    this.#inHand.clear();
    this.#toSend = [];
    for (const { reject } of lost)
      reject(new ThreadEnded('a thread ended before its work was done', { cause }));
    this.#events.done();
  }
}

const errorOf = ({ name, message, stack }: Fault): Error =>
  Object.defineProperties(new Error(message), { name: { value: name }, stack: { value: stack } });
