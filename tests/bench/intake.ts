/**
 * `npm run bench -- intake`: how many full households a second one server takes in, everything done before the reply, beside
 * what this machine could do at most in the same minutes: an echo of the same bodies over the same HTTP stack, and the same
 * transactions without anything around them. Absolute rates belong to the machine; the shares are what is judged.
 *
 * Options: --seconds of a window (2), --windows for each row (3), --profile <folder> for a processor profile of the server.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { routes } from '#forms/wire/routes.ts';
import { openLocalSigner } from '#functions/adapters/keys/local-signer.ts';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import { recordWrites, runStoreWindow, seedStore } from './intake/bare-store.ts';
import { signInCollectors } from './intake/collectors.ts';
import { postRequest, runWindow, type Window } from './intake/connections.ts';
import { median } from './intake/figures.ts';
import { answersIn, readTownship, submissionOf } from './intake/households.ts';
import { type Measured, machineTime, memoryOf, processorTimeOf, startMeasured } from './intake/processes.ts';
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
/** More households than a window can use; a window that uses them up ends early. */
const fastest = { 1: 1500, 8: 3000, 32: 3500 };
const warmUp = { households: 2000, seconds: 1.5 };
const households =
  Math.ceil(seconds * windows * levels.reduce((sum, level) => sum + fastest[level], 0)) +
  warmUp.households * levels.length;

const root = new URL('../../', import.meta.url).pathname;
const packFolder = join(root, 'forms/packs', pack);
const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-bench-'));
const running: Measured[] = [];
const stopAll = async () => {
  for (const measured of running.splice(0)) await measured.stop();
};

/** One window with the processor time of the measured process and of everything that is not ours. */
const measured = async (pid: number | undefined, run: () => Promise<Window>): Promise<Row['windows'][0]> => {
  const times = () => ({
    machine: machineTime(),
    own: processorTimeOf('self'),
    server: pid === undefined ? 0 : processorTimeOf(pid),
  });
  const before = times();
  const window = await run();
  const after = times();
  const server = after.server - before.server;
  const own = after.own - before.own;
  return {
    ...window,
    processor: pid === undefined ? own : server,
    foreign: Math.max(0, (after.machine - before.machine - own - server) / window.seconds),
  };
};

const startServer = (nodeArguments: readonly string[] = []) =>
  startMeasured(
    'functions/server/main.ts',
    ['--port', '0', '--data', join(folder, 'data'), '--pack', pack, '--visited', '0'].concat([
      '--villages',
      String(villages),
      '--households',
      String(households),
    ]),
    nodeArguments,
  );

const profiler = wanted.profile
  ? ['--cpu-prof', '--cpu-prof-dir', wanted.profile, '--cpu-prof-interval', '500']
  : [];

const bench = async (): Promise<boolean> => {
  const village = await readTownship(packFolder, villages, households);
  const server = await startServer(profiler);
  running.push(server);
  const echo = await startMeasured('tests/bench/intake/echo-server.ts');
  running.push(echo);
  const people = await signInCollectors(server.url, village);
  const store = await openLmdbTable(join(folder, 'bare'));
  const recorded = await recordWrites(village, await openLocalSigner(join(folder, 'keys')), people.now, 500);
  await seedStore(store, recorded);

  let used = 0;
  let bytes = 0;
  let answers = 0;
  /** Bodies of the next households; made outside the windows. */
  const nextBodies = (count: number) => {
    const units = village.units.slice(used, used + count);
    used += units.length;
    return units.map((unit) => {
      const envelope = submissionOf(village, unit, people.now);
      const body = JSON.stringify(envelope);
      bytes = Buffer.byteLength(body);
      answers = answersIn(envelope.answers);
      return { body, cookie: people.cookies.get(unit.village) ?? '' };
    });
  };
  let resident = { resident: 0, mapped: 0 };
  const receipts = new Set<string>();
  const wrong: string[] = [];

  const intakeWindow = (connections: number, count: number, time: number) => {
    const requests = nextBodies(count).map(({ body, cookie }) =>
      postRequest(routes.submit.path, body, { cookie }),
    );
    const replies: { readonly status: number; readonly body: string }[] = [];
    const watch = setInterval(() => {
      const memory = memoryOf(server.pid);
      if (memory.resident > resident.resident) resident = memory;
    }, 200);
    let next = 0;
    return measured(server.pid, () =>
      runWindow({
        port: server.port,
        connections,
        seconds: time,
        next: () => requests[next++],
        reply: (status, body) => replies.push({ status, body }),
      }),
    ).finally(() => {
      clearInterval(watch);
      for (const { status, body } of replies) {
        const receipt = status === 201 ? JSON.parse(body).receipt : undefined;
        if (receipt?.outcome === 'accepted') receipts.add(receipt.submission);
        else wrong.push(`${status} ${body.slice(0, 200)}`);
      }
    });
  };
  const echoed = nextBodies(warmUp.households).map(({ body }) => postRequest('/echo', body));
  const echoWindow = (connections: number, time: number) => {
    let next = 0;
    return measured(echo.pid, () =>
      runWindow({
        port: echo.port,
        connections,
        seconds: time,
        next: () => echoed[next++ % echoed.length],
        reply: (status) => {
          if (status !== 200) wrong.push(`echo ${status}`);
        },
      }),
    );
  };
  const storeWindow = (round: string, time: number) =>
    measured(undefined, () => runStoreWindow(store, recorded, { inFlight: 32, seconds: time, round }));

  console.log(`${households} households in ${villages} villages; windows of ${seconds} s, ${windows} each`);
  await intakeWindow(8, warmUp.households, warmUp.seconds);
  await echoWindow(8, warmUp.seconds);
  await storeWindow('warm-up', warmUp.seconds);

  const rows: Row[] = [];
  for (const connections of levels) {
    const intake: Row['windows'][0][] = [];
    const echoes: Row['windows'][0][] = [];
    for (let window = 0; window < windows; window++) {
      intake.push(await intakeWindow(connections, Math.ceil(fastest[connections] * seconds), seconds));
      echoes.push(await echoWindow(connections, seconds));
    }
    rows.push({ what: 'intake', connections, windows: intake });
    rows.push({ what: 'echo', connections, windows: echoes });
  }
  const stores: Row['windows'][0][] = [];
  for (let window = 0; window < windows; window++) stores.push(await storeWindow(String(window), seconds));
  rows.push({ what: 'bare store', connections: 32, windows: stores });
  await store.close();

  const counted = await people.counted();
  console.log(`body ${bytes} bytes with ${answers} answers\n`);
  console.log(tableOfRows(rows));
  const foreign = median(rows.flatMap((row) => row.windows.map((window) => window.foreign)));
  console.log(
    `\nother work on the machine meanwhile: ${foreign.toFixed(2)} processors (median of all windows)`,
  );
  const goals = goalsOf({
    rows,
    memory: resident,
    wrong,
    receipts: receipts.size,
    counted,
    journalled: server.errors,
  });
  for (const { says, got, met } of goals) console.log(`${met ? 'met   ' : 'MISSED'}  ${says}: ${got}`);
  return goals.every(({ met }) => met);
};

try {
  process.exitCode = (await bench()) ? 0 : 1;
} finally {
  await stopAll();
  await rm(folder, { recursive: true, force: true });
}
