/**
 * `npm run rehearse -- --households 500`: a whole campaign over HTTP in a minute or two. It starts a server of its own on an
 * empty folder (or takes `--url` of a fresh demo), lets all collectors work at once, crosses the deadlines on the virtual
 * clock, seals, verifies, and prints which rules held. Exits 1 when one is broken.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { demoPassword, demoPeople } from '#functions/server/demo/open-demo.ts';
import { collect, knockAtWrongDoors, uploadScans } from './collecting.ts';
import {
  correctUnderFindings,
  crossEntryDeadline,
  crossToSeal,
  recount,
  tryLateWrites,
} from './deadlines.ts';
import { Report } from './report.ts';
import { compareWithReceipts, downloadSeal, projectFolder, verifyAsAuditor } from './sealed.ts';
import { openWorld } from './world.ts';

const { values: wanted } = parseArgs({
  options: {
    households: { type: 'string', default: '500' },
    villages: { type: 'string', default: '8' },
    pack: { type: 'string', default: 'township-2022' },
    url: { type: 'string' },
  },
});

interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** The product's own `npm start`, in another process, on a free port. */
const startServer = async (data: string): Promise<Server> => {
  const args = [
    '--port',
    '0',
    '--data',
    data,
    '--pack',
    wanted.pack,
    '--villages',
    wanted.villages,
    '--households',
    wanted.households,
    '--visited',
    '0',
  ];
  const child = spawn(process.execPath, ['--import', 'tsx', 'functions/server/main.ts', ...args], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /Xiangbiao\s+(http:\S+)/.exec(line);
      if (found?.[1]) resolve(found[1]);
    });
    child.once('exit', () => reject(new Error(`the server did not start:\n${errors.join('\n')}`)));
  });
  return { url, stop: () => ended(child, errors) };
};

const ended = (child: ChildProcess, errors: readonly string[]): Promise<void> =>
  new Promise((resolve) => {
    for (const line of errors) console.error(line);
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

const report = new Report((line) => console.log(line));
const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-rehearsal-'));
const server: Server = wanted.url
  ? { url: wanted.url, stop: async () => undefined }
  : await startServer(join(folder, 'data'));
let held = false;
try {
  report.step(
    `server at ${server.url}: ${wanted.households} households in ${wanted.villages} villages, pack ${wanted.pack}`,
  );
  const packFolder = join(projectFolder, 'forms/packs', wanted.pack);
  const plan: unknown = JSON.parse(await readFile(join(packFolder, 'demo.json'), 'utf8'));
  const world = await openWorld({
    url: server.url,
    packFolder,
    people: demoPeople(plan, Number(wanted.villages)),
    password: demoPassword,
  });
  report.step(`${world.collectors.length} collectors signed in, ${world.units.length} units`);
  await knockAtWrongDoors(world, report);
  await collect(world, report);
  await uploadScans(world, report);
  await recount(world, report);
  await crossEntryDeadline(world, report);
  await tryLateWrites(world, report);
  await correctUnderFindings(world, report);
  await recount(world, report);
  await crossToSeal(world, report);
  const seal = await downloadSeal(world, folder, report);
  await compareWithReceipts(world, seal, report);
  await verifyAsAuditor(world, seal, report);
  held = report.finish();
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(held ? 0 : 1);
