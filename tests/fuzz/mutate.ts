/**
 * Changes the engine in one place at a time, in a copy, and counts how many of the oracle's cases pass before one notices:
 * `node --import tsx tests/fuzz/mutate.ts`. What no case notices is left to the other tests of answers. Prints the table of
 * tests/forms/README.md. Exits 1 when a mutant survives both.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mutant, mutants } from './mutants.ts';

/** As many as `npm test` compares with survey-core. */
const questionnaires = 700;
const perQuestionnaire = 3;

const root = new URL('../../', import.meta.url).pathname;
const copy = mkdtempSync(join(tmpdir(), 'xiangbiao-mutants-'));

const verdicts = (): readonly string[] => {
  try {
    const args = [
      '--import',
      'tsx',
      'tests/fuzz/verdicts.ts',
      String(questionnaires),
      String(perQuestionnaire),
    ];
    return execFileSync(process.execPath, args, { cwd: copy, encoding: 'utf8', maxBuffer: 2 ** 28 }).split(
      '\n',
    );
  } catch {
    return [];
  }
};

/** The first test of answers that fails, without the oracle's own. */
const failing = (): string | undefined => {
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'tests/vitest.config.ts',
    '--reporter=json',
  ];
  const files = ['evaluate', 'exact', 'kinds', 'decode', 'functions', 'verdict', 'carried', 'kept'];
  try {
    execFileSync(process.execPath, [...args, ...files.map((name) => `tests/forms/answers-${name}.test.ts`)], {
      cwd: copy,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return undefined;
  } catch (error) {
    const report = JSON.parse(String((error as { stdout?: Buffer }).stdout)) as {
      testResults: { assertionResults: { status: string; title: string }[] }[];
    };
    return report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .find(({ status }) => status === 'failed')?.title;
  }
};

const caughtBy = ({ file, from, to }: Mutant, right: readonly string[]): string | undefined => {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} does not say once: ${from}`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  const said = verdicts();
  const at = right.findIndex((line, index) => line !== said[index]);
  const by = at < 0 ? failing() : `the oracle, case ${at + 1}`;
  writeFileSync(path, source);
  return by;
};

try {
  for (const part of ['forms', 'tests', 'package.json', 'tsconfig.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const right = verdicts();
  console.log(`| change | file | noticed by (the oracle has ${right.length - 1} cases) |\n|---|---|---|`);
  let survived = 0;
  for (const mutant of mutants) {
    const by = caughtBy(mutant, right);
    if (by === undefined) survived += 1;
    console.log(`| ${mutant.what} | ${mutant.file.replace('forms/', '')} | ${by ?? 'nobody'} |`);
  }
  process.exitCode = survived > 0 ? 1 : 0;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
