/** The rows that a check runs over, and, once something is found in one, where it stands and what names it (K8). */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** One list on the way to the rows: its name, and the questions that name an item of it. */
export interface RowList {
  readonly name: string;
  readonly keys: readonly string[];
  /** What may be shown of the key only masked. */
  readonly sensitive: boolean;
}

export interface Row {
  readonly item: JsonObject;
  readonly position: number;
  /** The row around it. */
  readonly outer: Row | undefined;
  /** The list that it is in, for what names it among the others. */
  readonly among: readonly JsonObject[];
}

const listAt = (holder: JsonObject, name: string): readonly JsonObject[] => {
  const list = Object.hasOwn(holder, name) ? holder[name] : undefined;
  return Array.isArray(list)
    ? (list as readonly Json[]).filter((item): item is JsonObject => isJsonObject(item))
    : [];
};

const rowsAt = (holder: JsonObject, name: string, outer: Row | undefined): readonly Row[] => {
  const among = listAt(holder, name);
  return among.map((item, position) => ({ item, position, outer, among }));
};

export const rowsOf = (answers: JsonObject, [list, inner]: readonly RowList[]): readonly Row[] => {
  if (list === undefined) return [];
  const rows = rowsAt(answers, list.name, undefined);
  return inner === undefined ? rows : rows.flatMap((row) => rowsAt(row.item, inner.name, row));
};

const rowsAlong = (row: Row): readonly Row[] => (row.outer === undefined ? [row] : [row.outer, row]);

/** `members[2].works[0]` */
export const pathOf = (row: Row, lists: readonly RowList[]): string =>
  rowsAlong(row)
    .map(({ position }, depth) => `${lists[depth]?.name ?? ''}[${position}]`)
    .join('.');

const written = (item: JsonObject, name: string): string => {
  const value = Object.hasOwn(item, name) ? item[name] : undefined;
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

const partsOf = (item: JsonObject, { keys }: RowList): readonly string[] =>
  keys.map((key) => written(item, key));

/** What names a row in its list: its key, with a count where the key repeats an earlier one; the position where it is blank. */
export interface RowName {
  readonly parts: readonly string[];
  /** 1 for the first of its key; 0 where there is no key. */
  readonly time: number;
  readonly position: number;
}

const nameIn = ({ item, position, among }: Row, list: RowList): RowName => {
  const parts = partsOf(item, list);
  if (parts.every((part) => part === '')) return { parts: [], time: 0, position };
  const isSame = (other: JsonObject): boolean => partsOf(other, list).every((part, at) => part === parts[at]);
  const time = 1 + among.slice(0, position).filter(isSame).length;
  return { parts, time, position };
};

/** Names from the outside in, of every list on the way. */
export const namesOf = (row: Row, lists: readonly RowList[]): readonly RowName[] =>
  rowsAlong(row).flatMap((one, depth) => {
    const list = lists[depth];
    return list === undefined ? [] : [nameIn(one, list)];
  });
