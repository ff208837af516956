/** Functions of our own over values of any kind, and over the pack's maps and code lists. */
import { isJsonObject, type JsonScalar, textIn } from '../../json.ts';
import type { CodeList, CodeListItem } from '../../questionnaire/questionnaire.ts';
import { isEqual } from '../expression/equality.ts';
import { asNumber, type Value } from '../expression/numbers.ts';
import { isThere } from './days.ts';
import type { CustomFunction, Surroundings } from './function.ts';

/** K5: at most fifty arguments, so that pairs are few. */
const repeated = (args: readonly unknown[]): boolean => {
  const there = args.filter(isThere) as readonly Value[];
  return there.some((value, index) => there.slice(0, index).some((earlier) => isEqual(earlier, value)));
};

const absolute = (value: unknown): number | null => {
  const number = asNumber(value as Value);
  return number === undefined ? null : Math.abs(number);
};

const scalarOf = (value: unknown): JsonScalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

const keyOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** An entry may be a list of texts: who asks for one compares with `anyof`. */
const lookup = (map: unknown, key: unknown): JsonScalar | readonly string[] => {
  const name = keyOf(key);
  if (!isJsonObject(map) || !Object.hasOwn(map, name)) return null;
  const entry = map[name];
  return Array.isArray(entry) ? (entry as readonly string[]) : scalarOf(entry);
};

/** Items by value, once for a list: some have thousands. */
const indexes = new WeakMap<CodeList, ReadonlyMap<string, CodeListItem>>();

const itemsOf = (list: CodeList): ReadonlyMap<string, CodeListItem> => {
  const known = indexes.get(list) ?? new Map(list.items.map((item) => [item.value, item]));
  indexes.set(list, known);
  return known;
};

const itemOf = ({ codeLists }: Surroundings, list: unknown, code: unknown): CodeListItem | undefined => {
  const id = keyOf(list);
  const named = codeLists !== undefined && Object.hasOwn(codeLists, id) ? codeLists[id] : undefined;
  return named === undefined ? undefined : itemsOf(named).get(keyOf(code));
};

const codeAttribute = ([list, code, name]: readonly unknown[], surroundings: Surroundings): JsonScalar => {
  const attributes = itemOf(surroundings, list, code)?.attributes ?? {};
  const key = keyOf(name);
  return Object.hasOwn(attributes, key) ? scalarOf(attributes[key]) : null;
};

const codeText = ([list, code]: readonly unknown[], surroundings: Surroundings): string | null => {
  const item = itemOf(surroundings, list, code);
  return item === undefined ? null : textIn(item.text, surroundings.locale ?? '');
};

export const valueFunctions: readonly CustomFunction[] = [
  { name: 'repeated', least: 2, most: 50, evaluate: repeated },
  { name: 'abs', least: 1, most: 1, evaluate: ([number]) => absolute(number) },
  { name: 'lookup', least: 2, most: 2, evaluate: ([map, key]) => lookup(map, key) },
];

/** They ask for the pack's code lists, which only checks know. */
export const codeListFunctions: readonly CustomFunction[] = [
  { name: 'codeText', least: 2, most: 2, evaluate: codeText },
  { name: 'codeAttribute', least: 3, most: 3, evaluate: codeAttribute },
];
