/** The officer's list of findings, out of what the server tells. */
import { unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import type { ListedFinding } from '#forms/wire/findings.ts';
import { messageText } from '#web/questionnaire/check-words.ts';
import { csvOf, grouped, neighbour, shownFindings } from '#web/supervise/findings/finding-list.ts';
import { namesIn, sentenceOf, titleIn, titlesOf } from '#web/supervise/findings/sentence.ts';
import { valueLines } from '#web/supervise/findings/values.ts';
import { workbookOf } from '#web/supervise/findings/workbook.ts';

const day = 86_400_000;
const now = 30 * day;
const finding = (id: string, changes: Partial<ListedFinding> = {}): ListedFinding => ({
  id,
  unit: 'u1',
  questionnaire: 'home',
  check: 'R1',
  severity: 'verify',
  state: 'found',
  openedAt: now - day,
  openedBy: '',
  revision: 1,
  village: '990101101001',
  unitName: '李长根',
  last: { at: now - day, kind: 'find' },
  ...changes,
});
const ids = (findings: readonly ListedFinding[]) => findings.map(({ id }) => id);

test('[W50] the gravest first, then what is overdue, then what is oldest', () => {
  const list = [
    finding('young'),
    finding('old', { openedAt: now - 9 * day }),
    finding('due', { state: 'open', dueAt: now - 1, openedAt: now - 2 * day }),
    finding('answered', { state: 'denied', dueAt: now - 1 }),
    finding('grave', { severity: 'error' }),
  ];
  expect(grouped(list, now).map((group) => [group.severity, ids(group.findings)])).toEqual([
    ['error', ['grave']],
    ['verify', ['due', 'old', 'answered', 'young']],
  ]);
});

test('[W50] filters say what is left, each by itself and together', () => {
  const list = [
    finding('a'),
    finding('b', { state: 'denied', village: '990101101002' }),
    finding('c', { state: 'closed', closing: 'fixed' }),
    finding('d', { state: 'open', dueAt: now - 1, check: 'R2', questionnaire: 'place' }),
  ];
  const shown = (filter: Partial<Parameters<typeof shownFindings>[1]>) =>
    ids(shownFindings(list, { view: 'open', age: 'all', ...filter }, now));
  expect(shown({})).toEqual(['a', 'b', 'd']);
  expect(shown({ view: 'review' })).toEqual(['b']);
  expect(shown({ view: 'closed' })).toEqual(['c']);
  expect(shown({ village: '990101101002' })).toEqual(['b']);
  expect(shown({ questionnaire: 'place' })).toEqual(['d']);
  expect(shown({ check: 'R1' })).toEqual(['a', 'b']);
  expect(shown({ age: 'overdue' })).toEqual(['d']);
  expect(shown({ age: '3' })).toEqual([]);
});

test('[W50] J and K walk the list and stop at its ends', () => {
  expect(neighbour(['a', 'b'], undefined, 1)).toBe('a');
  expect(neighbour(['a', 'b'], 'a', 1)).toBe('b');
  expect(neighbour(['a', 'b'], 'b', 1)).toBe('b');
  expect(neighbour(['a', 'b'], 'a', -1)).toBe('a');
  expect(neighbour([], 'a', 1)).toBeUndefined();
});

test('[W51] what leaves as a table holds no formula and survives commas, quotes and lines', () => {
  expect(
    csvOf([
      ['=1+1', 'a,"b"', '二\n行'],
      ['', '-5', 'x'],
    ]),
  ).toBe('\uFEFF\'=1+1,"a,""b""","二\n行"\r\n,\'-5,x\r\n');
});

const source = {
  pages: [
    {
      name: 'main',
      elements: [
        { type: 'text', name: 'size', title: { default: 'Size', 'zh-cn': '人口' } },
        {
          type: 'panel',
          name: 'box',
          elements: [{ type: 'text', name: 'phone', title: 'Phone' }],
        },
        {
          type: 'paneldynamic',
          name: 'members',
          title: 'Members',
          templateElements: [
            { type: 'text', name: 'idNo', title: 'ID' },
            { type: 'text', name: 'months', title: 'Months' },
            { type: 'text', name: 'skill', title: 'Skill' },
          ],
        },
      ],
    },
  ],
};

test('[W52] a condition reads as a sentence with the questions in it, or not at all', () => {
  const title = titleIn(titlesOf(source, 'zh-CN'), 'home', 'members');
  expect(sentenceOf("{home.size} > 3 and {row.months} <> '0'", title)).toEqual([
    { is: 'value', text: '人口' },
    { is: 'word', word: 'above' },
    { is: 'plain', text: '3' },
    { is: 'word', word: 'and' },
    { is: 'value', text: 'Months' },
    { is: 'word', word: 'differs' },
    { is: 'plain', text: '0' },
  ]);
  expect(sentenceOf('{home.box} empty', title)).toEqual([
    { is: 'value', text: 'home.box' },
    { is: 'word', word: 'empty' },
  ]);
  for (const beyond of ['textLength({row.idNo}) > 3', '({home.size} > 1)', '{home.size} ~ 1'])
    expect(sentenceOf(beyond, title)).toBeUndefined();
  expect(namesIn('{a.b} > {row.c} + {a.b}')).toEqual(['a.b', 'row.c']);
});

test('[W52] values stand beside those of the same row in the round before, wherever it stood', () => {
  const lines = valueLines({
    source,
    answers: { size: 2, members: [{ idNo: 'X' }, { idNo: 'Y', months: 0, skill: 'none' }] },
    prev: {
      size: 3,
      members: [
        { idNo: 'Y', months: 6, skill: 'mason' },
        { idNo: 'X', months: 1 },
      ],
    },
    words: { language: 'en', yes: 'yes', no: 'no', gap: ', ' },
    row: 'members[1]',
    keys: ['idNo'],
    names: ['home.size', 'row.months'],
    about: 'home',
  });
  expect(lines.map(({ at, now: here, before, read }) => [at, here, before, read])).toEqual([
    ['size', '2', '3', true],
    ['members[1].months', '0', '6', true],
    ['members[1].skill', 'none', 'mason', false],
  ]);
});

test('[W52] a message tells the values that were found, and a gap where there was none', () => {
  const message = { default: 'has {row.months} months, {row.x}', 'zh-cn': '{row.months}个月' };
  expect(messageText(message, { 'row.months': 0, 'row.x': null }, 'en')).toBe('has 0 months, …');
  expect(messageText(message, { 'row.months': [1, 2] }, 'zh-CN')).toBe('1, 2个月');
});

test('[W57] as a workbook days are days, numbers numbers, and nothing is a formula', async () => {
  const id = '99010119680315001X';
  const written = await workbookOf('问题/清单', {
    columns: [
      { heading: '问题', width: 20 },
      { heading: '日期', width: 12 },
      { heading: '天数', width: 8 },
    ],
    rows: [
      ['=HYPERLINK("x")', '2022-11-12', 3],
      [id, '', 0],
    ],
  });
  const { sheets } = await readXlsx(written);
  expect(sheets.map(({ name }) => name)).toEqual(['问题 清单']);
  expect(sheets[0]?.rows).toEqual([
    ['问题', '日期', '天数'],
    ['=HYPERLINK("x")', new Date('2022-11-12T00:00:00Z'), 3],
    [id, null, 0],
  ]);
  const xml = new TextDecoder().decode(unzipSync(written)['xl/worksheets/sheet1.xml']);
  expect(xml).not.toContain('<f');
});
