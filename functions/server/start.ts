/** The composition root on one machine: settings in, a running server out. Everything it needs lies in one data folder. */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { parsePack } from '#forms/campaign/pack.ts';
import { createAccounts } from '../adapters/accounts/accounts.ts';
import { putGrant } from '../adapters/accounts/grants.ts';
import { fileBlobs } from '../adapters/files/blobs.ts';
import { readPackFolder } from '../adapters/files/pack-folder.ts';
import { openLocalSigner } from '../adapters/keys/local-signer.ts';
import { openLmdbTable } from '../adapters/lmdb/table.ts';
import { noticeChannels } from '../adapters/notices/channels.ts';
import { startAlarm } from '../adapters/scheduler/alarm.ts';
import { systemClock, systemDice } from '../adapters/system/system.ts';
import { createApp } from '../http/app.ts';
import type { Clock, Journal, Ports, Table } from '../ports.ts';
import { type ServerSettings, SettingsRefused } from '../settings.ts';
import { runBackground } from '../use-cases/run-background.ts';
import { runDeadlines } from '../use-cases/run-deadlines.ts';
import { checkAside } from './check-aside.ts';
import { checkRunner } from './check-runner.ts';
import { computeAside } from './compute-aside.ts';
import { type DemoClock, openDemoClock } from './demo/demo-clock.ts';
import { demoPeople, demoStart, openDemo } from './demo/open-demo.ts';
import { sealHands } from './seal-hands.ts';
import { staticFiles } from './static-files.ts';

export interface RunningServer {
  /** Where it listens, with the real port. */
  readonly url: string;
  readonly ports: Ports;
  /** Demo people, for whoever prints them. */
  readonly people: readonly {
    readonly userName: string;
    readonly name: string;
    readonly role: string;
    readonly area: string;
  }[];
  readonly firstStart: boolean;
  stop(): Promise<void>;
}

const projectFolder = new URL('../../', import.meta.url).pathname;

