import { expect, test } from 'vitest';
import { violationCodes } from '#forms/answers/violations.ts';
import { problems } from '#forms/wire/problems.ts';

type Words = { readonly [key: string]: string | Words };
const all = import.meta.glob<Words>('../../web/locale/*/*.json', { eager: true, import: 'default' });
const read = (language: string, file: string): Words => all[`../../web/locale/${language}/${file}`] ?? {};
const filesIn = (language: string): readonly string[] =>
  Object.keys(all)
    .filter((path) => path.includes(`/${language}/`))
    .map((path) => path.slice(path.lastIndexOf('/') + 1))
    .sort();

/** English has plural forms where Chinese has one: `_one` and `_other` count as the one key. */
const keysOf = (words: Words, at = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [at + key.replace(/_(one|other)$/, '')] : keysOf(value, `${at}${key}.`),
  );
const unique = (keys: readonly string[]) => [...new Set(keys)].sort();

const files = filesIn('zh-CN');

test('[W28] both languages have the same namespaces', () => {
  expect(filesIn('en')).toEqual(files);
});

test.each(files)('[W28] both languages say the same things: %s', (file) => {
  expect(unique(keysOf(read('en', file)))).toEqual(unique(keysOf(read('zh-CN', file))));
});

test.each(files)('[W28] sentences of both languages take the same facts: %s', (file) => {
  const facts = (words: Words): Map<string, string> =>
    new Map(
      Object.entries(words).flatMap(([key, value]): [string, string][] =>
        typeof value === 'string'
          ? [[key.replace(/_(one|other)$/, ''), unique(value.match(/\{\{\s*\w+/g) ?? []).join()]]
          : [...facts(value)].map(([inner, found]) => [`${key}.${inner}`, found]),
      ),
    );
  const [english, chinese] = [facts(read('en', file)), facts(read('zh-CN', file))];
  for (const [key, found] of chinese)
    if (!/\{\{\s*(count|shown)/.test(found + english.get(key)))
      expect(english.get(key), `${file} ${key}`).toBe(found);
});

test.each(['zh-CN', 'en'])('[W28] every refusal and every violation has a sentence: %s', (language) => {
  const [said, judged] = [read(language, 'problems.json'), read(language, 'violations.json')];
  for (const code of Object.keys(problems)) expect(said[code], code).toBeTypeOf('string');
  for (const { code } of violationCodes) expect(judged[code], code).toBeTypeOf('string');
  const why = said.why as Words;
  for (const reason of [
    'not-open-yet',
    'frozen',
    'corrections-only',
    'finding-needed',
    'read-only',
    'closed',
  ])
    expect(why[reason], reason).toBeTypeOf('string');
});
