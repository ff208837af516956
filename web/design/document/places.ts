/**
 * Where everything in a questionnaire is: pages, groups, repeating groups and questions in reading order, each with its
 * number as people say it (5.9), its path into the JSON and the key that names it. Names inside a repeating group
 * belong to that group, so the key is `group.name` there.
 */
import { type Json, type JsonObject, type LocalText, textIn } from '#forms/json.ts';
import { isArray, isObject, type Path } from './patch.ts';

export type Shape = 'page' | 'group' | 'repeat' | 'question';
export interface Place {
  readonly key: string;
  readonly name: string;
  readonly shape: Shape;
  readonly element: JsonObject;
  readonly path: Path;
  /** Key of the page or group that holds it; empty for a page. */
  readonly parent: string;
  /** Key of the repeating group whose names these are; empty at the top. */
  readonly scope: string;
  /** 1-based, dotted: page, then position among what can be answered or opened. */
  readonly number: string;
  readonly depth: number;
}

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

export const nameOf = (element: JsonObject): string => textOf(element.name);

export const localText = (value: Json | undefined): LocalText | undefined => {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};

/** What people call it: its title in their language, what a picture shows, or its technical name when it has neither. */
export const titleOf = (element: JsonObject, locale: string): string => {
  const title = localText(element.title) ?? localText(element.altText);
  return (title === undefined ? '' : textIn(title, locale)) || nameOf(element);
};

const shapeOf = (element: JsonObject): Shape => {
  if (element.type === 'panel') return 'group';
  return element.type === 'paneldynamic' ? 'repeat' : 'question';
};

/** The property that holds what is inside; questions hold nothing. */
export const insideOf = (shape: Shape): 'elements' | 'templateElements' | undefined => {
  if (shape === 'question') return undefined;
  return shape === 'repeat' ? 'templateElements' : 'elements';
};

export const objectsIn = (value: Json | undefined): readonly JsonObject[] =>
  isArray(value) ? value.filter(isObject) : [];

/** D3: a questionnaire without pages gets one, so that everything has a page to be on. */
export const withPages = (source: JsonObject): JsonObject => {
  if (isArray(source.pages)) return source;
  const { elements, ...rest } = source;
  return { ...rest, pages: [{ name: 'page1', elements: isArray(elements) ? elements : [] }] };
};

const keyOf = (scope: string, name: string) => (scope ? `${scope}.${name}` : name);

const placesIn = (inside: Json | undefined, holder: Place, path: Path, scope: string): readonly Place[] => {
  if (!isArray(inside)) return [];
  const found: Place[] = [];
  let position = 0;
  inside.forEach((element, index) => {
    if (!isObject(element)) return;
    position += 1;
    const shape = shapeOf(element);
    const place: Place = {
      key: keyOf(scope, nameOf(element)),
      name: nameOf(element),
      shape,
      element,
      path: [...path, index],
      parent: holder.key,
      scope,
      number: `${holder.number}.${position}`,
      depth: holder.depth + 1,
    };
    found.push(place);
    const property = insideOf(shape);
    if (property)
      found.push(
        ...placesIn(
          element[property],
          place,
          [...place.path, property],
          shape === 'repeat' ? place.key : scope,
        ),
      );
  });
  return found;
};

export const placesOf = (source: JsonObject): readonly Place[] => {
  const pages = isArray(source.pages) ? source.pages : [];
  return pages.flatMap((page, index) => {
    if (!isObject(page)) return [];
    const place: Place = {
      key: nameOf(page),
      name: nameOf(page),
      shape: 'page',
      element: page,
      path: ['pages', index],
      parent: '',
      scope: '',
      number: String(index + 1),
      depth: 0,
    };
    return [place, ...placesIn(page.elements, place, ['pages', index, 'elements'], '')];
  });
};

export const placeOf = (source: JsonObject, key: string | undefined): Place | undefined =>
  key === undefined ? undefined : placesOf(source).find((place) => place.key === key);

/** The place that holds a JSON pointer's target: the innermost element on the way. */
export const placeAt = (source: JsonObject, path: Path): Place | undefined =>
  placesOf(source)
    .filter((place) => place.path.every((step, index) => path[index] === step))
    .at(-1);

/** The page that a place is on. */
export const pageOf = (places: readonly Place[], key: string): Place | undefined => {
  const index = places.findIndex((place) => place.key === key);
  return places.slice(0, index + 1).findLast((place) => place.shape === 'page');
};

/** Everything that has a name in the JSON, calculated values included: a new name must differ from all. */
export const namesIn = (source: JsonObject): ReadonlySet<string> =>
  new Set([
    ...placesOf(source).map((place) => place.name),
    ...objectsIn(source.calculatedValues).map((value) => nameOf(value)),
  ]);
