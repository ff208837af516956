/**
 * One value, one byte string: the JSON Canonicalization Scheme (RFC 8785). What is hashed, signed and sealed is always
 * these bytes, so two devices that hold the same answers print the same content code.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { isJsonObject, type Json } from '../json.ts';

const loneSurrogate = /\p{Surrogate}/u;

/** RFC 8785 3.2.2.2: ECMAScript's own escaping of strings is the canonical one; unpaired surrogates have no UTF-8. */
const canonicalText = (text: string): string => {
  if (loneSurrogate.test(text)) throw new TypeError('canonical JSON needs well-formed Unicode');
  return JSON.stringify(text);
};

/** RFC 8785 3.2.2.3: ECMAScript's shortest round-trip form; JSON has no infinities and no NaN. */
const canonicalNumber = (value: number): string => {
  if (!Number.isFinite(value)) throw new TypeError('canonical JSON needs finite numbers');
  return JSON.stringify(value);
};

type Writer = (value: unknown) => string;

/** RFC 8785 3.2.3: properties in the order of their names' UTF-16 code units, which is how `sort` compares. */
const canonicalObject = (value: { readonly [key: string]: unknown }, write: Writer): string =>
  `{${Object.keys(value)
    .sort()
    .map((key) => `${canonicalText(key)}:${write(value[key])}`)
    .join(',')}}`;

const canonicalValue: Writer = (value) => {
  if (typeof value === 'string') return canonicalText(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalValue).join(',')}]`;
  if (isJsonObject(value)) return canonicalObject(value, canonicalValue);
  throw new TypeError(`canonical JSON cannot hold a value of type ${typeof value}`);
};

/** Whether ECMAScript's own stringify writes this value canonically, apart from unpaired surrogates. */
const isOrdered = (value: unknown): boolean => {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) {
    for (const item of value) if (!isOrdered(item)) return false;
    return true;
  }
  if (!isJsonObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return false;
  let before: string | undefined;
  for (const key of Object.keys(value)) {
    if ((before !== undefined && key < before) || !isOrdered(value[key])) return false;
    before = key;
  }
  return true;
};

/** How stringify writes an unpaired surrogate; the same letters in somebody's text only cost the longer way. */
const escapedSurrogate = /\\ud[89a-f]/;

/**
 * Answers that the engine has made and records that are read back are in order already, and stringify is several times
 * faster than putting the text together piece by piece.
 */
const orderedOr =
  (otherwise: Writer): Writer =>
  (value) => {
    if (!isOrdered(value)) return otherwise(value);
    const text = JSON.stringify(value);
    return escapedSurrogate.test(text) ? otherwise(value) : text;
  };

/** Tried for the whole and for its parts, not deeper: looking at every level again would not be linear. */
const canonicalWhole = orderedOr((value) =>
  isJsonObject(value) ? canonicalObject(value, orderedOr(canonicalValue)) : canonicalValue(value),
);

/** The canonical JSON of `value` as UTF-8. Throws a TypeError for what JSON cannot hold (NaN, lone surrogates, undefined). */
export const canonicalJson = (value: Json): Uint8Array => utf8ToBytes(canonicalWhole(value));

/** The same as text. */
export const canonicalTextOf = (value: Json): string => canonicalWhole(value);

/**
 * The canonical JSON of `value` with one more member, whose own canonical bytes are known already: answers are written out
 * once, for their content code, and stand in the record as those very bytes.
 */
export const canonicalJsonWith = (
  value: { readonly [key: string]: Json },
  member: string,
  bytes: Uint8Array,
): Uint8Array => {
  const names = Object.keys(value).sort();
  const written = (name: string) => `${canonicalText(name)}:${canonicalWhole(value[name])}`;
  const before = names.filter((name) => name < member).map((name) => `${written(name)},`);
  const after = names.filter((name) => name > member).map((name) => `,${written(name)}`);
  const head = utf8ToBytes(`{${before.join('')}${canonicalText(member)}:`);
  const tail = utf8ToBytes(`${after.join('')}}`);
  const whole = new Uint8Array(head.length + bytes.length + tail.length);
  whole.set(head);
  whole.set(bytes, head.length);
  whole.set(tail, head.length + bytes.length);
  return whole;
};
