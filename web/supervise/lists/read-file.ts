/**
 * A spreadsheet that somebody chose, as cells: XLSX, or text between commas, semicolons or tabs in UTF-8, UTF-16 or GBK. Nothing of it
 * leaves the browser here. What reads workbooks is loaded when the first one is chosen.
 */
import type { Cell, Cells } from '#forms/lists/list-table.ts';
import { listLimits } from '#forms/lists/list-table.ts';
import { ok, type Result, refuse } from '#forms/result.ts';

export type FileFault = 'unreadable' | 'old-format' | 'too-large' | 'not-loaded';

export interface ReadTable {
  readonly cells: Cells;
  /** Of a text file: how its characters are written. */
  readonly encoding?: 'UTF-8' | 'UTF-16' | 'GBK';
}

const mostBytes = 20 * 1024 * 1024;
/** Enough to see that there are too many, and for titles above the headings. */
const mostRows = listLimits.rows + 20;

const beginsWith = (bytes: Uint8Array, ...signs: readonly number[]): boolean =>
  signs.every((sign, at) => bytes[at] === sign);

const isWorkbook = (bytes: Uint8Array): boolean => beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04);
/** Workbooks of before 2007, and those under a password. */
const isOldWorkbook = (bytes: Uint8Array): boolean => beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

const cellOf = (value: string | number | boolean | Date | null | undefined): Cell =>
  value instanceof Date ? value.toISOString().slice(0, 10) : (value ?? null);

const decoded = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** UTF-8 that is none is GBK: no list of names in GBK happens to be valid UTF-8. GB 18030 contains it. */
const textOf = (
  bytes: Uint8Array,
): (Required<Pick<ReadTable, 'encoding'>> & { readonly text: string }) | undefined => {
  if (beginsWith(bytes, 0xff, 0xfe) || beginsWith(bytes, 0xfe, 0xff)) {
    const text = decoded(bytes, bytes[0] === 0xff ? 'utf-16le' : 'utf-16be');
    return text === undefined ? undefined : { text, encoding: 'UTF-16' };
  }
  const text = decoded(bytes, 'utf-8');
  if (text !== undefined) return { text, encoding: 'UTF-8' };
  const chinese = decoded(bytes, 'gb18030');
  return chinese === undefined ? undefined : { text: chinese, encoding: 'GBK' };
};

/** The first sheet that shows anything. `not-loaded`: without a network the part of the app that reads workbooks is not there. */
const readWorkbook = async (bytes: Uint8Array): Promise<Result<ReadTable, FileFault>> => {
  const reader = await import('hucre/xlsx').catch(() => undefined);
  if (!reader) return refuse('not-loaded');
  try {
    const { sheets } = await reader.readXlsx(bytes, {
      sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden,
      maxRows: mostRows,
    });
    const rows = sheets.find((sheet) => sheet.rows.length > 0)?.rows ?? [];
    return ok({ cells: rows.map((row) => row.map(cellOf)) });
  } catch {
    return refuse('unreadable');
  }
};

const readText = async (bytes: Uint8Array): Promise<Result<ReadTable, FileFault>> => {
  const read = textOf(bytes);
  if (!read || read.text.includes('\0')) return refuse('unreadable');
  // Some systems call a web page a workbook.
  if (/^\s*</.test(read.text)) return refuse('old-format');
  const { parseCsv } = await import('hucre/csv');
  try {
    const rows = parseCsv(read.text, { maxRows: mostRows, delimiter: delimiterOf(read.text) });
    return ok({ cells: rows.map((row) => row.map(cellOf)), encoding: read.encoding });
  } catch {
    return refuse('unreadable');
  }
};

/** What stands most often in the first lines, outside quotes. */
const delimiterOf = (text: string): string => {
  const head = text.slice(0, 4000).replace(/"[^"]*"/g, '');
  const often = (sign: string) => head.split(sign).length;
  return [',', '\t', ';', '，'].reduce((best, sign) => (often(sign) > often(best) ? sign : best));
};

export const readTable = async (bytes: Uint8Array): Promise<Result<ReadTable, FileFault>> => {
  if (bytes.byteLength > mostBytes) return refuse('too-large');
  if (isOldWorkbook(bytes)) return refuse('old-format');
  return isWorkbook(bytes) ? readWorkbook(bytes) : readText(bytes);
};
