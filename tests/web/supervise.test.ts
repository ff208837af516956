/** What supervision shows out of tallies, work, answers and sealed folders. */
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { PackQuestionnaire } from '#forms/campaign/pack.ts';
import type { ProgressReply, WorkReply } from '#forms/wire/shapes.ts';
import { answerSections } from '#web/questionnaire/answer-lines.ts';
import { changedLines } from '#web/supervise/annex/changed-lines.ts';
import { codeAsTyped } from '#web/supervise/receipt-code.ts';
import { filesHandedOver, filesInZip, type HandedFile } from '#web/supervise/sealed-folder.ts';
import { allOpen, behind, ordered, summaryOf } from '#web/supervise/summary.ts';
import { filtered, unitLines } from '#web/supervise/unit-states.ts';

const questionnaire = (id: string, group: string, scanPages: number): PackQuestionnaire => ({
  id,
  unit: group,
  group,
  title: id,
  short: id,
  scanPages,
  filledBy: ['collector'],
});
const questionnaires = [questionnaire('house', 'household', 4), questionnaire('village', 'village', 0)];
const villages = ['990101101001', '990101101002'].map((code) => ({
  code,
  level: 'village' as const,
  name: code,
  parent: '990101101000',
}));
const tally = (village: string, id: string, units: number, records: number, signed: number, late = 0) => ({
  village,
  questionnaire: id,
  units,
  records,
  submissions: records,
  signed,
  late,
  decided: 0,
});
const progress: ProgressReply = {
  villages,
  tallies: [
    tally('990101101001', 'house', 10, 9, 5),
    tally('990101101002', 'house', 30, 6, 6, 2),
    tally('990101101001', 'village', 1, 0, 0),
    tally('990101101002', 'village', 1, 1, 0),
  ],
  expected: { household: 0.5, village: 1 },
  findings: [],
  now: 0,
};

describe('progress', () => {
  const summary = summaryOf(progress, questionnaires, 'household');

  test('[D13] counts one calendar group, lowest share first', () => {
    expect(summary.total).toMatchObject({ due: 40, done: 15, unsigned: 4, late: 2 });
    expect(ordered(summary.villages, 'share').map(({ village }) => village.code)).toEqual([
      '990101101002',
      '990101101001',
    ]);
    expect(ordered(summary.villages, 'unsigned')[0]?.village.code).toBe('990101101001');
    expect(behind(summary.total, summary.expected)).toBe(5);
    expect(behind({ due: 10, done: 9 }, 0.5)).toBe(0);
  });

  test('[D22] open findings by village and gravity, the gravest first; what is closed does not count', () => {
    const [first = '', second = ''] = villages.map(({ code }) => code);
    const counted = summaryOf(
      {
        ...progress,
        findings: [
          { village: first, counts: { 'found-verify': 40, 'open-warn': 2, 'closed-error': 9 } },
          { village: second, counts: { 'denied-error': 1, 'closed-verify': 3 } },
        ],
      },
      questionnaires,
      'household',
    );
    expect(counted.villages.map(({ findings }) => findings)).toEqual([
      { error: 0, warn: 2, verify: 40 },
      { error: 1, warn: 0, verify: 0 },
    ]);
    expect(counted.findings).toEqual({ error: 1, warn: 2, verify: 40 });
    expect(allOpen(counted.findings)).toBe(43);
    expect(ordered(counted.villages, 'findings').map(({ village }) => village.code)).toEqual([second, first]);
  });

  test('[D13] a questionnaire that nobody signs has nothing unsigned', () => {
    expect(summaryOf(progress, questionnaires, 'village').total).toMatchObject({ done: 1, unsigned: 0 });
  });
});

describe('households', () => {
  const unit = (id: string, kind: string, order: number) => ({
    id,
    kind,
    village: '990101101001',
    name: id,
    address: '',
    order,
  });
  const record = (id: string, pages: number, sealed?: string) => ({
    unit: id,
    questionnaire: 'house',
    version: 1,
    edition: 1,
    acceptedAt: 0,
    by: 'p',
    receipt: 'r',
    contentHash: 'h',
    pages,
    ...(sealed ? { sealed } : {}),
  });
  const finding = (id: string, state: 'open' | 'corrected') => ({
    id,
    unit: id,
    questionnaire: 'house',
    comment: 'c',
    openedAt: 0,
    openedBy: 'o',
    state,
    severity: 'error' as const,
    revision: 1,
    steps: [],
  });
  const work: WorkReply = {
    village: villages[0] ?? { code: '', level: 'village', name: '' },
    units: [...'abcde'].map((id, order) => unit(id, 'household', order)).concat(unit('v', 'village', 9)),
    records: [record('a', 0), record('b', 2), record('c', 1, 's'), record('d', 1)],
    gates: [],
    findings: [finding('b', 'open'), finding('d', 'corrected')],
    late: [
      {
        submission: 's1',
        unit: 'e',
        unitName: 'e',
        village: '990101101001',
        questionnaire: 'house',
        why: 'frozen',
        receivedAt: 0,
        by: 'p',
        receipt: 'r',
      },
    ],
    extensions: [],
    now: 0,
  };
  const lines = unitLines(
    work,
    questionnaires.map((one) => ({ ...one, edition: 1 })),
  );
  const ids = (filter: Parameters<typeof filtered>[1]) =>
    filtered(lines, filter).map(({ unit: { id } }) => id);

  test('[D14] an open finding comes before everything, a seal before acceptance, quarantine only without a record', () => {
    expect(lines.map(({ cells }) => cells.map(({ state }) => state).join())).toEqual([
      'sent',
      'todo',
      'sealed',
      'sent',
      'quarantined',
      'none',
    ]);
  });

  test('[D14] each number has the units behind it', () => {
    expect(ids('unfinished')).toEqual(['e', 'v']);
    expect(ids('unsigned')).toEqual(['a']);
    expect(ids('findings')).toEqual(['b']);
    expect(ids('late')).toEqual(['e']);
    expect(ids('all')).toHaveLength(6);
  });
});

