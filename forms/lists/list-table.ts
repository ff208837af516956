/**
 * A comparison list as a spreadsheet gives it: cells, among them a row of headings somewhere near the top. The same reading tells
 * whoever hands it in what is wrong, every place at once, and the server what it takes (K19).
 */
import { identityNumber } from '../answers/functions/identity.ts';
import { maskText } from '../answers/mask.ts';
import type { ListForm } from '../dossier/lists.ts';

/** Dates come as `YYYY-MM-DD`. */
export type Cell = string | number | boolean | null;
export type Cells = readonly (readonly Cell[])[];

export const listLimits = { rows: 20_000, cell: 200, faults: 300 } as const;

/** Facts by code: `row` counts from 1 as spreadsheets do, `at` is the letter of its column. */
export const listFaultFacts = {
  'no-headings': [],
  'column-missing': ['column'],
  'column-twice': ['column', 'at'],
  'digits-lost': ['row', 'at', 'column'],
  'cell-too-long': ['row', 'at', 'column', 'limit'],
  'cell-malformed': ['row', 'at', 'column'],
  'no-rows': [],
  'too-many-rows': ['limit', 'rows'],
} as const;
export type ListFaultCode = keyof typeof listFaultFacts;
export interface ListFault {
  readonly code: ListFaultCode;
  readonly facts: { readonly [name: string]: string | number };
}
/** What is likely a mistake and refuses nothing: how often, and where first. */
export interface ListNote {
  readonly code: 'identity-number' | 'row-twice';
  readonly facts: { readonly count: number; readonly row: number; readonly column?: string };
}

export interface ReadList {
  /** Ids in the order of the cells of `rows`. */
  readonly columns: readonly string[];
  /** Blank cells are empty texts. */
  readonly rows: readonly (readonly string[])[];
  /** Headings that are no column of the list: their cells stay out. */
  readonly ignored: readonly string[];
  readonly faults: readonly ListFault[];
  readonly notes: readonly ListNote[];
}

/** Headings are looked for this far down: exports begin with a title or two. */
const headingsWithin = 10;

/** A spreadsheet that wants a number to stay a text writes `'0101`, or `="0101"`. */
const plain = (text: string): string => {
  const trimmed = text.trim();
  const quoted = /^="(.*)"$/s.exec(trimmed)?.[1];
  return quoted ?? (trimmed.startsWith("'") ? trimmed.slice(1) : trimmed);
};

const textOf = (cell: Cell | undefined): string =>
  cell === null || cell === undefined ? '' : typeof cell === 'string' ? plain(cell) : String(cell);

/** What people and programs write differently without meaning anything else: width, case, blanks, brackets. */
const loose = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