export const startServer = async (settings: ServerSettings, journal: Journal): Promise<RunningServer> => {
  await writableFolder(settings.data);
  const port = await freePort(settings);
  const url = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`;
  const baseUrl = settings.baseUrl.endsWith(`:${settings.port}`) ? url : settings.baseUrl;
  const table = await openLmdbTable(join(settings.data, 'store'));
  try {
    return await compose(settings, { journal, table, port, url, baseUrl });
  } catch (error) {
    await table.close();
    throw error;
  }
};

interface Opened {
  readonly journal: Journal;
  readonly table: Table & { close(): Promise<void> };
  readonly port: number;
  readonly url: string;
  readonly baseUrl: string;
}

const compose = async (
  settings: ServerSettings,
  { journal, table, port, url, baseUrl }: Opened,
): Promise<RunningServer> => {
  const secret = await keptSecret(join(settings.data, 'keys'));
  const blobs = (folder: string) =>
    fileBlobs({
      folder: join(settings.data, folder),
      baseUrl,
      secret,
      now: () => Math.floor(Date.now() / 1000),
    });
  const [scans, seals] = [blobs('scans'), blobs('seals')];
  const signer = await openLocalSigner(join(settings.data, 'keys'));
  const aside = computeAside({ keys: join(settings.data, 'keys') });
  const accounts = createAccounts({
    table,
    secret,
    baseURL: baseUrl,
    trustedOrigins: [baseUrl, url],
    secureCookies: baseUrl.startsWith('https:'),
  });
  const demo = settings.demo && (await readDemo(settings.demo));
  const demoClock = demo && (await openDemoClock(table, Date.now, demo.startAt));
  const clock: Clock = demoClock ?? systemClock;
  const looking = checkAside(settings.data, clock);
  const checking = checkRunner({ table, clock, journal }, looking.look);
  const ports: Ports = {
    ...{ table, scans, seals, signer, clock, dice: systemDice, journal, checking },
    ...(aside ? { computing: aside.computing } : {}),
    ...noticeChannels(settings.notices),
  };
  const opened =
    demo &&
    (await openDemo(demo, {
      idOf: (userName) => accounts.idOf(userName),
      createPerson: (person) => accounts.createPerson(person),
      grant: (person, grant) => putGrant(table, person, grant),
    })(ports));
  const hands = sealHands(settings.data, await signer.publicKey());
  const alarm = startAlarm({ clock, journal, run: () => runBackground(runDeadlines)({ ...ports, hands }) });
  await alarm.ring();
  await checking.start();

  const app = createApp({
    ports,
    accounts,
    ...(demoClock ? { moveClock: movedAndRung(demoClock, alarm) } : {}),
  });
  app.all('/blobs/:token', (context) => scans.handle(context.req.raw));
  app.get('*', staticFiles(join(projectFolder, 'dist/web')));
  const server = await listening(app.fetch, settings.host, port);
  return {
    url,
    ports,
    people: demo ? demoPeople(demo.plan, demo.villages) : [],
    firstStart: opened !== undefined && opened !== 'already-open',
    stop: async () => {
      await alarm.stop();
      await checking.stop();
      await looking.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      await aside?.stop();
      await table.close();
    },
  };
};

const movedAndRung = (clock: DemoClock, alarm: { ring(): Promise<void> }) => async (to: number) => {
  await clock.moveTo(to);
  await alarm.ring();
};

/** Folder of a pack by name or path, its plan for the fictional township, and when the demo begins. */
const readDemo = async ({
  pack: name,
  villages = 6,
  households = 300,
  visited = 88,
  startAt,
}: NonNullable<ServerSettings['demo']>) => {
  const folder = name.includes('/') ? name : join(projectFolder, 'forms/packs', name);
  const parsed = parsePack(await readPackFolder(folder).catch(() => ({})));
  if (!parsed.ok) {
    const faults = parsed.refusal.map(({ at, code, facts }) => `  ${at}: ${code} ${JSON.stringify(facts)}`);
    throw new SettingsRefused(`the pack in ${folder} has ${faults.length} fault(s):\n${faults.join('\n')}`);
  }
  const plan: unknown = JSON.parse(
    await readFile(join(folder, 'demo.json'), 'utf8').catch(() => {
      throw new SettingsRefused(`${folder}/demo.json is missing: a demo needs a fictional township`);
    }),
  );
  const start = startAt === undefined ? demoStart(parsed.value) : Date.parse(startAt);
  if (!Number.isFinite(start)) throw new SettingsRefused(`--start-at must be an ISO time, not "${startAt}"`);
  return { pack: parsed.value, plan, villages, units: households, visited: visited / 100, startAt: start };
};

const writableFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    await writeFile(join(folder, '.writable'), '');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new SettingsRefused(
      `the data folder ${folder} cannot be written to (${reason}); choose another with --data`,
    );
  }
};

const freePort = async ({ host, port }: ServerSettings): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new SettingsRefused(
          error.code === 'EADDRINUSE'
            ? `port ${port} on ${host} is taken; stop the other program or choose another with --port`
            : `cannot listen on ${host}:${port} (${error.code})`,
        ),
      ),
    );
    probe.listen(port, host, () => {
      const address = probe.address();
      const got = typeof address === 'object' && address ? address.port : port;
      probe.close(() => resolve(got));
    });
  });

const listening = (
  fetch: (request: Request) => Response | Promise<Response>,
  host: string,
  port: number,
): Promise<ServerType> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, () => resolve(server));
    server.once('error', reject);
  });

/** The secret of sessions and upload links, made once. */
const keptSecret = async (folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'secret');
  const made = randomBytes(32).toString('base64url');
  try {
    await writeFile(file, made, { flag: 'wx', mode: 0o600 });
    return made;
  } catch {
    return readFile(file, 'utf8');
  }
};
