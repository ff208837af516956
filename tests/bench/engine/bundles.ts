/** The engine as functions carry it: bundled and minified, and started cold in a process of its own. */
import { spawnSync } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Json } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { context } from '#tests/support/checking.ts';

const root = new URL('../../../', import.meta.url).pathname;

const bundle = async (contents: string, outfile: string): Promise<string> => {
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    ...{
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      mainFields: ['module', 'main'],
    },
    outfile,
    logLevel: 'error',
  });
  return outfile;
};

/** Spelled apart, so that nobody takes the text of a bundle for an import of this file. */
const module = (path: string): string => JSON.stringify(path);
const verdicts = module('./forms/answers/check-answers.ts');
const gate = module('./forms/questionnaire/publish.ts');
const functions = module('./forms/answers/functions/custom.ts');

/** Verdicts and the publish gate, for measuring. */
export const bundleEngine = (folder: string): Promise<string> =>
  bundle(
    `export { checkAnswers } from ${verdicts}; export { publish } from ${gate};`,
    join(folder, 'engine.mjs'),
  );

/** All that the submit function loads before its first request; it begins to work only when it is called. */
const submitParts = `
import { handle } from 'hono/aws-lambda';
import { sessions } from ${module('./functions/adapters/accounts/sessions.ts')};
import { submitRoutes } from ${module('./functions/http/routes/submit.ts')};
import { serveRoutes } from ${module('./functions/http/serve-routes.ts')};
import * as lean from ${module('./functions/lambdas/lean.ts')};
export const parts = [handle, sessions, submitRoutes, serveRoutes, lean];
`;
const submit = `${submitParts} export { checkAnswers } from ${verdicts};`;

/** Bytes of the submit function as it is deployed. */
export const bytesOfSubmit = async (folder: string): Promise<number> => {
  const entry = `export { handler } from ${module('./functions/lambdas/submit.lambda.ts')};`;
  return (await stat(await bundle(entry, join(folder, 'submit.mjs')))).size;
};

const starts = 7;

const driver = (engine: string, first: string): string => `
import { readFileSync } from 'node:fs';
const { edition, answers, context } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const engine = await import(${JSON.stringify(engine)});
if (!(${first})) throw new Error('refused');
process.stdout.write(String(performance.now()));
`;

/** Milliseconds from the start of a process to its first verdict: the submit function's code, and the same with survey-core in. */
export const coldVerdict = async (
  folder: string,
  edition: Edition,
  answers: Json,
): Promise<{ readonly engine: readonly number[]; readonly survey: readonly number[] }> => {
  const input = join(folder, 'input.json');
  await writeFile(input, JSON.stringify({ edition, answers, context }));
  const survey = `${submitParts} import { Model, FunctionFactory } from ${module('survey-core')};
    import { customFunctions } from ${functions};
    for (const { name, evaluate } of customFunctions) FunctionFactory.Instance.register(name, (args) => evaluate(args, { today: '2022-10-20' }));
    export const check = (source, answers) => {
      const model = new Model(source);
      model.data = answers;
      model.validate(false);
      return model.validate(false);
    };`;
  await bundle(submit, join(folder, 'cold-engine.mjs'));
  await bundle(survey, join(folder, 'cold-survey.mjs'));
  await writeFile(
    join(folder, 'start-engine.mjs'),
    driver('./cold-engine.mjs', 'engine.checkAnswers(edition, answers, context).ok'),
  );
  await writeFile(
    join(folder, 'start-survey.mjs'),
    driver('./cold-survey.mjs', 'engine.check(edition.source, answers)'),
  );
  const start = (script: string): number => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, script), input], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    return Number(stdout);
  };
  const times = Array.from(
    { length: starts },
    () => [start('start-engine.mjs'), start('start-survey.mjs')] as const,
  );
  return { engine: times.map(([time]) => time), survey: times.map(([, time]) => time) };
};
