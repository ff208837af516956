/** Rows of a matrix. Their values become keys of answers, so they are held to more than choices are. */
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { below } from '../faults.ts';
import type { Workshop } from './kind.ts';

const written = (source: JsonObject): readonly Json[] =>
  Array.isArray(source.rows) ? (source.rows as readonly Json[]) : [];

const rowValue = (row: Json): Json => (isJsonObject(row) ? (row.value as Json) : row);

/** Names of rows as they are keys of answers. */
export const rowNames = (source: JsonObject): readonly string[] =>
  written(source)
    .map(rowValue)
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map(String);

/** Q20: a row's value is a text or a number, and none that reaches a prototype. */
export const noteUnsafeRows = (source: JsonObject, { at, pad }: Workshop): void => {
  written(source).forEach((row, index) => {
    const value = rowValue(row);
    const place = below(below(at, 'rows'), index);
    if (typeof value === 'boolean') pad.note(place, 'wrong-shape', { property: 'rows', expected: 'value' });
    if (value === '__proto__') pad.note(place, 'unsafe-key', { key: value });
  });
};