const letterOf = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${letterOf(Math.floor(index / 26) - 1)}${letterOf(index % 26)}`;

interface Column {
  readonly id: string;
  readonly index: number;
}
interface Headings {
  readonly row: number;
  readonly columns: readonly Column[];
  readonly ignored: readonly string[];
}

const namesOf = ({ columns }: ListForm): ReadonlyMap<string, string> =>
  new Map(
    columns.flatMap(({ id, title }) =>
      [id, ...(typeof title === 'string' ? [title] : Object.values(title))].map((name) => [loose(name), id]),
    ),
  );

/** The row that names the most columns. */
const headingsOf = (form: ListForm, table: Cells): Headings | undefined => {
  const names = namesOf(form);
  let best: Headings | undefined;
  for (const [row, cells] of table.slice(0, headingsWithin).entries()) {
    const headings = cells.map((cell) => textOf(cell));
    const named = headings.map((heading) => names.get(loose(heading)));
    const columns = named.flatMap((id, index) => (id === undefined ? [] : [{ id, index }]));
    if (columns.length <= (best?.columns.length ?? 0)) continue;
    const ignored = headings.filter((heading, index) => heading !== '' && named[index] === undefined);
    best = { row, columns, ignored };
  }
  return best;
};

const faultsOfHeadings = ({ columns: wanted }: ListForm, { columns }: Headings): readonly ListFault[] => [
  ...wanted
    .filter(({ id }) => !columns.some((column) => column.id === id))
    .map(({ id }): ListFault => ({ code: 'column-missing', facts: { column: id } })),
  ...columns
    .filter(({ id }, index) => columns.findIndex((column) => column.id === id) < index)
    .map(
      ({ id, index }): ListFault => ({ code: 'column-twice', facts: { column: id, at: letterOf(index) } }),
    ),
];

/** Sixteen digits and more do not fit into a number of a spreadsheet: their end is gone. */
const lostDigits = (cell: Cell | undefined, text: string): boolean =>
  (typeof cell === 'number' && Math.abs(cell) >= 1e15) || /^\d(\.\d+)?e\+1[5-9]$/i.test(text);

const faultOfCell = (cell: Cell | undefined, text: string): ListFaultCode | undefined => {
  if (lostDigits(cell, text)) return 'digits-lost';
  if (text.length > listLimits.cell) return 'cell-too-long';
  return /\p{Surrogate}|[\0\uFFFD]/u.test(text) ? 'cell-malformed' : undefined;
};

/** `table` as the spreadsheet has it, from its first row on. Never throws. */
export const readListTable = (form: ListForm, table: Cells): ReadList => {
  const headings = headingsOf(form, table);
  if (headings === undefined)
    return { columns: [], rows: [], ignored: [], notes: [], faults: [{ code: 'no-headings', facts: {} }] };
  const faults: ListFault[] = [...faultsOfHeadings(form, headings)];
  const columns = headings.columns.filter(
    ({ id }, index, all) => all.findIndex((column) => column.id === id) === index,
  );
  const rows: string[][] = [];
  const places: number[] = [];
  for (let at = headings.row + 1; at < table.length; at += 1) {
    const cells = table[at] ?? [];
    const texts = columns.map(({ index }) => textOf(cells[index]));
    if (texts.every((text) => text === '')) continue;
    rows.push(texts);
    places.push(at + 1);
    for (const [position, { id, index }] of columns.entries()) {
      const code = faultOfCell(cells[index], texts[position] ?? '');
      if (code === undefined || faults.length >= listLimits.faults) continue;
      const facts = { row: at + 1, at: letterOf(index), column: id };
      faults.push({ code, facts: code === 'cell-too-long' ? { ...facts, limit: listLimits.cell } : facts });
    }
  }
  if (rows.length === 0) faults.push({ code: 'no-rows', facts: {} });
  if (rows.length > listLimits.rows)
    faults.push({ code: 'too-many-rows', facts: { limit: listLimits.rows, rows: rows.length } });
  const ids = columns.map(({ id }) => id);
  return { columns: ids, rows, ignored: headings.ignored, faults, notes: notesOf(ids, rows, places) };
};

const looksLikeIdentity = (text: string): boolean => /^\d{17}[\dXx]$/.test(text);

/** A column is one of identity numbers when most of what stands in it looks like one. */
const identityNotes = (
  column: string,
  at: number,
  rows: readonly (readonly string[])[],
  places: readonly number[],
): readonly ListNote[] => {
  const filled = rows.flatMap((row, index) => (row[at] ? [{ text: row[at], row: places[index] ?? 0 }] : []));
  if (filled.filter(({ text }) => looksLikeIdentity(text)).length * 2 <= filled.length) return [];
  const wrong = filled.filter(({ text }) => identityNumber(text.toUpperCase()) === null);
  const [first] = wrong;
  return first ? [{ code: 'identity-number', facts: { count: wrong.length, row: first.row, column } }] : [];
};

const notesOf = (
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  places: readonly number[],
): readonly ListNote[] => {
  const seen = new Set<string>();
  const again: number[] = [];
  for (const [index, row] of rows.entries()) {
    const whole = row.join('\n');
    if (seen.has(whole)) again.push(places[index] ?? 0);
    seen.add(whole);
  }
  const [first] = again;
  return [
    ...columns.flatMap((column, at) => identityNotes(column, at, rows, places)),
    ...(first === undefined
      ? []
      : [{ code: 'row-twice', facts: { count: again.length, row: first } } as const]),
  ];
};

/** A cell as a preview shows it: long numbers are those of people, cards and accounts. */
export const shownCell = (text: string): string => (/^\d{11,}[\dXx]?$/.test(text) ? maskText(text) : text);
