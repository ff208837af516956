/**
 * Reading what canonical JSON wrote. The domain has no TextDecoder (it belongs to the DOM and to Node), and needs no strict
 * one: whatever is read here counts only when writing it canonically gives back the very same bytes.
 */
import type { Json } from '../json.ts';
import { canonicalJson, isCanonicalText } from './canonical-json.ts';
import { sameBytes } from './hash.ts';

/** UTF-8 to text; malformed sequences give some wrong text, never an exception. */
export const textOf = (bytes: Uint8Array): string => {
  let text = '';
  let units: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    let point = more === 0 ? first : first & (0x3f >> more);
    for (let next = 1; next <= more; next++) point = (point << 6) | ((bytes[at + next] ?? 0) & 0x3f);
    at += 1 + more;
    if (point > 0xffff) units.push(0xd7c0 + (point >> 10), 0xdc00 | (point & 0x3ff));
    else units.push(point);
    // Arguments of one call are bounded by the engine's stack.
    if (units.length < 4096) continue;
    text += String.fromCharCode(...units);
    units = [];
  }
  return text + String.fromCharCode(...units);
};

/** Parsed JSON, or nothing. */
export const jsonOf = (bytes: Uint8Array): Json | undefined => {
  try {
    return JSON.parse(textOf(bytes)) as Json;
  } catch {
    return undefined;
  }
};

/** Parsed JSON and whether it was written canonically; nothing when it is no JSON. `text` is a strict decoder. */
export const readJson = (
  bytes: Uint8Array,
  text?: (bytes: Uint8Array) => string,
): { readonly json: Json; readonly canonical: boolean } | undefined => {
  if (!text) {
    const json = jsonOf(bytes);
    return json === undefined ? undefined : { json, canonical: isCanonical(bytes, json) };
  }
  try {
    const written = text(bytes);
    const json = JSON.parse(written) as Json;
    return { json, canonical: isWritten(written, json) };
  } catch {
    return undefined;
  }
};

const isWritten = (written: string, json: Json): boolean => {
  try {
    return isCanonicalText(written, json);
  } catch {
    return false;
  }
};

/** S2: are these the bytes that canonical JSON gives for the value? */
export const isCanonical = (bytes: Uint8Array, json: Json): boolean => {
  try {
    return sameBytes(bytes, canonicalJson(json));
  } catch {
    return false; // a lone surrogate, escaped, is JSON but has no canonical form
  }
};
