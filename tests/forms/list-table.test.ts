import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listsOf } from '#forms/checks/list-names.ts';
import type { ListForm } from '#forms/dossier/lists.ts';
import { type Cells, listLimits, readListTable, shownCell } from '#forms/lists/list-table.ts';

const form: ListForm = {
  id: 'workers',
  title: 'Workers',
  columns: [
    { id: 'idNo', title: { default: 'Identity number', 'zh-cn': '身份证号' } },
    { id: 'name', title: { default: 'Name', 'zh-cn': '姓名' } },
    { id: 'months', title: { default: 'Months of work', 'zh-cn': '务工时间(月)' } },
  ],
};
const valid = '99010119680315001X';
const read = (...table: Cells) => readListTable(form, table);
const codes = (table: Cells) => readListTable(form, table).faults.map(({ code, facts }) => [code, facts]);

describe('[K19] a list as spreadsheets give it', () => {
  test('columns are found by id or title in any language, in any order, below a heading of the export', () => {
    const wanted = { columns: ['months', 'idNo', 'name'], rows: [['6', valid, '李长根']], faults: [] };
    expect(
      read(['某系统导出', null], ['务工时间（月）', '身份证号', '姓名'], [6, valid, '李长根']),
    ).toMatchObject(wanted);
    expect(read(['MONTHS', ' idNo ', 'Name'], [6, valid, '李长根'])).toMatchObject(wanted);
  });

  test('columns that are not asked for stay out, and are named; blank rows are none', () => {
    const table = read(
      ['姓名', '备注', '身份证号', '务工时间(月)'],
      ['李长根', '外出', valid, null],
      [null, 'nothing else', '', ' '],
      [null, null],
    );
    expect(table).toMatchObject({ ignored: ['备注'], rows: [['李长根', valid, '']], faults: [] });
  });

  test('what spreadsheets write around a text is taken away', () => {
    expect(read(['idNo', 'name', 'months'], [`="${valid}"`, "'0101", '\u3000六\u00A0']).rows).toEqual([
      [valid, '0101', '六'],
    ]);
  });

  test('every fault is told at once, with row and column as the spreadsheet has them', () => {
    const long = 'x'.repeat(listLimits.cell + 1);
    expect(
      codes([
        ['Export', '', ''],
        ['idNo', 'name', 'name'],
        [990101196803150000, '李长根', ''],
        ['9.90101E+17', long, ''],
        [valid, 'half \uD800', ''],
      ]),
    ).toEqual([
      ['column-missing', { column: 'months' }],
      ['column-twice', { column: 'name', at: 'C' }],
      ['digits-lost', { row: 3, at: 'A', column: 'idNo' }],
      ['digits-lost', { row: 4, at: 'A', column: 'idNo' }],
      ['cell-too-long', { row: 4, at: 'B', column: 'name', limit: listLimits.cell }],
      ['cell-malformed', { row: 5, at: 'B', column: 'name' }],
    ]);
    expect(codes([])).toEqual([['no-headings', {}]]);
    expect(codes([['idNo', 'name', 'months']])).toEqual([['no-rows', {}]]);
  });

  test('twenty thousand rows are taken, one more is not', () => {
    const rows = (count: number) => Array.from({ length: count }, (_, at) => [valid, `n${at}`, 1]);
    const head = ['idNo', 'name', 'months'];
    expect(read(head, ...rows(listLimits.rows)).faults).toEqual([]);
    expect(codes([head, ...rows(listLimits.rows + 1)])).toEqual([
      ['too-many-rows', { limit: listLimits.rows, rows: listLimits.rows + 1 }],
    ]);
  });

  test('numbers that do not check and rows that repeat are told and refuse nothing', () => {
    const table = read(
      ['idNo', 'name', 'months'],
      [valid, 'a', 1],
      ['990101196803150013', 'b', 1],
      [valid, 'a', 1],
    );
    expect(table.faults).toEqual([]);
    expect(table.notes).toEqual([
      { code: 'identity-number', facts: { count: 1, row: 3, column: 'idNo' } },
      { code: 'row-twice', facts: { count: 1, row: 4 } },
    ]);
  });

  test('what was read is read again as the same, whatever stands in the cells', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 }), (rows) => {
        const once = read(['idNo', 'name', 'months'], ...rows);
        if (once.faults.length > 0) return;
        const again = readListTable(form, [once.columns, ...once.rows]);
        expect({ ...again, notes: [] }).toEqual({ ...once, ignored: [], notes: [] });
      }),
    );
  });
});

test('[W56] a preview shows no number of a person whole', () => {
  expect(shownCell(valid)).toBe('990*************1X');
  expect(shownCell('13800000000')).toBe('138******00');
  expect([shownCell('2022-09-30'), shownCell('6'), shownCell('李长根')]).toEqual([
    '2022-09-30',
    '6',
    '李长根',
  ]);
});

test('[K23] the lists that a check asks are those that its condition names', () => {
  const check = {
    when: 'exists({lists.licensed}) or {P.lists} > 1',
    finds: '!exists(matching({lists.other}, {x.tag}, {farm.tag})) and exists({lists.licensed})',
  };
  expect(listsOf(check)).toEqual(['licensed', 'other']);
  expect(listsOf({ finds: '{farm.lists.x} = 1' })).toEqual([]);
  expect(listsOf({ finds: 'not an expression {' })).toEqual([]);
});
