/**
 * What separates one state of a questionnaire from the next, small enough to keep hundreds of them: undo and redo apply
 * patches backwards and forwards (D1). An edit replaces one value; where keys or lengths changed, the whole object or
 * array is the value, so that undo restores the order of keys as well.
 */
import { isJsonObject, type Json, type JsonObject } from '#forms/json.ts';

export type Path = readonly (string | number)[];
export interface Edit {
  readonly at: Path;
  readonly before: Json;
  readonly after: Json;
}
export type Patch = readonly Edit[];

const sameKeys = (before: JsonObject, after: JsonObject): boolean => {
  const [left, right] = [Object.keys(before), Object.keys(after)];
  return left.length === right.length && left.every((key, index) => key === right[index]);
};

export const isArray = (value: unknown): value is readonly Json[] => Array.isArray(value);

export const patchBetween = (before: Json, after: Json, at: Path = []): Patch => {
  if (Object.is(before, after)) return [];
  if (isArray(before) && isArray(after) && before.length === after.length)
    return before.flatMap((item, index) => patchBetween(item, after[index] ?? null, [...at, index]));
  if (isObject(before) && isObject(after) && sameKeys(before, after))
    return Object.entries(before).flatMap(([key, value]) =>
      patchBetween(value, after[key] ?? null, [...at, key]),
    );
  return [{ at, before, after }];
};

export const isObject = (value: Json | undefined): value is JsonObject => isJsonObject(value);

/** The value at a path, or nothing when the path leads nowhere. */
export const valueAt = (root: Json, path: Path): Json | undefined => {
  let value: Json | undefined = root;
  for (const step of path) {
    if (isArray(value) && typeof step === 'number') value = value[step];
    else if (isObject(value) && typeof step === 'string' && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
};

/** A copy of `root` with the value at `path` replaced; everything beside the path is shared with the old one. */
export const replaceAt = (root: Json, path: Path, value: Json): Json => {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (isArray(root)) return root.map((item, index) => (index === step ? replaceAt(item, rest, value) : item));
  if (!isObject(root)) return root;
  return Object.fromEntries(
    Object.entries(root).map(([key, item]) => [key, key === step ? replaceAt(item, rest, value) : item]),
  );
};

export const applyPatch = (root: Json, patch: Patch): Json =>
  patch.reduce((value, edit) => replaceAt(value, edit.at, edit.after), root);

export const inverted = (patch: Patch): Patch =>
  [...patch].reverse().map(({ at, before, after }) => ({ at, before: after, after: before }));

/** JSON pointer (RFC 6901) → path; digits index arrays only where the document has one. */
export const pathOfPointer = (root: Json, pointer: string): Path => {
  let value: Json | undefined = root;
  const path: (string | number)[] = [];
  for (const raw of pointer.split('/').slice(1)) {
    const name = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const step: string | number = isArray(value) ? Number(name) : name;
    path.push(step);
    value = value === undefined ? undefined : valueAt(value, [step]);
  }
  return path;
};
