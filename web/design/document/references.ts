/**
 * Which questions speak of which. Conditions and computed values name questions in braces; deleting or renaming one that
 * is named elsewhere must say where first (D7), and renaming rewrites what names it.
 */
import { isJsonObject, type Json, type JsonObject } from '#forms/json.ts';
import { isArray, isObject } from './patch.ts';
import { nameOf, type Place, placesOf } from './places.ts';

const braces = /\{([^{}]+)\}/g;

/** Properties whose text is an expression, or may hold names in braces. */
const isExpression = (property: string) => /(?:if|expression|title|description|text)$/i.test(property);

/** Visits every string below a value with the property it belongs to; nested elements are left to their own places. */
const stringsIn = (
  value: Json | undefined,
  property: string,
): readonly { property: string; text: string }[] => {
  if (typeof value === 'string') return [{ property, text: value }];
  if (isArray(value)) return value.flatMap((item) => stringsIn(item, property));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    name === 'elements' || name === 'templateElements'
      ? []
      : stringsIn(item, isLocaleKey(name) ? property : name),
  );
};

const isLocaleKey = (name: string) => name === 'default' || /^[a-z]{2}(-[a-z0-9]+)?$/i.test(name);

/** What a name in braces means to an element: `panel.x` is a sibling in the scope, `group[0].x` is inside a group. */
const targetOf = (text: string, scope: string): string => {
  const plain = text.trim().replace(/\[[^\]]*\]/g, '');
  return plain.startsWith('panel.') && scope ? `${scope}.${plain.slice('panel.'.length)}` : plain;
};

/** The keys named by an element's own expressions and texts. */
export const namedBy = (element: JsonObject, scope: string): readonly string[] => [
  ...new Set(
    stringsIn(element, '')
      .filter(({ property }) => isExpression(property))
      .flatMap(({ text }) => [...text.matchAll(braces)].map((match) => targetOf(match[1] ?? '', scope))),
  ),
];

/** D7: the places whose conditions, formulas or texts name the question or anything inside it. */
export const usersOf = (source: JsonObject, key: string): readonly Place[] => {
  const places = placesOf(source);
  const inside = new Set(
    places.filter((place) => place.key === key || isInside(places, place, key)).map((place) => place.key),
  );
  return places.filter(
    (place) =>
      !inside.has(place.key) &&
      namedBy(place.element, place.scope).some(
        (target) => inside.has(target) || [...inside].some((own) => target.startsWith(`${own}.`)),
      ),
  );
};

/** Is a place below the element with that key? */
export const isInside = (places: readonly Place[], place: Place, key: string): boolean => {
  for (let at = place; at.parent !== ''; ) {
    if (at.parent === key) return true;
    const parent = places.find((candidate) => candidate.key === at.parent);
    if (!parent) return false;
    at = parent;
  }
  return false;
};

/** Rewrites a name in braces; `rename` gets the plain name and its rest (`[0].x`, `.x`, `-Comment` excluded). */
const rewritten = (text: string, from: string, to: string, prefix: string): string =>
  text.replace(braces, (whole, inner: string) => {
    const trimmed = inner.trim();
    if (!trimmed.startsWith(prefix)) return whole;
    const rest = trimmed.slice(prefix.length);
    if (rest !== from && !rest.startsWith(`${from}.`) && !rest.startsWith(`${from}[`)) return whole;
    return `{${prefix}${to}${rest.slice(from.length)}}`;
  });

/** Every expression below `value` with `{prefix + from}` made `{prefix + to}`. */
export const renameIn = <Value extends Json>(value: Value, from: string, to: string, prefix = ''): Value => {
  const walk = (item: Json, property: string): Json => {
    if (typeof item === 'string') return isExpression(property) ? rewritten(item, from, to, prefix) : item;
    if (isArray(item)) return item.map((entry) => walk(entry, property));
    if (!isJsonObject(item)) return item;
    return Object.fromEntries(
      Object.entries(item).map(([name, entry]) => [name, walk(entry, isLocaleKey(name) ? property : name)]),
    );
  };
  return walk(value, '') as Value;
};

export const nameTaken = (source: JsonObject, place: Place, name: string): boolean =>
  placesOf(source).some(
    (other) => other.key !== place.key && other.scope === place.scope && other.name === name,
  ) ||
  (place.scope === '' && calculatedNames(source).includes(name));

const calculatedNames = (source: JsonObject): readonly string[] =>
  isArray(source.calculatedValues) ? source.calculatedValues.filter(isObject).map(nameOf) : [];
