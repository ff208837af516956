import { writeCsv } from 'hucre/csv';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import type { Check } from '#forms/checks/check.ts';
import type { ListState } from '#forms/wire/lists.ts';
import { readTable } from '#web/supervise/lists/read-file.ts';
import { waitingFor } from '#web/supervise/lists/waiting.ts';

const head = ['身份证号', '姓名', '日期'];
const row = ['99010119680315001X', '李长根', '2022-03-01'];
const table = [head, row];
const utf8 = (text: string) => new TextEncoder().encode(text);
const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16));

describe('[W56] a list is read in the browser, however it was saved', () => {
  test('a workbook: texts stay texts, dates become days, hidden and empty sheets are passed over', async () => {
    const cells = [head, ['99010119680315001X', '李长根', new Date(Date.UTC(2022, 2, 1))]];
    const workbook = await writeXlsx({
      sheets: [
        { name: 'hidden', hidden: true, rows: [['no']] },
        { name: 'empty', rows: [] },
        { name: '名单', rows: cells },
      ],
    });
    expect(await readTable(workbook)).toEqual({ ok: true, value: { cells: table } });
  });

  test('text in UTF-8, with a mark or not, in UTF-16 and in GBK', async () => {
    const text = `${head.join(',')}\r\n${row.join(',')}\r\n`;
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...[...text].flatMap((sign) => {
        const code = sign.charCodeAt(0);
        return [code & 0xff, code >> 8];
      }),
    ]);
    // The same text as Python writes it in GBK.
    const gbk = bytesOf(
      'c9edb7ddd6a4bac52cd0d5c3fb2cc8d5c6da0d0a3939303130313139363830333135303031582cc0' +
        'eeb3a4b8f92c323032322d30332d30310d0a',
    );
    expect(await readTable(utf8(text))).toEqual({ ok: true, value: { cells: table, encoding: 'UTF-8' } });
    expect(await readTable(utf8(`\uFEFF${text}`))).toMatchObject({ ok: true, value: { cells: table } });
    expect(await readTable(utf16)).toEqual({ ok: true, value: { cells: table, encoding: 'UTF-16' } });
    expect(await readTable(gbk)).toEqual({ ok: true, value: { cells: table, encoding: 'GBK' } });
  });

  test('between commas, tabs or semicolons; quotes hold what they hold', async () => {
    for (const delimiter of ['\t', ';', ','])
      expect(await readTable(utf8(writeCsv(table, { delimiter })))).toMatchObject({
        value: { cells: table },
      });
    expect(await readTable(utf8('姓名,备注\n李长根,"外出, 常年\n在外"\n'))).toMatchObject({
      value: {
        cells: [
          ['姓名', '备注'],
          ['李长根', '外出, 常年\n在外'],
        ],
      },
    });
  });

  test('what cannot be read says why', async () => {
    const refusal = async (bytes: Uint8Array) => {
      const read = await readTable(bytes);
      return read.ok ? 'read' : read.refusal;
    };
    expect(await refusal(bytesOf('d0cf11e0a1b11ae1'))).toBe('old-format');
    expect(await refusal(utf8('<html><table>'))).toBe('old-format');
    expect(await refusal(bytesOf('504b0304ffffffff'))).toBe('unreadable');
    expect(await refusal(bytesOf('ff41ff41ff'))).toBe('unreadable');
    expect(await refusal(utf8('a\0b'))).toBe('unreadable');
    expect(await refusal(new Uint8Array(20 * 1024 * 1024 + 1))).toBe('too-large');
  });
});

test('[K23] a check waits for the lists that it asks for and that nobody has handed in', () => {
  const list = (id: string, inForce?: ListState['inForce']): ListState => ({
    ...{ id, title: id, columns: [], checks: [], versions: [] },
    ...(inForce ? { inForce } : {}),
  });
  const version = { area: '990101101000', version: 1, rows: 1, hash: '', handedInAt: 0, by: '', reason: '' };
  const lists = [list('a'), list('b', { list: 'b', ...version }), list('c')];
  const check: Check = {
    ...{ id: 'R1', severity: 'verify', scope: 'unit', about: 'home', message: 'R1' },
    finds: 'exists({lists.a}) or exists({lists.b})',
  };
  const ids = (one: Check) => waitingFor(one, lists).map(({ id }) => id);
  expect(ids(check)).toEqual(['a']);
  expect(ids({ ...check, off: true })).toEqual([]);
  expect(ids({ ...check, finds: '{home.size} > 1' })).toEqual([]);
});
