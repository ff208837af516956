/**
 * What every table engine must agree on, said once: which writes are programmer faults, how large an item is, when a
 * test holds, what `add` makes of an item, which sort keys a query covers. DynamoDB's published limits are the measure,
 * so that what works on one machine works in the cloud. Pure: the engines call it, it calls nothing.
 */
import {
  type Attribute,
  type Item,
  ItemTooLarge,
  type Key,
  type QueryOptions,
  type Test,
  type Write,
} from '../ports.ts';

/** DynamoDB's limits: 400 KB an item, 4 MB and 100 writes a transaction. */
export const itemLimit = 400 * 1024;
export const transactionLimit = 4 * 1024 * 1024;
/** LMDB takes 1978 bytes for the whole key, DynamoDB 1024 for the sort key. */
const keyLimit = { pk: 900, sk: 1024 };
const deepest = 32;

export const keyOf = (write: Write): Key => {
  if ('put' in write) return write.put;
  if ('delete' in write) return write.delete;
  return 'check' in write ? write.check : write.add;
};

/** ES2024, which the project's library of types does not know yet; several times faster than a Unicode pattern. */
const isWellFormed = (text: string): boolean => (text as string & { isWellFormed(): boolean }).isWellFormed();

const stringBytes = (text: string, place: string): number => {
  if (!isWellFormed(text)) throw new TypeError(`${place} holds half a surrogate pair`);
  return Buffer.byteLength(text);
};

/** Digits and decimal exponent, as `d.ddd e exponent` has them. */
const digitsOf = (magnitude: number): { readonly digits: number; readonly exponent: number } => {
  if (Number.isSafeInteger(magnitude)) {
    const text = String(magnitude);
    let digits = text.length;
    while (digits > 1 && text.charCodeAt(digits - 1) === 48) digits--; // zeros at the end are in the exponent
    return { digits, exponent: text.length - 1 };
  }
  const [digits = '', exponent = '0'] = magnitude.toExponential().split('e');
  return { digits: digits.replace('.', '').length, exponent: Math.abs(Number(exponent)) };
};

/** A number takes a byte per two significant digits, one for the exponent, one for a minus sign. */
const numberBytes = (value: number, place: string): number => {
  const magnitude = Math.abs(value);
  const storable = Number.isFinite(value) && (magnitude === 0 || (magnitude >= 1e-130 && magnitude < 1e126));
  if (!storable) throw new TypeError(`${place} is a number that cannot be stored`);
  const { digits, exponent } = digitsOf(magnitude);
  return Math.ceil((digits + (exponent % 2)) / 2) + 1 + (value < 0 ? 1 : 0);
};

const attributeBytes = (value: unknown, place: string, depth: number): number => {
  if (typeof value === 'string') return stringBytes(value, place);
  if (typeof value === 'number') return numberBytes(value, place);
  if (typeof value === 'boolean' || value === null) return 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (depth === deepest) throw new TypeError(`${place} is nested deeper than ${deepest} levels`);
  if (Array.isArray(value)) {
    return value.reduce((sum: number, entry) => sum + 1 + attributeBytes(entry, place, depth + 1), 3);
  }
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`${place} holds a value that cannot be stored`);
  }
  return namedBytes(value as object, depth + 1) + 3 + Object.keys(value as object).length;
};

/** Names and values of an object. Loops, here and in `copied`, because every read and write of the store passes through. */
const namedBytes = (object: object, depth: number): number => {
  let sum = 0;
  for (const name of Object.keys(object)) {
    if (name === '' || name === '__proto__') throw new TypeError(`"${name}" cannot name an attribute`);
    const value: unknown = object[name as keyof object];
    sum += stringBytes(name, 'a name') + attributeBytes(value, name, depth);
  }
  return sum;
};

/** The size of an item in bytes as DynamoDB counts it. Throws TypeError for what no engine can store. */
export const itemBytes = (item: Item): number => namedBytes(item, 0);

const checkKeyText = (name: 'pk' | 'sk', value: string): void => {
  if (typeof value !== 'string' || value === '' || value.includes('\0')) {
    throw new TypeError(`${name} must be a non-empty string without NUL`);
  }
  if (stringBytes(value, name) > keyLimit[name])
    throw new TypeError(`${name} is over ${keyLimit[name]} bytes`);
};

export const checkKey = ({ pk, sk }: Key): void => {
  checkKeyText('pk', pk);
  checkKeyText('sk', sk);
};

const checkTest = (test: Test): void => {
  if (test.attribute === '') throw new TypeError('a test must name an attribute');
  if (test.is === 'in') {
    if (test.values.length < 1 || test.values.length > 100) throw new TypeError('`in` takes 1 to 100 values');
    for (const value of test.values) attributeBytes(value, test.attribute, 0);
  } else if ('value' in test) {
    attributeBytes(test.value, test.attribute, 0);
    if (typeof test.value === 'boolean' && test.is !== '=' && test.is !== '<>') {
      throw new TypeError('true and false have no order');
    }
  }
};

