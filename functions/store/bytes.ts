/**
 * The two pure computations on bytes that the runtime does faster than JavaScript. Both give the same bytes for the same
 * input on every machine (gzip carries no time stamp), which seals depend on.
 */
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

/** SHA-256 by the runtime; the drop-in for the pure one in forms/. */
export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest());

export const gzip = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes, { level: 6 }));

export const gunzip = (bytes: Uint8Array): Uint8Array => new Uint8Array(gunzipSync(bytes));

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** RFC 6962 §2.1: the hash of a leaf is SHA-256 over a zero byte and the leaf. */
export const leafHashOf = (leaf: Uint8Array): string =>
  createHash('sha256').update(zero).update(leaf).digest('hex');

const zero = new Uint8Array([0]);

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
