/**
 * `npm run rehearse -- --households 500`: a whole campaign over HTTP in a minute or two. It starts a server of its own on an
 * empty folder (or takes `--url` of a fresh demo), lets all collectors work at once, crosses the deadlines on the virtual
 * clock, seals, verifies, and prints which rules held. Exits 1 when one is broken.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoPassword, demoPeople } from '#functions/server/demo/open-demo.ts';
import { type RunningServer, startServerProcess } from '#tests/support/running-server.ts';
import { collect, knockAtWrongDoors, uploadScans } from './collecting.ts';
import {
  correctUnderFindings,
  crossEntryDeadline,
  crossToSeal,
  recount,
  tryLateWrites,
} from './deadlines.ts';
import { compareFindings } from './findings.ts';
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

const serverArguments = (data: string) => [
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

const report = new Report((line) => console.log(line));
const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-rehearsal-'));
const server: RunningServer = wanted.url
  ? { url: wanted.url, errors: [], stop: async () => undefined, kill: async () => undefined }
  : await startServerProcess(serverArguments(join(folder, 'data')));
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
  await compareFindings(world, report);
  await crossEntryDeadline(world, report);
  await tryLateWrites(world, report);
  await correctUnderFindings(world, report);
  await recount(world, report);
  await crossToSeal(world, report);
  const seal = await downloadSeal(world, folder, report);
  await compareWithReceipts(world, seal, report);
  await verifyAsAuditor(world, seal, report);
  report.check(
    'W9',
    'the server had nothing to complain about',
    server.errors.filter((line) => line.includes('broke')),
    wanted.url ? 'another process' : 1,
  );
  held = report.finish();
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(held ? 0 : 1);
