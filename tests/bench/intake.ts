/**
 * `npm run bench -- intake`: how many full households a second one server takes in, everything done before the reply, beside
 * what this machine could do at most in the same minutes: an echo of the same bodies over the same HTTP stack, and the same
 * transactions without anything around them. Absolute rates belong to the machine; the shares are what is judged.
 *
 * Options: --seconds of a window (2), --windows for each row (3), --profile <folder> for a processor profile of the server.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLocalSigner } from '#functions/adapters/keys/local-signer.ts';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import { bundleServer } from '#functions/server/bundle.ts';
import { recordWrites, runStoreWindow, seedStore } from './intake/bare-store.ts';
import { signInCollectors } from './intake/collectors.ts';
import { postRequest, runWindow } from './intake/connections.ts';
import { median } from './intake/figures.ts';
import { answersIn, readTownship, submissionOf, type Village, withAnswers } from './intake/households.ts';
import { IntakeLoad } from './intake/intake-load.ts';
import {
  type Given,
  type Measured,
  type MeasuredWindow,
  measured,
  startMeasured,
} from './intake/processes.ts';
import { goalsOf, type Row, tableOfRows } from './intake/report.ts';

const { values: wanted } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    windows: { type: 'string', default: '3' },
    profile: { type: 'string' },
  },
});
const seconds = Number(wanted.seconds);
const windows = Number(wanted.windows);
const levels = [1, 8, 32] as const;
const villages = 8;
const pack = 'township-2022';
/** Households made ready for each second of a window. */
const fastest = { 1: 2000, 8: 3500, 32: 4000 };
const warmUp = { households: 6000, seconds: 3 };
const households =
  Math.ceil(seconds * windows * (fastest[1] + fastest[8] + 2 * fastest[32])) + warmUp.households;

const root = new URL('../../', import.meta.url).pathname;
const packFolder = join(root, 'forms/packs', pack);
const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-bench-'));
const running: Measured[] = [];

const started = async (...args: Parameters<typeof startMeasured>): Promise<Measured> => {
  const process = await startMeasured(...args);
  running.push(process);
  return process;
};

/** The opening of a demo leaves a heap behind that no day of work has: what is measured is the second start. */
const startServer = async (): Promise<Measured> => {
  const args = ['--port', '0', '--data', join(folder, 'data'), '--pack', pack, '--visited', '0'];
  const size = ['--villages', String(villages), '--households', String(households)];
  await bundleServer('dist/server-bench');
  const script = 'dist/server-bench/main.mjs'; // as `npm start` runs it
  const first = await started(script, [...args, ...size]);
  await first.stop();
  const profiler = wanted.profile
    ? ['--cpu-prof', '--cpu-prof-dir', wanted.profile, '--cpu-prof-interval', '500']
    : [];
  const { flags, environment } = await givenByStart();
  return started(script, [...args, ...size], { flags: [...flags, ...profiler], environment });
};

/** What `npm start` gives to Node. */
const givenByStart = async (): Promise<Required<Given>> => {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const found = /&& ((?:[A-Z_]+=\S+ )*)node ((?:--\S+ )*)dist\/server\/main\.mjs$/.exec(scripts.start);
  if (!found) throw new Error('npm start does not run the bundle');
  const [variables = [], flags = []] = found.slice(1).map((words) => words.split(' ').filter(Boolean));
  return { flags, environment: Object.fromEntries(variables.map((variable) => variable.split('='))) };
};

const echoWindows = async (bodies: readonly string[]) => {
  const echo = await started('tests/bench/intake/echo-server.ts');
  const requests = bodies.map((body) => postRequest('/echo', body));
  return (connections: number, time: number): Promise<MeasuredWindow> => {
    let next = 0;
    const reply = (status: number) => {
      if (status !== 200) throw new Error(`the echo answers ${status}`);
    };
    const load = { port: echo.port, connections, seconds: time, reply };
    return measured(echo.pid, () => runWindow({ ...load, next: () => requests[next++ % requests.length] }));
  };
};

const storeWindows = async (village: Village, now: number) => {
  const store = await openLmdbTable(join(folder, 'bare'));
  const recorded = await recordWrites(village, await openLocalSigner(join(folder, 'keys')), now, 500);
  await seedStore(store, recorded);
  return (round: string, time: number): Promise<MeasuredWindow> =>
    measured(undefined, () => runStoreWindow(store, recorded, { inFlight: 32, seconds: time, round }));
};

const inTurn = async <Name extends string>(
  runs: {
    readonly [N in Name]: (window: number) => Promise<MeasuredWindow>;
  },
): Promise<{ readonly [N in Name]: readonly MeasuredWindow[] }> => {
  const done = Object.fromEntries(Object.keys(runs).map((name) => [name, []])) as unknown as {
    [N in Name]: MeasuredWindow[];
  };
  for (let window = 0; window < windows; window++)
    for (const name of Object.keys(runs) as Name[]) done[name].push(await runs[name](window));
  return done;
};

const bench = async (): Promise<boolean> => {
  const township = await readTownship(packFolder, villages, households);
  const village = withAnswers(township, 120, '村'.repeat(500));
  const largest = withAnswers(township, 1000);
  const server = await startServer();
  const people = await signInCollectors(server.url, village);
  const samples = village.units.slice(0, 500).map((unit) => submissionOf(village, unit, people.now));
  const bodies = samples.map((envelope) => JSON.stringify(envelope));
  const echo = await echoWindows(bodies);
  const store = await storeWindows(village, people.now);
  const intake = new IntakeLoad(
    server,
    people,
    township.units.filter(({ kind }) => kind === village.kind),
  );
  console.log(
    `a household of ${Buffer.byteLength(bodies[0] ?? '')} bytes, ${answersIn(samples[0]?.answers)} answers`,
  );

  await intake.window({ village, connections: 8, ...warmUp });
  await echo(8, warmUp.seconds);
  await store('warm-up', 1);
  const rows: Row[] = [];
  for (const connections of levels) {
    const load = { connections, households: Math.ceil(fastest[connections] * seconds), seconds };
    const done = await inTurn({
      intake: () => intake.window({ village, ...load }),
      echo: () => echo(connections, seconds),
    });
    rows.push({ what: 'intake', connections, windows: done.intake });
    rows.push({ what: 'echo', connections, windows: done.echo });
  }
  const last = await inTurn({
    large: () =>
      intake.window({ village: largest, connections: 32, households: fastest[32] * seconds, seconds }),
    store: (window) => store(String(window), seconds),
  });
  rows.push({ what: 'largest household', connections: 32, windows: last.large });
  rows.push({ what: 'bare store', connections: 32, windows: last.store });

  console.log(`\n${tableOfRows(rows)}`);
  const foreign = median(rows.flatMap((row) => row.windows.map((window) => window.foreign)));
  console.log(
    `\nother work on the machine meanwhile: ${foreign.toFixed(2)} processors (median of all windows)`,
  );
  const goals = goalsOf({
    rows,
    memory: intake.memory,
    wrong: [...intake.wrong, ...server.errors],
    receipts: intake.receipts.size,
    counted: await people.counted(),
  });
  for (const { says, got, met } of goals) console.log(`${met ? 'met   ' : 'MISSED'}  ${says}: ${got}`);
  return goals.every(({ met }) => met);
};

try {
  process.exitCode = (await bench()) ? 0 : 1;
} finally {
  for (const process of running) await process.stop();
  await rm(folder, { recursive: true, force: true });
}
