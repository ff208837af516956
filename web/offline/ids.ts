/** Ids and hashes made on the device. They must work on plain http in an office LAN, where crypto.subtle does not exist. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Instant } from '#forms/json.ts';

/** UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, 74 random bits. */
export const uuidV7 = (now: Instant): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  const ms = Math.max(0, Math.floor(now));
  view.setUint16(0, Math.floor(ms / 2 ** 32));
  view.setUint32(2, ms >>> 0);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = bytesToHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** SHA-256 as lower-case hex. */
export const sha256Hex = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (!subtle) return bytesToHex(sha256(bytes));
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes)));
};

/** The content code as people compare it with the signed page: first 8 hex digits in groups of four, upper case. */
export const contentCode = (contentHash: string): string =>
  `${contentHash.slice(0, 4)}-${contentHash.slice(4, 8)}`.toUpperCase();
