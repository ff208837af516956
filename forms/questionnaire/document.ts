/**
 * First look at an unknown document: is it JSON of bearable size and depth, with keys that cannot reach a prototype? It
 * walks without recursion, so that depth cannot hurt, and stops at the limits.
 */
import { isJsonObject, type JsonObject } from '../json.ts';
import { below, type FaultPad } from './faults.ts';
import { limits } from './limits.ts';

const loneSurrogate = /\p{Surrogate}/u;
const unsafeKeys = new Set(['__proto__']);

interface Visit {
  readonly value: unknown;
  readonly at: string;
  readonly depth: number;
}

const found = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

const isPlain = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Array.isArray(value);
};

/** How many members looking inside would add; known before any of them is copied. */
const entries = (value: unknown): number =>
  Array.isArray(value) ? value.length : isJsonObject(value) ? Object.keys(value).length : 0;

const checkScalar = ({ value, at }: Visit, pad: FaultPad): void => {
  if (typeof value === 'string') {
    if (loneSurrogate.test(value)) pad.note(at, 'bad-text', { property: at.slice(at.lastIndexOf('/') + 1) });
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) pad.note(at, 'not-json', { found: String(value) });
  } else if (value !== null && typeof value !== 'boolean') {
    pad.note(at, 'not-json', { found: found(value) });
  }
};

/** The members of an object or array, when it may be looked into. */
const members = (visit: Visit, pad: FaultPad): readonly Visit[] => {
  const { value, at, depth } = visit;
  if (typeof value !== 'object' || value === null) return [];
  if (!isPlain(value)) {
    pad.note(at, 'not-json', { found: 'instance' });
    return [];
  }
  if (depth >= limits.depth) {
    pad.note(at, 'too-deep', { limit: limits.depth });
    return [];
  }
  if (Array.isArray(value))
    return Array.from(value, (item, index) => ({ value: item, at: below(at, index), depth: depth + 1 }));
  return Object.entries(value).map(([key, item]) => {
    if (unsafeKeys.has(key)) pad.note(at, 'unsafe-key', { key });
    if (loneSurrogate.test(key)) pad.note(at, 'bad-text', { property: 'key' });
    return { value: item, at: below(at, key), depth: depth + 1 };
  });
};

/** The document when it is an object of plain JSON within limits; otherwise the faults are on the pad (Q2). */
export const readDocument = (source: unknown, pad: FaultPad): JsonObject | undefined => {
  if (!isJsonObject(source)) {
    pad.note('', 'not-json', { found: found(source) });
    return undefined;
  }
  const waiting: Visit[] = [{ value: source, at: '', depth: 0 }];
  let nodes = 0;
  for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
    nodes += 1;
    const size = nodes + waiting.length + entries(visit.value);
    if (size > limits.nodes) {
      pad.note('', 'too-large', { size, limit: limits.nodes });
      return undefined;
    }
    if (typeof visit.value !== 'object' || visit.value === null) checkScalar(visit, pad);
    for (const member of members(visit, pad)) waiting.push(member);
  }
  return pad.clean ? (source as JsonObject) : undefined;
};
