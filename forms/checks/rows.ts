/** The rows that a check runs over, with where they stand and what names them wherever they stand (K8). */
import type { Json, JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';

/** One list on the way to the rows: its name, and the questions that name an item of it. */
export interface RowList {
  readonly name: string;
  readonly keys: readonly string[];
  /** What may be shown of the key only masked. */
  readonly sensitive: boolean;
}

export interface Row {
  readonly item: JsonObject;
  readonly outer: JsonObject | undefined;
  /** `members[2].works[0]` */
  readonly path: string;
  /** From the outside in: of every list on the way. */
  readonly keys: readonly string[];
}

const listAt = (holder: JsonObject, name: string): readonly JsonObject[] => {
  const list = Object.hasOwn(holder, name) ? holder[name] : undefined;
  return Array.isArray(list)
    ? (list as readonly Json[]).filter((item): item is JsonObject => isJsonObject(item))
    : [];
};

const written = (item: JsonObject, name: string): string => {
  const value = Object.hasOwn(item, name) ? item[name] : undefined;
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

/** Names of the items: their key, with a count where it repeats; the position where there is none. */
const namesOf = (items: readonly JsonObject[], { keys }: RowList): readonly string[] => {
  const seen = new Map<string, number>();
  return items.map((item, position) => {
    const parts = keys.map((key) => written(item, key));
    if (parts.every((part) => part === '')) return `#${position}`;
    const key = JSON.stringify(parts);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? key : `${key}#${times}`;
  });
};

export const rowsOf = (answers: JsonObject, [list, inner]: readonly RowList[]): readonly Row[] => {
  if (list === undefined) return [];
  const items = listAt(answers, list.name);
  const names = namesOf(items, list);
  return items.flatMap((item, index): readonly Row[] => {
    const [path, key] = [`${list.name}[${index}]`, names[index] ?? ''];
    if (inner === undefined) return [{ item, outer: undefined, path, keys: [key] }];
    return rowsOf(item, [inner]).map((row) => ({
      item: row.item,
      outer: item,
      path: `${path}.${row.path}`,
      keys: [key, ...row.keys],
    }));
  });
};
