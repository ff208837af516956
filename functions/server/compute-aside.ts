/**
 * Submissions computed beside: engine, canonical bytes, hashes, gzip and signature of a submission take more of a processor
 * than all of HTTP and store, so on a machine with several processors they have threads of their own. A thread that dies
 * fails what it had in hand, which the phones send again, and is replaced.
 */
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { EvaluationContext } from '#forms/answers/answers.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition, Parameters } from '#forms/questionnaire/questionnaire.ts';
import { startThread } from '../adapters/threads/threads.ts';
import type { Computing, Draft, DrawnUp, Judged, Judging } from '../ports.ts';

export interface ThreadData {
  /** Folder of the signing key. */
  readonly keys: string;
}
/** What is large and stays as it is goes over once, and is a number from then on. */
export interface Held<Value> {
  readonly number: number;
  readonly whole?: Value;
}
export interface AskedToJudge {
  readonly id: number;
  readonly answers: JsonObject;
  readonly evaluation: Omit<EvaluationContext, 'parameters'>;
  readonly edition: Held<Edition>;
  readonly parameters: Held<Parameters> | undefined;
  readonly checking: HeldChecking | undefined;
  readonly accepting: Judging['accepting'];
}
interface HeldChecking {
  readonly campaign: Held<Checking['campaign']>;
  readonly pack: Held<Checking['pack']>;
  readonly unit: Checking['unit'];
}
export interface AskedToDrawUp {
  readonly id: number;
  readonly draft: Draft;
}
/** All that came up in one turn of the event loop: waking a thread costs more than what it is told. */
export type Asked = readonly (AskedToJudge | AskedToDrawUp)[];
export type Answer =
  | { readonly id: number; readonly computed: Judged | DrawnUp }
  | { readonly id: number; readonly error: Error };

type Checking = NonNullable<Judging['checking']>;

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
  const numberOf = numbering();
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

/** Editions and campaigns are kept as they were read (functions/store/campaign.ts), so the same one is the same object. */
const numbering = () => {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (value: object): number => {
    const known = numbers.get(value) ?? ++last;
    numbers.set(value, known);
    return known;
  };
};

interface Waiting {
  readonly resolve: (computed: Judged | DrawnUp) => void;
  readonly reject: (error: Error) => void;
}

/** One thread and what it has in hand. */
class Lane {
  readonly #data: ThreadData;
  readonly #numberOf: (value: object) => number;
  readonly #waiting = new Map<number, Waiting>();
  #asking: Asked[number][] = [];
  #sent = new Set<number>();
  #worker: Worker | undefined;
  #last = 0;

  constructor(data: ThreadData, numberOf: (value: object) => number) {
    this.#data = data;
    this.#numberOf = numberOf;
  }

  get inHand(): number {
    return this.#waiting.size;
  }

  async judge({ edition, answers, evaluation: all, checking, accepting }: Judging): Promise<Judged> {
    const { parameters, ...evaluation } = all;
    const judged = await this.#ask((id, held) => ({
      ...{ id, answers, evaluation, accepting, edition: held(edition) },
      parameters: parameters && held(parameters),
      checking: checking && {
        campaign: held(checking.campaign),
        pack: held(checking.pack),
        unit: checking.unit,
      },
    }));
    return judged as Judged;
  }

  async drawUp(draft: Draft): Promise<DrawnUp> {
    return (await this.#ask((id) => ({ id, draft }))) as DrawnUp;
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(
    asked: (id: number, held: <Value extends object>(value: Value) => Held<Value>) => Asked[number],
  ): Promise<Judged | DrawnUp> {
    const worker = this.#worker ?? this.#started();
    this.#worker = worker;
    if (this.#waiting.size === 0) worker.ref();
    if (this.#asking.length === 0) setImmediate(() => this.#post());
    const id = ++this.#last;
    this.#asking.push(asked(id, (value) => this.#held(value)));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #held<Value extends object>(value: Value): Held<Value> {
    const number = this.#numberOf(value);
    if (this.#sent.has(number)) return { number };
    this.#sent.add(number);
    return { number, whole: value };
  }

  /** Nothing when the thread was lost meanwhile: then those who asked know. */
  #post(): void {
    const asked: Asked = this.#asking;
    this.#asking = [];
    try {
      if (asked.length > 0) this.#worker?.postMessage(asked);
    } catch (error) {
      this.#sent = new Set(); // nothing of it went over
      for (const { id } of asked) this.#settle({ id, error: error as Error }); // something that cannot be copied
    }
  }

  #started(): Worker {
    const limits = { maxYoungGenerationSizeMb: 16 }; // what it makes is gone with the answer
    const worker = startThread(new URL('./compute-thread.ts', import.meta.url), this.#data, limits);
    worker.on('message', (answer: Answer) => this.#settle(answer));
    worker.on('error', (error: Error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, new Error('the computing thread has ended')));
    return worker;
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker?.unref(); // idle, it does not keep the process from ending
    if ('computed' in answer) waiting?.resolve(answer.computed);
    else waiting?.reject(answer.error);
  }

  /** A thread that fails also exits; by then another may have taken its place. */
  #lost(worker: Worker, error: Error): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#asking = [];
    this.#sent = new Set();
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of lost) reject(error);
  }
}
