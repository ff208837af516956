/**
 * Putting questions in, taking them out, moving and doubling them (D4 … D6). Every operation takes the questionnaire and
 * gives a new one together with the question that is in hand afterwards; one that cannot be done gives the same back.
 */
import type { Json, JsonObject, LocalText } from '#forms/json.ts';
import type { Change } from './history.ts';
import { type Kind, type NewWords, newElement } from './kinds.ts';
import { isArray, isObject, type Path, replaceAt, valueAt } from './patch.ts';
import { insideOf, namesIn, type Place, placeOf, placesOf } from './places.ts';
import { isInside, renameIn } from './references.ts';

/** D5: q1, q2 …: higher than any that is or, by `reserved`, was; so answers never change their meaning. */
export const nameMaker = (
  source: JsonObject,
  reserved: Iterable<string> = [],
  stem = 'q',
): (() => string) => {
  const pattern = new RegExp(`^${stem}([1-9]\\d{0,8})$`);
  let last = 0;
  for (const name of [...namesIn(source), ...reserved])
    last = Math.max(last, Number(pattern.exec(name)?.[1] ?? 0));
  return () => {
    last += 1;
    return `${stem}${last}`;
  };
};

const object = (value: Json): JsonObject => (isObject(value) ? value : {});

const withList = (source: JsonObject, path: Path, change: (list: readonly Json[]) => readonly Json[]) => {
  const list = valueAt(source, path);
  const next = change(isArray(list) ? list : []);
  if (list !== undefined) return object(replaceAt(source, path, next));
  const holder = path.slice(0, -1);
  const property = String(path.at(-1));
  return object(replaceAt(source, holder, { ...object(valueAt(source, holder) ?? {}), [property]: next }));
};

const insertedAt = (source: JsonObject, list: Path, index: number, item: Json): JsonObject =>
  withList(source, list, (items) => [...items.slice(0, index), item, ...items.slice(index)]);

const removedAt = (source: JsonObject, path: Path): JsonObject =>
  withList(source, path.slice(0, -1), (items) => items.filter((_, index) => index !== path.at(-1)));

const indexOf = (place: Place): number => Number(place.path.at(-1));

/** The list inside a page or group. */
const listInside = (place: Place): Path | undefined => {
  const property = insideOf(place.shape);
  return property ? [...place.path, property] : undefined;
};

const sizeOf = (source: JsonObject, list: Path): number => {
  const items = valueAt(source, list);
  return isArray(items) ? items.length : 0;
};

const keyAt = (source: JsonObject, path: Path): string | undefined =>
  placesOf(source).find((place) => place.path.join('/') === path.join('/'))?.key;

const landed = (source: JsonObject, path: Path): Change => ({ source, selected: keyAt(source, path) });

/** D4: after the question in hand; into a page or group in hand; at the very end when nothing is. */
export const addQuestion = (
  source: JsonObject,
  after: string | undefined,
  kind: Kind,
  words: NewWords,
  reserved: Iterable<string> = [],
): Change => {
  const place =
    placeOf(source, after) ?? placesOf(source).findLast((candidate) => candidate.shape === 'page');
  if (!place) return { source };
  const element = newElement(kind, nameMaker(source, reserved), words);
  const list = after === undefined || place.shape === 'page' ? listInside(place) : place.path.slice(0, -1);
  if (!list) return { source };
  const index = list.length < place.path.length ? indexOf(place) + 1 : sizeOf(source, list);
  return landed(insertedAt(source, list, index, element), [...list, index]);
};

/** Puts a new question into a group, at its end. */
export const addInside = (
  source: JsonObject,
  group: string,
  kind: Kind,
  words: NewWords,
  reserved: Iterable<string> = [],
): Change => {
  const place = placeOf(source, group);
  const list = place && listInside(place);
  if (!list) return { source };
  const index = sizeOf(source, list);
  const element = newElement(kind, nameMaker(source, reserved), words);
  return landed(insertedAt(source, list, index, element), [...list, index]);
};

/** A new page after the one that holds the question in hand. */
export const addPage = (source: JsonObject, after: string | undefined, title: LocalText): Change => {
  const places = placesOf(source);
  const here = places.findIndex((place) => place.key === after);
  const page = places.slice(0, here + 1).findLast((place) => place.shape === 'page');
  const index = page ? indexOf(page) + 1 : sizeOf(source, ['pages']);
  const name = nameMaker(source, [], 'page')();
  return landed(insertedAt(source, ['pages'], index, { name, title, elements: [] }), ['pages', index]);
};

