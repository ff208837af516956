/**
 * `npm run storm -- --seeds 2000 [--from n]`: many storms, one after the other. `--seed n` replays one with its full trace,
 * `--lmdb` on the store of one machine, `--real` against a server process that is killed. Exits 1 when a rule is broken.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { realStorm } from './real/real-storm.ts';
import { brokenLines, eventLine } from './report.ts';
import { runStorm, type StormOutcome, type StormWanted } from './simulation/run-storm.ts';

const { values: wanted } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    phones: { type: 'string', default: '300' },
    villages: { type: 'string', default: '12' },
    lmdb: { type: 'boolean', default: false },
    real: { type: 'boolean', default: false },
  },
});

const say = (line: string) => console.log(line);

const oneStorm = async (seed: number, more: Partial<StormWanted> = {}): Promise<StormOutcome> => {
  const size = { phones: Number(wanted.phones), villages: Number(wanted.villages) };
  if (!wanted.lmdb) return runStorm({ seed, table: memoryTable(), ...size, ...more });
  const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-storm-'));
  const table = await openLmdbTable(folder);
  try {
    return await runStorm({ seed, table, ...size, ...more });
  } finally {
    await table.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const replay = async (seed: number): Promise<boolean> => {
  const outcome = await oneStorm(seed, { say: (event) => say(eventLine(event)) });
  say('');
  for (const line of brokenLines(outcome)) say(line);
  say(JSON.stringify(outcome.counts));
  for (const root of outcome.roots) say(`root ${root}`);
  return outcome.broken.length === 0;
};

const manyStorms = async (from: number, count: number): Promise<boolean> => {
  const began = performance.now();
  const totals: Record<string, number> = {};
  const broken: number[] = [];
  for (let seed = from; seed < from + count; seed++) {
    const outcome = await oneStorm(seed);
    for (const [name, value] of Object.entries(outcome.counts)) totals[name] = (totals[name] ?? 0) + value;
    for (const line of brokenLines(outcome)) say(line);
    if (outcome.broken.length > 0) broken.push(seed);
    const done = seed - from + 1;
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    if (done % 50 === 0 || done === count)
      say(`${seconds.padStart(6)} s  ${done} of ${count} storms, ${broken.length} broken`);
  }
  say('');
  say(
    `in all: ${Object.entries(totals)
      .map(([name, value]) => `${value} ${name}`)
      .join(', ')}`,
  );
  say(broken.length === 0 ? 'every rule held in every storm' : `broken seeds: ${broken.join(' ')}`);
  return broken.length === 0;
};

const held = wanted.real
  ? await realStorm({ say, households: 2000, kills: 5, seconds: 40 })
  : wanted.seed === undefined
    ? await manyStorms(Number(wanted.from), Number(wanted.seeds))
    : await replay(Number(wanted.seed));
process.exit(held ? 0 : 1);
