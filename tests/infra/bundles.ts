/**
 * The functions as they are deployed: built by the CDK itself, copied out of the project, started by a bare Node that has
 * nothing but the bundle. Bundles are made once per test run and by the same code as `cdk deploy`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { App } from 'aws-cdk-lib';
import { buildSync } from 'esbuild';
import * as z from 'zod';
import { bundling } from '#infra/bundling.ts';
import { appOf, resourcesOf } from './synthesise.ts';

export type FunctionName =
  | 'ApiFunction'
  | 'SubmitFunction'
  | 'FreezeFunction'
  | 'CheckFunction'
  | 'SealFunction'
  | 'CalendarFunction'
  | 'BackgroundFunction'
  | 'AnnexFunction'
  | 'OpenCampaignFunction'
  | 'AddPersonFunction';

export interface Bundles {
  /** A folder with the bundle alone. */
  readonly folders: { readonly [Name in FunctionName]: string };
  /** Environment as the template sets it, with references to other resources as they stand there. */
  readonly settings: { readonly [Name in FunctionName]: readonly string[] };
  remove(): void;
}

const metadata = z.object({ 'aws:asset:path': z.string() });

export const buildBundles = (): Bundles => {
  const app: App = appOf({ context: { partition: 'aws' }, bundled: true });
  const { directory } = app.synth();
  const root = mkdtempSync(join(tmpdir(), 'xiangbiao-bundles-'));
  const functions = resourcesOf(app).filter(({ type }) => type === 'AWS::Lambda::Function');
  const named = functions.map((resource) => {
    const name = resource.id.replace(/[0-9A-F]{8}$/, '') as FunctionName;
    const folder = join(root, name);
    cpSync(join(directory, metadata.parse(resource.metadata)['aws:asset:path']), folder, { recursive: true });
    writeFileSync(join(folder, 'driver.mjs'), driver);
    const { Variables } = resource.properties.Environment as { Variables: object };
    return { name, folder, settings: Object.keys(Variables).sort() };
  });
  const perFunction = <Value>(pick: (built: (typeof named)[number]) => Value) =>
    Object.fromEntries(named.map((each) => [each.name, pick(each)])) as { [Name in FunctionName]: Value };
  return {
    folders: perFunction(({ folder }) => folder),
    settings: perFunction(({ settings }) => settings),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};

export const entryNames = [
  'api',
  'submit',
  'freeze',
  'check',
  'seal',
  'calendar',
  'background',
  'annex',
  'open-campaign',
  'add-person',
] as const;

/** Files that end up in a bundle, in order of name; built apart because the deployed folder holds no list of them. */
export const partsOf = (name: (typeof entryNames)[number]): readonly string[] => {
  const { metafile } = buildSync({
    entryPoints: [`functions/lambdas/${name}.lambda.ts`],
    absWorkingDir: new URL('../../', import.meta.url).pathname,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: [...(bundling.mainFields ?? [])],
    minify: true,
    metafile: true,
    write: false,
    outfile: 'index.mjs',
    logLevel: 'error',
  });
  return Object.entries(metafile.outputs['index.mjs']?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path)
    .sort();
};

export const textOf = (folder: string): string => readFileSync(join(folder, 'index.mjs'), 'utf8');

/** What Lambda's runtime does: load once, answer events one after the other, tell errors by name. */
const driver = `import { createInterface } from 'node:readline';
const { handler } = await import('./index.mjs');
for await (const line of createInterface({ input: process.stdin })) {
  let reply;
  try { reply = { ok: (await handler(JSON.parse(line), {})) ?? null }; }
  catch (error) { reply = { error: error.name, message: error.message }; }
  process.stdout.write('REPLY ' + JSON.stringify(reply) + '\\n');
}
`;

export interface Reply {
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at single fields of what a function answered
  readonly ok?: any;
  readonly error?: string;
  readonly message?: string;
}
export interface RunningFunction {
  invoke(event: unknown): Promise<Reply>;
  /** JSON lines of the function's own log. */
  readonly log: readonly string[];
  stop(): void;
}

/** Node shows the line of a bundle that threw, which is all of it. */
const longestLine = 500;

const environmentOf = (settings: { readonly [name: string]: string }) => ({
  PATH: process.env.PATH ?? '',
  TZ: process.env.TZ ?? 'UTC',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  ...settings,
});

export const startFunction = (
  folder: string,
  settings: { readonly [name: string]: string },
): RunningFunction => {
  const child: ChildProcess = spawn(process.execPath, ['driver.mjs'], {
    cwd: folder,
    env: environmentOf(settings),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  const waiting: ((reply: Reply) => void)[] = [];
  if (!child.stdout || !child.stderr) throw new Error('a child without pipes');
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('REPLY ')) waiting.shift()?.(JSON.parse(line.slice(6)));
    else log.push(line.slice(0, longestLine));
  });
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line.slice(0, longestLine)));
  child.once('close', (code) => {
    for (const tell of waiting.splice(0))
      tell({ error: 'ended', message: `code ${code}\n${log.join('\n')}` });
  });
  return {
    log,
    invoke: (event) =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve({ error: 'ended', message: log.join('\n') });
        waiting.push(resolve);
        child.stdin?.write(`${JSON.stringify(event)}\n`);
      }),
    stop: () => {
      child.stdin?.end();
      child.kill();
    },
  };
};
