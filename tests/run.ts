/**
 * `npm test`: types, lint, architecture, unit, contract, infrastructure, journeys in Chromium. Every suite runs even when an
 * earlier one failed; the last line is the total over all of them.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './support/chromium.ts';

const root = new URL('../', import.meta.url).pathname;
const bin = (name: string) => join(root, 'node_modules/.bin', name);

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });

const heading = (text: string) => console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 90 - text.length))}`);

/** A tool that either holds or does not counts as one test. */
const single = async (title: string, command: string, args: readonly string[]): Promise<Count> => {
  heading(title);
  const code = await run(command, args);
  console.log(code === 0 ? 'holds' : `exit ${code}`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
};

const vitest = async (folder: string): Promise<Count> => {
  heading('unit, contract, HTTP, infrastructure');
  const file = join(folder, 'vitest.json');
  const args = [
    'run',
    '--config',
    'tests/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const code = await run(bin('vitest'), args);
  const result = await readReport<{
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
  }>(file);
  if (!result) return { passed: 0, failed: 1, skipped: 0 };
  const failed = result.numFailedTests === 0 && code !== 0 ? 1 : result.numFailedTests;
  return { passed: result.numPassedTests, failed, skipped: result.numPendingTests + result.numTodoTests };
};

const journeys = async (folder: string): Promise<Count> => {
  heading('journeys in Chromium');
  const chromium = await ensureChromium();
  if ('missing' in chromium) {
    console.log(chromium.missing);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const file = join(folder, 'playwright.json');
  const code = await run(
    bin('playwright'),
    ['test', '--config', 'tests/playwright.config.ts', '--reporter=list,json'],
    {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      CHROMIUM_PATH: chromium.path,
    },
  );
  const result = await readReport<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  }>(file);
  if (!result) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = result.stats;
  return { passed: expected, failed: unexpected + flaky || (code === 0 ? 0 : 1), skipped };
};

const readReport = async <Shape>(file: string): Promise<Shape | undefined> =>
  readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Shape,
    () => undefined,
  );

const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-test-'));
const began = performance.now();
const counts = [
  await single('types: Node rooms', bin('tsc'), ['-p', 'tsconfig.json']),
  await single('types: forms, without Node and DOM', bin('tsc'), ['-p', 'forms/tsconfig.json']),
  await single('types: web', bin('tsc'), ['-p', 'web/tsconfig.json']),
  await single('types: journeys', bin('tsc'), ['-p', 'tests/journeys/tsconfig.json']),
  await single('format and lint', bin('biome'), ['check', '--error-on-warnings']),
  await single('build of the app', bin('vite'), [
    'build',
    '--config',
    'web/vite.config.ts',
    '--logLevel',
    'warn',
  ]),
  await vitest(folder),
  await journeys(folder),
];
await rm(folder, { recursive: true, force: true });

const total = counts.reduce((sum, count) => ({
  passed: sum.passed + count.passed,
  failed: sum.failed + count.failed,
  skipped: sum.skipped + count.skipped,
}));
console.log(`\n${((performance.now() - began) / 1000).toFixed(0)} s`);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exit(total.failed === 0 ? 0 : 1);