describe('answers read back', () => {
  test('values in words, paths as violations spell them, repeating groups as entries', () => {
    const sections = answerSections(
      {
        pages: [
          {
            name: 'p',
            title: 'Page',
            elements: [
              { type: 'text', name: 'size', title: { default: 'People', 'zh-cn': '人口' }, unitText: '人' },
              {
                type: 'panel',
                name: 'g',
                elements: [{ type: 'checkbox', name: 'm', choices: [{ value: '1', text: 'One' }, '2'] }],
              },
              {
                type: 'paneldynamic',
                name: 'list',
                title: 'List',
                templateElements: [
                  { type: 'text', name: 'idNo', sensitive: 'id-number' },
                  { type: 'boolean', name: 'ok' },
                ],
              },
            ],
          },
        ],
      },
      { size: 3, m: ['1', '2'], list: [{ idNo: '9901****0013', ok: false }] },
      { language: 'zh-CN', yes: '是', no: '否', gap: '、' },
    );
    expect(sections[0]?.lines.map(({ at, title, text }) => [at, title, text])).toEqual([
      ['size', '人口', '3 人'],
      ['m', 'm', 'One、2'],
    ]);
    expect(sections[1]?.entries[0]?.lines.map(({ at, text, sensitive }) => [at, text, sensitive])).toEqual([
      ['list[0].idNo', '9901****0013', true],
      ['list[0].ok', '否', false],
    ]);
  });
});

describe('seals handed over', () => {
  const bytes = new TextEncoder().encode('{}');

  const files = {
    'x/seal/manifest.json': bytes,
    'x/seal/late/a.leaves': bytes,
    'x/seal/.DS_Store': bytes,
    'y.txt': bytes,
  };
  const handed = (path: string, content: Uint8Array<ArrayBuffer> = bytes): HandedFile => [
    path,
    new Blob([content]),
  ];

  test('[D15] [D25] the folder that holds the manifest is the seal, wherever it lies, in a zip or beside other files', async () => {
    const zips = [0, 6].map((level) =>
      handed('a.ZIP', new Uint8Array(zipSync(files, { level: level as 0 | 6 }))),
    );
    for (const given of [...zips.map((zip) => [zip]), Object.keys(files).map((path) => handed(path))]) {
      const seal = await filesHandedOver(given);
      expect(await seal?.list()).toEqual(['manifest.json', 'late/a.leaves']);
      expect(await seal?.read('late/a.leaves')).toEqual(bytes);
      expect(await seal?.read('y.txt')).toBeUndefined();
    }
    expect(await filesHandedOver([handed('a.txt')])).toBeUndefined();
    expect(await filesInZip(new Blob([new Uint8Array(zipSync({ 'a.txt': bytes }))]))).toBeUndefined();
    await expect(filesHandedOver([handed('cut.zip')])).rejects.toThrow('not a zip');
  });

  test('[D27] a correction is shown question by question, before and after, lists by their entries', () => {
    const source = {
      pages: [
        {
          name: 'main',
          elements: [
            { type: 'text', name: 'head', title: 'Head' },
            { type: 'boolean', name: 'water', title: 'Water' },
            {
              type: 'paneldynamic',
              name: 'members',
              title: 'Members',
              templateElements: [{ type: 'text', name: 'name', title: 'Name' }],
            },
          ],
        },
      ],
    };
    const words = { language: 'en', yes: 'yes', no: 'no', gap: ', ' };
    const before = { head: 'A', water: true, members: [{ name: 'A' }] };
    expect(changedLines(source, before, before, words)).toEqual([]);
    const after = { head: 'B', members: [{ name: 'A' }, { name: 'C' }] };
    expect(changedLines(source, before, after, words)).toMatchObject([
      { title: 'Head', before: 'A', after: 'B' },
      { title: 'Water', before: 'yes', after: '' },
      { before: '', after: 'C' },
    ]);
  });

  test('[D15] a receipt code is read however it was typed', () => {
    for (const typed of ['7f3k-92qd', ' 7F3K 92QD ', '7f3k92qd'])
      expect(codeAsTyped(typed)).toBe('7F3K-92QD');
    expect(codeAsTyped('oil0-1111')).toBe('0110-1111');
    for (const typed of ['', '7F3K-92Q', '7F3U-92QD', '7F3K-92QD-1'])
      expect(codeAsTyped(typed)).toBeUndefined();
  });
});
