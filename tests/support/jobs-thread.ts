/** A thread for the pool's tests: gives back what it gets, fails or dies when told, says whether it has seen a held value before. */
import { serveJobs } from '#functions/adapters/threads/serve-jobs.ts';

export interface HeldInTests {
  readonly value?: object;
}

const seen = new WeakSet();

serveJobs(async (data: string) => {
  if (data === 'closed') throw new RangeError('cannot open');
  return async (job: unknown, { value }: HeldInTests) => {
    if (job === 'die') process.exit(3);
    if (job === 'fail') throw new RangeError('told to');
    if (job === 'answer with a function') return () => 'no data';
    if (value === undefined) return `${data} ${job}`;
    const known = seen.has(value);
    seen.add(value);
    return { job, value, known };
  };
});
