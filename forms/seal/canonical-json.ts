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

/** RFC 8785 3.2.3: properties in the order of their names' UTF-16 code units, which is how `sort` compares. */
const canonicalObject = (value: { readonly [key: string]: unknown }): string =>
  `{${Object.keys(value)
    .sort()
    .map((key) => `${canonicalText(key)}:${canonicalValue(value[key])}`)
    .join(',')}}`;

const canonicalValue = (value: unknown): string => {
  if (typeof value === 'string') return canonicalText(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalValue).join(',')}]`;
  if (isJsonObject(value)) return canonicalObject(value);
  throw new TypeError(`canonical JSON cannot hold a value of type ${typeof value}`);
};

/** The canonical JSON of `value` as UTF-8. Throws a TypeError for what JSON cannot hold (NaN, lone surrogates, undefined). */
export const canonicalJson = (value: Json): Uint8Array => utf8ToBytes(canonicalValue(value));
