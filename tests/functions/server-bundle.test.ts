/** The file that `npm start` runs: bundled, started by a bare Node, with the thread that it brings. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { pathOf } from '#forms/wire/routes.ts';
import type { ProgressReply } from '#forms/wire/shapes.ts';
import { bundleServer } from '#functions/server/bundle.ts';
import { demoPassword } from '#functions/server/demo/open-demo.ts';
import { type Measured, startMeasured } from '#tests/bench/intake/processes.ts';

const root = new URL('../../', import.meta.url).pathname;
const folder = `dist/server-${process.pid}`;
let data: string | undefined;
let server: Measured | undefined;
afterEach(async () => {
  await server?.stop();
  await rm(join(root, folder), { recursive: true, force: true });
  if (data) await rm(data, { recursive: true, force: true });
});

test('[N14] the bundled server opens the demo, whose submissions its threads compute', async () => {
  await bundleServer(folder);
  expect(await readdir(join(root, folder))).toEqual(
    expect.arrayContaining(['compute-thread.mjs', 'main.mjs', 'seal-thread.mjs']),
  );
  data = await mkdtemp(join(tmpdir(), 'xiangbiao-bundle-'));
  const size = ['--villages', '2', '--households', '6'];
  server = await startMeasured(join(folder, 'main.mjs'), ['--port', '0', '--data', data, ...size]);
  const signedIn = await fetch(server.url + pathOf('signIn'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName: 'town-officer', password: demoPassword }),
  });
  const cookie = signedIn.headers.getSetCookie().map((each) => each.split(';')[0]);
  const read = async (path: string) =>
    (await fetch(server?.url + path, { headers: { cookie: cookie.join('; ') } })).json();
  const { campaigns } = (await read(pathOf('session'))) as { campaigns: { id: string; area: string }[] };
  const [{ id: campaign, area } = { id: '', area: '' }] = campaigns;
  const { tallies } = (await read(pathOf('progress', { campaign, area }))) as ProgressReply;
  expect(tallies.reduce((sum, { submissions }) => sum + submissions, 0)).toBeGreaterThan(0);
  expect(server.errors).toEqual([]);
});

const run = promisify(execFile);

test('[N25] threads that have nothing to do keep no program from ending, as TypeScript and bundled', async () => {
  const once = [
    { job: 'first', value: { large: 'as life' }, known: false },
    { job: 'second', value: { large: 'as life' }, known: true }, // [N24] in the bundle too
  ];
  const program = 'tests/support/pool-program.ts';
  const source = await run(process.execPath, ['--import', 'tsx', program], { cwd: root });
  expect(JSON.parse(source.stdout)).toEqual(once);
  await bundleServer(folder, program);
  expect((await readdir(join(root, folder))).sort()).toEqual(['jobs-thread.mjs', 'pool-program.mjs']);
  const bundled = await run(process.execPath, [join(folder, 'pool-program.mjs')], { cwd: root });
  expect(JSON.parse(bundled.stdout)).toEqual(once);
});
