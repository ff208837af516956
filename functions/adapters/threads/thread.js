/** What runs in a thread of the pool: loads the module it is told, opens it once, and does the jobs that it is sent. */
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { open } = await import(workerData.entry);
const work = await open(workerData.data);
parentPort.on('message', async ({ id, job }) => {
  try {
    parentPort.postMessage({ id, done: await work(job) });
  } catch (error) {
    parentPort.postMessage({ id, error });
  }
});
