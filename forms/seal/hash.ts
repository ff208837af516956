/**
 * SHA-256 and the spelling of bytes. Everything in this folder that hashes takes the function as its last parameter, so
 * that a server can give the runtime's own one; without it the same result is computed anywhere, a browser included.
 */
import { sha256 as pureSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export type Sha256 = (bytes: Uint8Array) => Uint8Array;

export const sha256: Sha256 = (bytes) => pureSha256(bytes);

/** Lower-case hex, the only spelling of a hash anywhere in a seal. */
export const hexOf = (bytes: Uint8Array): string => bytesToHex(bytes);

/** Bytes of lower-case hex of even length; `undefined` for anything else, upper case included. */
export const bytesOfHex = (hex: string): Uint8Array | undefined => {
  if (!/^(?:[0-9a-f]{2})*$/.test(hex)) return undefined;
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  );
};

export const sha256Hex = (bytes: Uint8Array, hash: Sha256 = sha256): string => hexOf(hash(bytes));

/** A loop: every byte of every record passes through here when a seal is verified. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
};

const digits = '0123456789abcdef';

/** Whether these bytes are spelled so; without making the spelling. */
export const isSpelled = (bytes: Uint8Array, hex: string): boolean => {
  if (hex.length !== 2 * bytes.length) return false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (hex[2 * at] !== digits[byte >> 4] || hex[2 * at + 1] !== digits[byte & 15]) return false;
  }
  return true;
};
