/** The other end of the pool: what a module that is started as a thread does with the jobs that it is handed. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Fault, Handed, HandedJob } from './messages.ts';

/**
 * `open` is called once with the data that every thread got, and gives the function that does a job, with the values that it
 * holds for it; a thread that cannot open ends with that error. Jobs are begun as they come, `one-by-one` each when the one before
 * it is done: then the first answers are out while the last are computed.
 */
export const serveJobs = <Data, Job, Held extends object = Record<never, never>>(
  open: (data: Data) => Promise<(job: Job, held: Held) => Promise<unknown>>,
  order: 'at-once' | 'one-by-one' = 'at-once',
): void => {
  const values = new Map<number, unknown>();
  const heldOf = (numbers: { readonly [name: string]: number }): Held => {
    const held: { [name: string]: unknown } = {};
    for (const [name, number] of Object.entries(numbers)) {
      if (!values.has(number)) throw new Error(`value ${number} never came`);
      held[name] = values.get(number);
    }
    return held as Held;
  };

  const serve = (work: (job: Job, held: Held) => Promise<unknown>): void => {
    const answer = async ({ id, job }: HandedJob, held: Held): Promise<void> => {
      try {
        post({ id, done: await work(job as Job, held) });
      } catch (error) {
        post({ id, fault: faultOf(error) });
      }
    };
    const begin = order === 'one-by-one' ? inTurn(answer) : answer;
    parentPort?.on('message', ({ whole, jobs, forget }: Handed) => {
      for (const [number, value] of whole) values.set(number, value);
      for (const job of jobs) void begin(job, heldOf(job.held));
      for (const number of forget) values.delete(number);
    });
  };
  void open(workerData as Data).then(serve);
};

/** `work` for each in the order in which they come, the next when the one before it is done. */
const inTurn = <Given extends unknown[]>(work: (...given: Given) => Promise<void>) => {
  const waiting: Given[] = [];
  let working = false;
  return async (...given: Given): Promise<void> => {
    waiting.push(given);
    if (working) return;
    working = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) await work(...next);
    working = false;
  };
};

const faultOf = (error: unknown): Fault => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack };
};

const post = (answer: Answer): void => parentPort?.postMessage(answer);
