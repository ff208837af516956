/** The other end of the pool: what a module that is started as a thread does with the jobs that it is sent. */
import { parentPort, workerData } from 'node:worker_threads';

/** `open` is called once with the data that every thread got, and gives the function that does a job. */
export const serveJobs = <Data, Job>(open: (data: Data) => Promise<(job: Job) => Promise<unknown>>): void => {
  const work = open(workerData as Data);
  parentPort?.on('message', async ({ id, job }: { readonly id: number; readonly job: Job }) => {
    try {
      parentPort?.postMessage({ id, done: await (await work)(job) });
    } catch (error) {
      parentPort?.postMessage({ id, error: error instanceof Error ? error : new Error(String(error)) });
    }
  });
};
