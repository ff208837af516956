/** A thread that does one job after the other: each answers with how many had begun and ended before it. */
import { serveJobs } from '#functions/adapters/threads/serve-jobs.ts';

let [begun, ended] = [0, 0];

serveJobs(
  async () => async () => {
    const before = { begun: begun++, ended };
    await new Promise((resolve) => setImmediate(resolve));
    ended++;
    return before;
  },
  'one-by-one',
);
