/**
 * `npm run bench -- seal`: how long a national deadline takes on one machine, beside what the machine could do at most in the same
 * minutes. 200,000 records of three kilobytes are sealed and verified; ten thousand villages of thirteen questionnaires are frozen.
 *
 * Three ceilings, each with all processors. A seal copies the gzip members that acceptance stored, so it does not compress: `expand`
 * is the bare work of such a copy; `gzip -1` and `gzip -6` read the plain lines and compress them, which is what sealing would do
 * otherwise, fast, or as small as the stored members are. Shares are of processor time, which other work on the machine blurs less.
 *
 * Options: --records (200000), --villages to freeze (10000), --rounds (3).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { median, spread, tableOf } from './intake/figures.ts';
import { goalsOf } from './seal/goals.ts';
import type { Stretch } from './seal/stretch.ts';

const { values: wanted } = parseArgs({
  options: {
    records: { type: 'string', default: '200000' },
    villages: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
  },
});
const records = Number(wanted.records);
const rounds = Number(wanted.rounds);
const perVillage = 500;
const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-bench-seal-'));

interface Ran {
  /** What the script printed last. */
  readonly said: { readonly [name: string]: unknown };
  /** Own memory in megabytes, at most. */
  readonly memory: number;
}

/** Megabytes that are nobody's file: the store's pages belong to the kernel, which lends them and takes them back. */
const ownMemory = (pid: number): number =>
  Number(/^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

const run = async (script: string, args: { readonly [name: string]: string | number }): Promise<Ran> => {
  const given = Object.entries(args).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', new URL(`seal/${script}.ts`, import.meta.url).pathname, ...given],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let last = '{}';
  createInterface({ input: child.stdout }).on('line', (line) => {
    last = line;
  });
  let memory = 0;
  const watch = setInterval(() => {
    try {
      memory = Math.max(memory, ownMemory(child.pid ?? 0));
    } catch {
      // it has ended between two looks
    }
  }, 250);
  const [code] = await once(child, 'close');
  clearInterval(watch);
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return { said: JSON.parse(last), memory };
};

type Stretches = { readonly [what: string]: Stretch[] };

const sealRounds = async (count: number) => {
  const data = join(folder, String(count));
  await run('prepare', { data, villages: count / perVillage, records: perVillage });
  const stretches: Stretches = { sealing: [], verifying: [], expand: [], 'compress-1': [], 'compress-6': [] };
  const keep = ({ said }: Ran) => {
    for (const [what, of] of Object.entries(stretches)) if (said[what]) of.push(said[what] as Stretch);
  };
  const memory: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const what of ['expand', 'compress-1', 'compress-6']) keep(await run('ceilings', { data, what }));
    const ran = await run('sealing', { data });
    keep(ran);
    memory.push(ran.memory);
    await run('unseal', { data });
  }
  await rm(data, { recursive: true, force: true });
  return { stretches, memory: median(memory) };
};

const microseconds = (of: readonly Stretch[] = []) => of.map(({ processor }) => (processor / records) * 1e6);
const perSecond = (of: readonly Stretch[] = []) => of.map(({ seconds }) => records / seconds);

const tableOfStretches = (stretches: Stretches): string => {
  const rows = {
    sealing: 'sealing: read, check, copy, hash, write',
    verifying: 'verifying from the written files',
    expand: 'ceiling: expand, hash, write',
    'compress-6': 'ceiling: read, hash, gzip -6, write',
    'compress-1': 'ceiling: read, hash, gzip -1, write',
  };
  return tableOf([
    ['', 'records per second', 'processor µs each'],
    ...Object.entries(rows).map(([what, name]) => [
      name,
      spread(perSecond(stretches[what])),
      spread(microseconds(stretches[what]), 1),
    ]),
  ]);
};

interface Frozen {
  readonly moved: number;
  readonly villages: number;
  readonly noted: number;
  readonly freezing: Stretch;
  readonly transactions: number;
  readonly bare: Stretch;
}

const bench = async (): Promise<boolean> => {
  const small = await sealRounds(records / 4);
  const large = await sealRounds(records);
  console.log(
    `${records} records of 3 kB, ${records / perVillage} villages, ${availableParallelism()} processors, ${rounds} rounds\n`,
  );
  console.log(tableOfStretches(large.stretches));
  const data = join(folder, 'freeze');
  const args = { data, villages: wanted.villages, questionnaires: 13 };
  const frozen = (await run('freezing', args)).said as unknown as Frozen;
  const { moved, villages, transactions } = frozen;
  const gates = ({ seconds, processor }: Stretch) =>
    `${(moved / seconds).toFixed(0)} gates a second, ${((processor / moved) * 1e6).toFixed(1)} processor µs each`;
  console.log(
    `\nfreeze of ${villages} villages × 13 in ${transactions} transactions: ${gates(frozen.freezing)}; ` +
      `the store alone ${gates(frozen.bare)}\n`,
  );
  const goals = goalsOf({
    cost: (what) => median(microseconds(large.stretches[what])),
    memory: { small: small.memory, large: large.memory, records },
    frozen: { ...frozen, wanted: Number(wanted.villages) },
  });
  for (const { says, got, met } of goals) console.log(`${met ? 'met   ' : 'MISSED'}  ${says}: ${got}`);
  return goals.every(({ met }) => met);
};

try {
  process.exitCode = (await bench()) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
