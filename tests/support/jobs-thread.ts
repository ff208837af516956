/** A thread for the pool's tests: gives back what it gets, fails or dies when told. */
import { serveJobs } from '#functions/adapters/threads/serve-jobs.ts';

serveJobs(async (data: string) => async (job: string) => {
  if (job === 'die') process.exit(3);
  if (job === 'fail') throw new RangeError('told to');
  return `${data} ${job}`;
});
