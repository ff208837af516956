/**
 * Changing what a question says and demands. Texts are kept per language; a value that a text gets later never changes
 * with it, because stored answers are values (D8).
 */
import type { Json, JsonObject, LocalText } from '#forms/json.ts';
import type { CodeLists } from '#forms/questionnaire/questionnaire.ts';
import { hasChoices } from './kinds.ts';
import { isArray, isObject, replaceAt } from './patch.ts';
import { localText, placeOf, placesOf, textOf } from './places.ts';
import { nameTaken, renameIn } from './references.ts';

const languageKey = (locale: string) => (locale === 'en' ? 'default' : locale.toLowerCase());

/** The text of one language only, without falling back to another: what an input field shows. */
export const textFor = (value: Json | undefined, locale: string): string => {
  if (typeof value === 'string') return locale === 'en' ? value : '';
  const key = languageKey(locale);
  return isObject(value) ? textOf(value[key] ?? (key === 'default' ? undefined : value[locale])) : '';
};

/** A text with one language replaced; nothing when no language is left. One language alone under `default` is plain. */
export const withText = (value: Json | undefined, locale: string, text: string): LocalText | undefined => {
  const known = localText(value);
  const entries = Object.entries(typeof known === 'string' ? { default: known } : (known ?? {}));
  const key = languageKey(locale);
  const present = entries.some(([name]) => name === key);
  const next = present
    ? entries.map(([name, old]): [string, string] => [name, name === key ? text : old])
    : [...entries, [key, text] as [string, string]];
  const kept = next.filter(([, words]) => words !== '');
  if (kept.length === 0) return undefined;
  const [only] = kept;
  return kept.length === 1 && only?.[0] === 'default' ? only[1] : Object.fromEntries(kept);
};

/** Sets or, with `undefined`, takes away a property. Order of the others is kept. */
export const withProperty = (element: JsonObject, property: string, value: Json | undefined): JsonObject => {
  if (value !== undefined) return { ...element, [property]: value };
  const { [property]: _, ...rest } = element;
  return rest;
};

const object = (value: Json): JsonObject => (isObject(value) ? value : {});

/** Applies a change to one element; an unknown key changes nothing. */
export const changeElement = (
  source: JsonObject,
  key: string,
  change: (element: JsonObject) => JsonObject,
): JsonObject => {
  const place = placeOf(source, key);
  return place ? object(replaceAt(source, place.path, change(place.element))) : source;
};

export const setProperty = (
  source: JsonObject,
  key: string,
  property: string,
  value: Json | undefined,
): JsonObject => changeElement(source, key, (element) => withProperty(element, property, value));

export const setText = (
  source: JsonObject,
  key: string,
  property: string,
  locale: string,
  text: string,
): JsonObject =>
  changeElement(source, key, (element) =>
    withProperty(element, property, withText(element[property], locale, text)),
  );

// ── options ──────────────────────────────────────────────────────────────────────────────────────────────────────
export interface Option {
  readonly value: string | number | boolean;
  readonly text: Json | undefined;
  /** As written, with whatever else it carries. */
  readonly item: Json;
}

export const optionsOf = (element: JsonObject): readonly Option[] =>
  (isArray(element.choices) ? element.choices : []).flatMap((item): readonly Option[] => {
    if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean')
      return [{ value: item, text: undefined, item }];
    if (!isObject(item)) return [];
    const { value } = item;
    const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return known ? [{ value, text: item.text, item }] : [];
  });

/** Only where options belong: on anything else they would be an unknown property. */
const withItems = (source: JsonObject, key: string, items: readonly Json[]) =>
  changeElement(source, key, (element) => (hasChoices(element) ? { ...element, choices: items } : element));

const optionsAt = (source: JsonObject, key: string): readonly Option[] =>
  optionsOf(placeOf(source, key)?.element ?? {});

