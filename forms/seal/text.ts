/**
 * Reading what canonical JSON wrote. The domain has no TextDecoder (it belongs to the DOM and to Node), and needs no strict
 * one: whatever is read here counts only when its bytes are canonical, well-formed UTF-8 included.
 */
import type { Json } from '../json.ts';

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
