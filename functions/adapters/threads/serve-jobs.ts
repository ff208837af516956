/** The other end of the pool: what a module that is started as a thread does with the jobs that it is handed. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Fault, Handed } from './messages.ts';

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
  const heldOf = (numbers: { readonly [name: string]: number }): Held =>
    Object.fromEntries(
      Object.entries(numbers).map(([name, number]) => {
        if (!values.has(number)) throw new Error(`value ${number} never came`);
        return [name, values.get(number)];
      }),
    ) as Held;

  const serve = (work: (job: Job, held: Held) => Promise<unknown>): void => {
    let last = Promise.resolve();
    const answer = async (id: number, job: unknown, held: Held): Promise<void> => {
      try {
        post({ id, done: await work(job as Job, held) });
      } catch (error) {
        post({ id, fault: faultOf(error) });
      }
    };
    parentPort?.on('message', ({ whole, jobs, forget }: Handed) => {
      for (const [number, value] of whole) values.set(number, value);
      for (const { id, job, held: numbers } of jobs) {
        const held = heldOf(numbers);
        const begin = () => answer(id, job, held);
        last = order === 'one-by-one' ? last.then(begin) : begin();
      }
      for (const number of forget) values.delete(number);
    });
  };
  void open(workerData as Data).then(serve);
};

const faultOf = (error: unknown): Fault => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { name, message, stack };
};

const post = (answer: Answer): void => parentPort?.postMessage(answer);
