/** Ceilings over all villages of a data folder (`--data`, `--what`), with as many threads as sealing has. Prints seconds. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openThreads } from '#functions/adapters/threads/threads.ts';
import type { Ceiling, CeilingJob } from './ceiling-thread.ts';
import { startStretch } from './stretch.ts';

const { values } = parseArgs({ options: { data: { type: 'string' }, what: { type: 'string' } } });
const data = values.data ?? '';
const what = values.what as Ceiling;
await mkdir(join(data, 'out'), { recursive: true });
const threads = openThreads<CeilingJob>({
  entry: new URL('./ceiling-thread.ts', import.meta.url),
  data: undefined,
});
const villages = await readdir(join(data, 'lines'));
const end = startStretch();
await Promise.all(villages.map((village) => threads.run({ what, data, village })));
console.log(JSON.stringify({ [what]: end() }));
await threads.rest();