/** Integers only: decimals would add up to different last digits in different engines. */
const checkAdd = (write: Extract<Write, { add: Key }>): void => {
  const names = [...Object.keys(write.amounts), ...Object.keys(write.set ?? {}), 'pk', 'sk'];
  if (new Set(names).size !== names.length) throw new TypeError('`add` names an attribute twice, or a key');
  if (!Object.values(write.amounts).every(Number.isSafeInteger))
    throw new TypeError('`add` takes safe integers');
};

/** Bytes that a write sends: the whole item for a put, key and new values otherwise. */
const writeBytes = (write: Write): number => {
  if ('put' in write) return itemBytes(write.put);
  if ('add' in write)
    return itemBytes({ ...write.set, ...write.amounts, pk: write.add.pk, sk: write.add.sk });
  return 0;
};

/** Throws TypeError for programmer faults, ItemTooLarge for an item over 400 KB; both before anything is written. */
export const checkWrites = (writes: readonly Write[]): void => {
  if (writes.length < 1 || writes.length > 100) throw new TypeError('a transaction takes 1 to 100 writes');
  const seen = new Set<string>();
  let total = 0;
  for (const write of writes) {
    const key = keyOf(write);
    checkKey(key);
    const name = `${key.pk}\0${key.sk}`;
    if (seen.has(name)) throw new TypeError(`two writes on ${key.pk} / ${key.sk}`);
    seen.add(name);
    if ('check' in write && write.when.length === 0) throw new TypeError('a check needs a test');
    for (const test of write.when ?? []) checkTest(test);
    if ('add' in write) checkAdd(write);
    const bytes = writeBytes(write);
    if (bytes > itemLimit) throw new ItemTooLarge({ pk: key.pk, sk: key.sk }, bytes);
    total += bytes;
  }
  if (total > transactionLimit) throw new TypeError(`${total} bytes are more than a transaction takes`);
};

/** UTF-8 bytes as a string of one character per byte, so that `<` compares bytes. */
export const byteOrder = (text: string): string => Buffer.from(text).toString('latin1');

const compare = (a: string | number, b: string | number): number => {
  const [left, right] =
    typeof a === 'string' && typeof b === 'string' ? [byteOrder(a), byteOrder(b)] : [a, b];
  return left < right ? -1 : left > right ? 1 : 0;
};

const testHolds = (item: Item | undefined, test: Test): boolean => {
  const found = item !== undefined && Object.hasOwn(item, test.attribute) ? item[test.attribute] : undefined;
  if (!('value' in test) && !('values' in test)) return (found === undefined) === (test.is === 'absent');
  if (found === undefined) return false;
  if ('values' in test) return test.values.some((value) => value === found);
  if (test.is === '=') return found === test.value;
  if (test.is === '<>') return found !== test.value;
  const { is, value } = test;
  if ((typeof found !== 'string' && typeof found !== 'number') || typeof found !== typeof value) return false;
  const order = compare(found, value as string | number);
  if (is === '<') return order < 0;
  if (is === '<=') return order <= 0;
  return is === '>' ? order > 0 : order >= 0;
};

/** Whether all tests hold for the stored item; values of different types are unequal and have no order. */
export const holds = (item: Item | undefined, tests: readonly Test[] | undefined): boolean =>
  (tests ?? []).every((test) => testHolds(item, test));

/** The item after an `add`. Throws TypeError when an amount meets an attribute that is not a number. */
export const added = (item: Item | undefined, write: Extract<Write, { add: Key }>): Item => {
  const sums = Object.entries(write.amounts).map(([name, amount]): [string, number] => {
    const before = item?.[name] ?? 0;
    if (typeof before !== 'number' || item?.[name] === null) throw new TypeError(`${name} is not a number`);
    return [name, before + amount];
  });
  const { pk, sk } = write.add;
  const result: Item = { ...item, ...Object.fromEntries(sums), ...write.set, pk, sk };
  const bytes = itemBytes(result);
  if (bytes > itemLimit) throw new ItemTooLarge({ pk, sk }, bytes);
  return result;
};

/** A deep copy in which every binary is a plain Uint8Array with memory of its own. */
export const copied = (item: Item): Item => copy(item) as Item;

const copy = (value: Attribute): Attribute => {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(copy);
  // DynamoDB knows one zero; adding 0 makes -0 that one.
  if (typeof value === 'number') return value + 0;
  if (typeof value !== 'object' || value === null) return value;
  const copied: { [name: string]: Attribute } = {};
  for (const name of Object.keys(value)) copied[name] = copy((value as typeof copied)[name] as Attribute);
  return copied;
};

export const checkQuery = (pk: string, options: QueryOptions): void => {
  const { prefix, from, to, after, limit } = options;
  checkKeyText('pk', pk);
  for (const text of [prefix, from, to, after]) if (text) checkKeyText('sk', text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new TypeError('limit must be 1 to 1000');
  if (prefix !== undefined && (from !== undefined || to !== undefined)) {
    throw new TypeError('prefix does not go with from and to');
  }
};

export const checkSegment = (segment: number, of: number): void => {
  const integers = Number.isInteger(segment) && Number.isInteger(of);
  if (!integers || of < 1 || segment < 0 || segment >= of) throw new TypeError('segment must be 0 to of-1');
};

/** FNV-1a over the pk: spreads partitions over scan segments without a table of them. */
export const segmentOf = (pk: string, of: number): number => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(pk)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % of;
};