/** The next free value: one higher than the highest number, as wide as the others (`07` after `06`). */
export const nextValue = (options: readonly Option[]): string => {
  const numbers = options.map(({ value }) => String(value)).filter((value) => /^\d{1,9}$/.test(value));
  const width = Math.max(1, ...numbers.map((value) => value.length));
  const next = Math.max(0, ...numbers.map(Number)) + 1;
  return String(next).padStart(width, '0');
};

export const addOption = (source: JsonObject, key: string, text: LocalText): JsonObject => {
  const options = optionsAt(source, key);
  const value = nextValue(options);
  return withItems(source, key, [...options.map(({ item }) => item), { value, text }]);
};

export const setOptionText = (
  source: JsonObject,
  key: string,
  index: number,
  locale: string,
  text: string,
): JsonObject =>
  withItems(
    source,
    key,
    optionsAt(source, key).map((option, position) => {
      if (position !== index) return option.item;
      const old = isObject(option.item) ? option.item : { value: option.value };
      return withProperty(old, 'text', withText(old.text, locale, text));
    }),
  );

export const moveOption = (source: JsonObject, key: string, index: number, by: -1 | 1): JsonObject => {
  const items = optionsAt(source, key).map(({ item }) => item);
  const [moved, other] = [items[index], items[index + by]];
  if (moved === undefined || other === undefined) return source;
  items[index] = other;
  items[index + by] = moved;
  return withItems(source, key, items);
};

export const removeOption = (source: JsonObject, key: string, index: number): JsonObject =>
  withItems(
    source,
    key,
    optionsAt(source, key)
      .filter((_, position) => position !== index)
      .map(({ item }) => item),
  );

/**
 * Options from a code list, or (without `list`) the question's own: those of the list so far, so that nothing is typed
 * again, else two new ones. Both at once is a fault.
 */
export const fromList = (
  source: JsonObject,
  key: string,
  list: string | undefined,
  codeLists: CodeLists,
  option: (position: number) => LocalText,
): JsonObject =>
  changeElement(source, key, (element) => {
    const { choices: _, codeList, ...rest } = element;
    if (list !== undefined) return { ...rest, codeList: list };
    const before = codeLists[textOf(codeList)]?.items.map(({ value, text }): Json => ({ value, text }));
    const fresh = [1, 2].map((position): Json => ({ value: String(position), text: option(position) }));
    return { ...rest, choices: before ?? fresh };
  });

// ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────
/** Decimals that a step allows: 1 → 0, 0.01 → 2; nothing when it is not a power of ten. */
export const decimalsOf = (step: Json | undefined): number | undefined => {
  if (typeof step !== 'number') return undefined;
  const decimals = [0, 1, 2, 3, 4, 5, 6].find((places) => step === stepOf(places));
  return decimals;
};

export const stepOf = (decimals: number): number => Number(`1e-${decimals}`);

// ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────
const namePattern = /^[A-Za-z][A-Za-z0-9_]*$/;

export type NameRefusal = 'not-a-name' | 'name-taken';

export const nameRefusal = (source: JsonObject, key: string, name: string): NameRefusal | undefined => {
  const place = placeOf(source, key);
  if (!namePattern.test(name)) return 'not-a-name';
  return place && nameTaken(source, place, name) ? 'name-taken' : undefined;
};

/** D7: a new technical name, also wherever conditions, formulas and texts speak of it. */
export const rename = (
  source: JsonObject,
  key: string,
  name: string,
): { source: JsonObject; selected: string } => {
  const place = placeOf(source, key);
  if (!place || nameRefusal(source, key, name)) return { source, selected: key };
  const renamed = setProperty(source, key, 'name', name);
  if (place.scope === '') return { source: renameIn(renamed, place.name, name), selected: name };
  // Siblings say `{panel.old}`; the world outside says `{group[…].old}`, which only a person can judge.
  const scope = placesOf(renamed).find((candidate) => candidate.key === place.scope);
  const inScope = scope ? renameIn(scope.element, place.name, name, 'panel.') : undefined;
  return {
    source: scope && inScope ? object(replaceAt(renamed, scope.path, inScope)) : renamed,
    selected: `${place.scope}.${name}`,
  };
};
