/**
 * Submissions computed beside: engine, canonical bytes, hashes, gzip and signature of a submission take more of a processor
 * than all of HTTP and store, so on a machine with several processors they have threads of their own. A thread that dies
 * fails what it had in hand, which the phones send again, and is replaced.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Verdict } from '#forms/answers/answers.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import type { Computing, Draft, DrawnUp, Judging } from '../ports.ts';

export interface ThreadData {
  /** Folder of the signing key. */
  readonly keys: string;
}
export interface Asked {
  readonly id: number;
  readonly work: Omit<Judging, 'edition'> | Draft;
  readonly edition?: { readonly number: number; readonly whole?: Edition };
}
export type Answer =
  | { readonly id: number; readonly computed: Verdict | DrawnUp }
  | { readonly id: number; readonly error: Error };

export interface ComputeAside {
  readonly computing: Computing;
  stop(): Promise<void>;
}

/** Each costs some 30 MB; one keeps up with what one processor can answer. */
const mostThreads = 3;

const spareProcessors = (): number => Math.min(availableParallelism() - 1, mostThreads);

/** Nothing on a machine with one processor: a second thread would only cost there. */
export const computeAside = (data: ThreadData, threads = spareProcessors()): ComputeAside | undefined => {
  if (threads < 1) return undefined;
  const numberOf = editionNumbers();
  const lanes = Array.from({ length: threads }, () => new Lane(data, numberOf));
  return {
    computing: {
      judge: (judging) => shortest(lanes).judge(judging),
      drawUp: (draft) => shortest(lanes).drawUp(draft),
    },
    stop: async () => {
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };
};

const shortest = (lanes: readonly Lane[]): Lane =>
  lanes.reduce((best, lane) => (lane.inHand < best.inHand ? lane : best));

/** Editions are read once and kept (functions/store/campaign.ts), so the same edition is the same object. */
const editionNumbers = () => {
  const numbers = new WeakMap<Edition, number>();
  let last = 0;
  return (edition: Edition): number => {
    const known = numbers.get(edition) ?? ++last;
    numbers.set(edition, known);
    return known;
  };
};

/** Threads do not inherit a loader of TypeScript, so as TypeScript, in tests, they begin with it; bundles need none. */
const entry = new URL('./compute-thread.ts', import.meta.url);
const thread = entry.href.endsWith('.ts')
  ? `import('tsx/esm/api').then(({ register }) => register()).then(() => import('${entry.href}'))`
  : entry;

interface Waiting {
  readonly resolve: (computed: Verdict | DrawnUp) => void;
  readonly reject: (error: Error) => void;
}

/** One thread and what it has in hand. */
class Lane {
  readonly #data: ThreadData;
  readonly #numberOf: (edition: Edition) => number;
  readonly #waiting = new Map<number, Waiting>();
  #sent = new Set<number>();
  #worker: Worker | undefined;
  #last = 0;

  constructor(data: ThreadData, numberOf: (edition: Edition) => number) {
    this.#data = data;
    this.#numberOf = numberOf;
  }

  get inHand(): number {
    return this.#waiting.size;
  }

  async judge({ edition, ...work }: Judging): Promise<Verdict> {
    this.#worker ??= this.#started();
    const number = this.#numberOf(edition);
    const whole = this.#sent.has(number) ? {} : { whole: edition };
    this.#sent.add(number);
    return (await this.#ask({ work, edition: { number, ...whole } })) as Verdict;
  }

  async drawUp(draft: Draft): Promise<DrawnUp> {
    return (await this.#ask({ work: draft })) as DrawnUp;
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(asked: Omit<Asked, 'id'>): Promise<Verdict | DrawnUp> {
    const worker = this.#worker ?? this.#started();
    this.#worker = worker;
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      if (this.#waiting.size === 0) worker.ref();
      worker.postMessage({ id, ...asked } satisfies Asked);
      this.#waiting.set(id, { resolve, reject });
    });
  }

  #started(): Worker {
    const worker = new Worker(thread, {
      eval: typeof thread === 'string',
      workerData: this.#data,
      resourceLimits: { maxYoungGenerationSizeMb: 8 }, // what it makes is gone with the answer
    });
    worker.on('message', (answer: Answer) => this.#take(answer, worker));
    worker.on('error', (error: Error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, new Error('the computing thread has ended')));
    return worker;
  }

  /** Idle, it does not keep the process from ending. */
  #take(answer: Answer, worker: Worker): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) worker.unref();
    if ('computed' in answer) waiting?.resolve(answer.computed);
    else waiting?.reject(answer.error);
  }

  /** A thread that fails also exits; by then another may have taken its place. */
  #lost(worker: Worker, error: Error): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#sent = new Set();
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of lost) reject(error);
  }
}
