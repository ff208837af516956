import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packFaultCodes } from '#forms/campaign/pack-fault-codes.ts';
import { faultCodes } from '#forms/questionnaire/faults.ts';
import { type Language, sayFault } from '#functions/cli/sentences.ts';
import { run } from '#functions/cli/xiangbiao.ts';
import { check } from '#tests/support/check-pack.ts';
import { smallPackFiles } from '#tests/support/small-pack.ts';

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'xiangbiao-pack-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const title = { default: 'Title', 'zh-cn': '标题' };
const calendar = structuredClone(smallPackFiles['calendar.json']);
const [, corrections] = calendar.stages;
if (corrections) corrections.from = '2022-11-09 00:00';
const home = (finds: string, id: string) => check(finds, { id, about: 'home', scope: 'record' });

const broken = {
  ...smallPackFiles,
  'pack.json': { ...smallPackFiles['pack.json'], checks: ['checks.json', 'more.json'], facts: 'facts.json' },
  'calendar.json': calendar,
  'checks.json': {
    ...{ id: 't', title },
    checks: [
      home('{home.age} > 1', 'A'),
      home("codeText('TREE', {home.water}) = ''", 'B'),
      { ...home('{home.size} > 1', 'C'), message: { default: 'Only English.' } },
      { ...home('{home.size} > 1', 'D'), severity: 'loud' },
    ],
  },
  'facts.json': [
    { id: 'a', title, questions: ['home.head', 'home.remark'] },
    { id: 'b', title, questions: ['home.head', 'place.households'] },
  ],
};

const checked = async (language: Language, files: { readonly [path: string]: unknown }) => {
  const folder = join(scratch, language);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), JSON.stringify(content));
  }
  const lines: string[] = [];
  const terminal = {
    language,
    print: (line: string) => lines.push(line),
    complain: (line: string) => lines.push(line),
  };
  return { code: await run(['pack', 'check', folder], terminal), lines };
};

describe('pack check', () => {
  test('[K14] tells every fault with place, code, facts and a sentence, in English', async () => {
    const { code, lines } = await checked('en', broken);
    expect(code).toBe(1);
    const said = (at: string) => lines[lines.findIndex((line) => line.startsWith(`${at}  `)) + 1]?.trim();
    expect(lines[0]).toBe(
      'calendar.json#/stages/1/from  stages-overlap stage="homes-correct" with="homes-entry"',
    );
    expect(said('calendar.json#/stages/1/from')).toBe(
      'The stage “homes-correct” begins before “homes-entry” has ended.',
    );
    expect(said('pack.json#/checks/1')).toBe('The file more.json is not in the folder, or is not JSON.');
    expect(said('checks.json#/checks/0/finds')).toBe('There is nothing of the name {home.age} here.');
    expect(said('checks.json#/checks/1/finds')).toBe('There is no code list “TREE”.');
    expect(said('checks.json#/checks/2/message')).toBe('The text is missing in zh-CN.');
    expect(said('checks.json#/checks/3/severity')).toContain('This is not written as it should be');
    expect(said('facts.json#/0/questions/1')).toBe(
      'The fact names two questions of the questionnaire “home”.',
    );
    expect(lines).toContain(
      '    “home.head” belongs to the fact “a” already: they would answer each other in a circle.',
    );
    expect(lines.at(-1)).toMatch(/^Faults: \d+\. /);
    expect(lines).toHaveLength(2 * Number(/\d+/.exec(lines.at(-1) ?? '')?.[0]) + 1);
  });

  test('[K14] and in Chinese, in the same order', async () => {
    const { code, lines } = await checked('zh', broken);
    expect(code).toBe(1);
    expect(lines).toContain('    这里没有叫 {home.age} 的内容。');
    expect(lines).toContain('    缺少 zh-CN 的文字。');
    const english = await checked('en', broken);
    const places = (all: readonly string[]) => all.filter((line) => /^\S+#/.test(line));
    expect(places(lines)).toEqual(places(english.lines));
  });

  test('[K14] counts what a good pack has', async () => {
    const { 'more.json': _, ...files } = { ...broken, 'more.json': 0 };
    const pack = { ...broken['pack.json'], checks: ['checks.json'] };
    const checks = { id: 't', title, checks: [home('{home.size} > 9', 'A')] };
    const good = {
      ...files,
      'pack.json': pack,
      'calendar.json': smallPackFiles['calendar.json'],
      'checks.json': checks,
    };
    const { code, lines } = await checked('zh', { ...good, 'facts.json': [] });
    expect([code, lines]).toEqual([
      0,
      ['小采集（small，版本 1）：没有问题。问卷 2 份，校验 1 条，共填项 0 个。'],
    ]);
  });

  test('[K14] every code has its sentence in both languages, with its facts', () => {
    for (const { code, facts } of [...packFaultCodes, ...faultCodes]) {
      const told = Object.fromEntries((facts as readonly string[]).map((name) => [name, `«${name}»`]));
      for (const language of ['en', 'zh'] as const) {
        const sentence = sayFault(language, code, told);
        expect(sentence, code).toBeTruthy();
        expect(sentence, code).not.toMatch(/\{[a-z]+\}(?!\})/i);
        const shown = new Set((sentence ?? '').match(/«\w+»/g));
        expect([...shown].every((name) => facts.some((fact) => `«${fact}»` === name))).toBe(true);
      }
    }
    expect(sayFault('en', 'nothing-of-ours', {})).toBeUndefined();
  });
});
