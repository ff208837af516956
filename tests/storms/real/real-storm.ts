/**
 * The storm without any simulation: the server as `npm start` runs it, client processes that keep sending, and SIGKILL, again
 * and again, while the deadline passes. The data folder is all that a new server has. Then the seal, and the reckoning.
 */

import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stagesOf } from '#forms/campaign/calendar.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import { demoPassword } from '#functions/server/demo/open-demo.ts';
import { crossToSeal, recount } from '#tests/rehearsal/deadlines.ts';
import { Report } from '#tests/rehearsal/report.ts';
import { compareWithReceipts, downloadSeal } from '#tests/rehearsal/sealed.ts';
import { leadQuestionnaire, type World } from '#tests/rehearsal/world.ts';
import { type RunningServer, startServerProcess } from '#tests/support/running-server.ts';
import { startPhones } from './client-processes.ts';
import { judgeReceipts, verifyDownloaded } from './judge-real.ts';
import { openRealWorld, pack } from './real-world.ts';

export interface RealStormWanted {
  readonly say: (line: string) => void;
  readonly households: number;
  readonly kills: number;
  /** How long the clients' work is spread; the deadline lies in its middle. */
  readonly seconds: number;
}

const villages = 3;
const processes = 2;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};

/** True when every rule held. */
export const realStorm = async ({ say, households, kills, seconds }: RealStormWanted): Promise<boolean> => {
  const report = new Report(say);
  const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-real-storm-'));
  const port = String(await freePort());
  const start = () =>
    startServerProcess([
      ...['--data', join(folder, 'data'), '--port', port, '--pack', pack, '--villages', String(villages)],
      ...['--households', String(households), '--visited', '0'],
    ]);
  let server = await start();
  const errors: string[] = [];
  try {
    const world = await openRealWorld(server.url, villages, demoPassword);
    report.step(`server at ${server.url}, ${world.units.length} units`);
    const phones = await startPhones({ url: server.url, villages, processes, seconds });
    const deadline = deadlineOf(world);
    await world.town.call('moveClock', {}, { now: deadline - (seconds * 1000) / 2 });
    report.step(`${processes} client processes are ready; ${seconds / 2} s to ${isoOf(deadline)}`);
    phones.begin();
    server = await killAgainAndAgain({ server, start, kills, seconds, report, errors });
    const told = await phones.finished();
    report.step(`${told.length} receipts in the hands of phones`);
    // Copies of one submission bring its receipt more than once.
    const receipts = new Map(told.map(({ receipt }) => [receipt.submission, receipt]));
    for (const receipt of receipts.values()) world.ledger.keep(receipt);
    await judgeReceipts(world, told, report);
    await recount(world, report);
    await crossToSeal(world, report);
    const seal = await downloadSeal(world, folder, report);
    await compareWithReceipts(world, seal, report);
    await verifyDownloaded(world, seal, told, report);
    errors.push(...server.errors);
    const broke = errors.filter((line) => line.includes('broke') || line.includes('failed'));
    report.check('W9', 'the server had nothing to complain about', broke, kills + 1);
    return report.finish();
  } finally {
    await server.kill();
    await rm(folder, { recursive: true, force: true });
  }
};

const deadlineOf = (world: World): number => {
  const [entry] = stagesOf(world.campaign.calendar, leadQuestionnaire(world).group);
  if (!entry) throw new Error('no deadline to cross');
  return entry.to;
};

interface Killing {
  server: RunningServer;
  readonly start: () => Promise<RunningServer>;
  readonly kills: number;
  readonly seconds: number;
  readonly report: Report;
  readonly errors: string[];
}

/** Spread over the same time as the work, so that one of them falls on the deadline or near it. */
const killAgainAndAgain = async (killing: Killing): Promise<RunningServer> => {
  const { start, kills, seconds, report, errors } = killing;
  let { server } = killing;
  const began = Date.now();
  for (let count = 1; count <= kills; count++) {
    await sleep(Math.max(0, began + (seconds * 1000 * count) / (kills + 1) - Date.now()));
    await server.kill();
    errors.push(...server.errors);
    const down = Date.now();
    server = await start();
    report.step(`killed and started again, ${Date.now() - down} ms without a server`);
  }
  return server;
};