/** The last page stays: a questionnaire has at least one. */
export const remove = (source: JsonObject, key: string): Change => {
  const place = placeOf(source, key);
  if (!place || (place.shape === 'page' && sizeOf(source, ['pages']) < 2)) return { source };
  const places = placesOf(source);
  const next =
    places.find((other) => other.parent === place.parent && indexOf(other) === indexOf(place) + 1) ??
    places.find((other) => other.parent === place.parent && indexOf(other) === indexOf(place) - 1);
  return { source: removedAt(source, place.path), selected: next?.key ?? (place.parent || undefined) };
};

/** D6: one place up (-1) or down (+1); over the edge of a page into its neighbour. */
export const moveBy = (source: JsonObject, key: string, by: -1 | 1): Change => {
  const place = placeOf(source, key);
  if (!place) return { source };
  const list = place.path.slice(0, -1);
  const to = indexOf(place) + by;
  if (to >= 0 && to < sizeOf(source, list)) {
    const without = removedAt(source, place.path);
    return landed(insertedAt(without, list, to, place.element), [...list, to]);
  }
  const holder = placeOf(source, place.parent);
  if (!holder || holder.shape === 'repeat') return { source };
  if (holder.shape === 'group') {
    const without = removedAt(source, place.path);
    const outside = holder.path.slice(0, -1);
    const index = by < 0 ? indexOf(holder) : indexOf(holder) + 1;
    return landed(insertedAt(without, outside, index, place.element), [...outside, index]);
  }
  const pages = placesOf(source).filter((candidate) => candidate.shape === 'page');
  const target = pages[pages.findIndex((page) => page.key === holder.key) + by];
  return target ? moveInto(source, key, target.key, by < 0 ? 'end' : 'start') : { source };
};

/** Into another page or group. Nothing goes into itself, and pages stay at the top. */
export const moveInto = (
  source: JsonObject,
  key: string,
  group: string,
  where: 'start' | 'end' = 'end',
): Change => {
  const places = placesOf(source);
  const [place, target] = [placeOf(source, key), placeOf(source, group)];
  if (!place || !target || place.shape === 'page' || place.key === group) return { source };
  if (isInside(places, target, key) || place.parent === group) return { source };
  const without = removedAt(source, place.path);
  // Taking it out may have shifted the target one to the left: find it again.
  const list = listInside(placeOf(without, group) ?? target);
  if (!list) return { source };
  const index = where === 'start' ? 0 : sizeOf(without, list);
  return landed(insertedAt(without, list, index, place.element), [...list, index]);
};

/** Dragged: before or behind another, wherever that is. */
export const moveBeside = (
  source: JsonObject,
  key: string,
  target: string,
  side: 'before' | 'behind',
): Change => {
  const places = placesOf(source);
  const [place, goal] = [placeOf(source, key), placeOf(source, target)];
  if (!place || !goal || place.key === goal.key || place.shape === 'page' || goal.shape === 'page')
    return { source };
  if (isInside(places, goal, key)) return { source };
  const without = removedAt(source, place.path);
  const found = placeOf(without, target);
  if (!found) return { source };
  const list = found.path.slice(0, -1);
  const index = indexOf(found) + (side === 'behind' ? 1 : 0);
  return landed(insertedAt(without, list, index, place.element), [...list, index]);
};

/** A copy behind the original; everything in it gets names of its own, also where the copy speaks of itself. */
export const duplicate = (source: JsonObject, key: string, reserved: Iterable<string> = []): Change => {
  const place = placeOf(source, key);
  if (!place) return { source };
  const names = nameMaker(source, reserved, place.shape === 'page' ? 'page' : 'q');
  const inner = place.shape === 'page' ? nameMaker(source, reserved) : names;
  const inside = placesOf(source).filter((other) => isInside(placesOf(source), other, key));
  let copy: JsonObject = place.element;
  const relative = (other: Place): Path => other.path.slice(place.path.length);
  for (const other of [place, ...inside]) {
    const name = other === place ? names() : inner();
    copy = renameIn(copy, other.name, name);
    copy = renameIn(copy, other.name, name, 'panel.');

    const own = valueAt(copy, relative(other));
    if (isObject(own)) copy = object(replaceAt(copy, relative(other), { ...own, name }));
  }
  const list = place.path.slice(0, -1);
  return landed(insertedAt(source, list, indexOf(place) + 1, copy), [...list, indexOf(place) + 1]);
};
