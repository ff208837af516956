import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root, sourceFiles } from './source-files.ts';

const written = [...readFileSync(`${root}forms/RULES.md`, 'utf8').matchAll(/^- \*\*([A-Z]\d+)\*\* /gm)].map(
  (match) => match[1] ?? '',
);
const tested = new Set(
  sourceFiles()
    .filter(({ path }) => path.startsWith('tests/'))
    .flatMap(({ text }) =>
      [...text.matchAll(/\[((?:[A-Z]\d+)(?:, ?[A-Z]\d+)*)\]/g)].flatMap((match) =>
        (match[1] ?? '').split(/, ?/),
      ),
    ),
);

test('[T11] no rule has two numbers or one number two rules', () => {
  expect(written.filter((rule, index) => written.indexOf(rule) !== index)).toEqual([]);
});

test('[T11] every written rule is tested', () => {
  expect(written.filter((rule) => !tested.has(rule))).toEqual([]);
});

test('[T11] every tested rule is written', () => {
  expect([...tested].filter((rule) => !written.includes(rule))).toEqual([]);
});
