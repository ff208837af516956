import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importsOf, projectFiles, root, sourceFiles, textFiles } from './source-files.ts';

const longestFile = 300;

describe('manners', () => {
  test(`[T4] no source file is longer than ${longestFile} lines`, () => {
    const long = sourceFiles()
      .filter(({ path }) => !path.endsWith('.css'))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > longestFile);
    expect(long).toEqual([]);
  });

  test('[T5] no drawer folders or files', () => {
    const drawer = /(^|\/)(utils?|helpers?|common|misc|shared|lib)(\/|\.[a-z]+$)/;
    expect(projectFiles().filter((path) => drawer.test(path))).toEqual([]);
  });

  test('[T6] files are named in kebab-case', () => {
    const odd = sourceFiles()
      .map(({ path }) => path)
      .filter((path) => !/^([a-z0-9.-]+\/)*[a-z0-9.-]+$/.test(path.replace(/^web\/locale\/zh-CN\//, '')));
    expect(odd).toEqual([]);
  });

  test('[T7] nothing is left over: no to-do marks, no focused or unexplained skipped tests', () => {
    const mark = new RegExp(
      ['TO', 'DO\\b|FIX', 'ME\\b|\\.on', 'ly\\(|\\b(test|it|describe)\\.skip\\('].join(''),
    );
    expect(
      sourceFiles()
        .filter(({ text }) => mark.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test('[T8] the commercial SurveyJS packages are nowhere', () => {
    const commercial = /^survey-(creator|pdf|analytics)/;
    const using = sourceFiles().filter((file) =>
      importsOf(file).some((specifier) => commercial.test(specifier)),
    );
    expect(using.map(({ path }) => path)).toEqual([]);
    const listed = textFiles().filter(({ path }) => /^package(-lock)?\.json$/.test(path));
    expect(
      listed.filter(({ text }) => /"(node_modules\/)?survey-(creator|pdf|analytics)/.test(text)),
    ).toEqual([]);
  });

  test('[T9] no file of more than 1 MB', () => {
    expect(projectFiles().filter((path) => statSync(`${root}${path}`).size > 1_048_576)).toEqual([]);
  });

  test('[T10] the code knows no campaign', () => {
    const word = /tphAnnual|villageAnnual|householdNo|township-2022|household-census|脱贫户|监测对象/;
    const knowing = sourceFiles().filter(
      ({ path, text }) =>
        /^(functions|web|infra|forms\/(?!packs))/.test(path) && word.test(text) && !allowed.includes(path),
    );
    expect(knowing.map(({ path }) => path)).toEqual([]);
  });

  /** The pack that `npm start` and a synthesis take when none is named. */
  const allowed = ['functions/settings.ts', 'infra/app.ts'];
});
