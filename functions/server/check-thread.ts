/** A thread that looks at changed units for the server, with its own handle on the store of the data folder. */
import { join } from 'node:path';
import { openLmdbTable } from '../adapters/lmdb/table.ts';
import { serveJobs } from '../adapters/threads/serve-jobs.ts';
import { lookIn } from './check-runner.ts';

export interface CheckJob {
  readonly campaign: string;
  readonly village: string;
  /** Milliseconds that the campaign's clock is ahead of real time. */
  readonly ahead: number;
}
export interface CheckThreadData {
  /** The data folder of the server. */
  readonly data: string;
}

serveJobs(async ({ data }: CheckThreadData) => {
  const table = await openLmdbTable(join(data, 'store'));
  return ({ ahead, ...place }: CheckJob) =>
    lookIn({ table, clock: { now: () => Date.now() + ahead } })(place);
});
