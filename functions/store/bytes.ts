/**
 * The two pure computations on bytes that the runtime does faster than JavaScript. Both give the same bytes for the same
 * input on every machine (gzip carries no time stamp), which seals depend on.
 */
import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { crc32, gunzipSync, gzipSync } from 'node:zlib';

/** SHA-256 by the runtime; the drop-in for the pure one in forms/. */
export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

export const sha256Hex = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

export const gzip = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes, { level: 6 }));

const storedBlock = 0xffff;

/**
 * A gzip member that stores its bytes as they are (RFC 1951 §3.2.4), for what is first written at sealing: every compressor may choose
 * other bytes, and a seal that is gone on with must come to the same.
 */
export const storedMember = (bytes: Uint8Array): Uint8Array => {
  const parts: Uint8Array[] = [Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3)];
  for (let at = 0; at === 0 || at < bytes.length; at += storedBlock) {
    const block = bytes.subarray(at, at + storedBlock);
    const head = Buffer.alloc(5);
    head[0] = at + storedBlock >= bytes.length ? 1 : 0;
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(0xffff - block.length, 3);
    parts.push(head, block);
  }
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc32(bytes), 0);
  tail.writeUInt32LE(bytes.length, 4);
  return new Uint8Array(Buffer.concat([...parts, tail]));
};

export const gunzip = (bytes: Uint8Array): Uint8Array => new Uint8Array(gunzipSync(bytes));

/** Members that lie one behind the other, in one call. */
const gunzipMany = (bytes: Uint8Array): Uint8Array => gunzipSync(bytes, { chunkSize: 256 * 1024 });

/**
 * What each member expands to, many at a time: starting an inflation costs more than running it over a few kilobytes. Nothing for
 * a member that cannot be expanded.
 */
export const gunzipEach = (members: readonly Uint8Array[]): readonly (Uint8Array | undefined)[] => {
  const expanded: (Uint8Array | undefined)[] = [];
  for (let start = 0; start < members.length; start += 64) {
    const some = members.slice(start, start + 64);
    expanded.push(...(expandedTogether(some) ?? some.map(expandedOrNothing)));
  }
  return expanded;
};

/** A member ends with its expanded length (RFC 1952 §2.3.1), by which the whole is cut. */
const expandedTogether = (members: readonly Uint8Array[]): readonly Uint8Array[] | undefined => {
  try {
    const whole = gunzipMany(Buffer.concat(members));
    let at = 0;
    const parts = members.map((member) => {
      const length = Buffer.from(member.buffer, member.byteOffset, member.length).readUInt32LE(
        member.length - 4,
      );
      at += length;
      return whole.subarray(at - length, at);
    });
    return at === whole.length ? parts : undefined;
  } catch {
    return undefined;
  }
};

const expandedOrNothing = (member: Uint8Array): Uint8Array | undefined => {
  try {
    return gunzip(member);
  } catch {
    return undefined;
  }
};

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

export const bytesOfHex = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** RFC 6962 §2.1: the hash of a leaf is SHA-256 over a zero byte and the leaf. */
export const leafHashOf = (leaf: Uint8Array): string => {
  const prefixed = Buffer.allocUnsafe(leaf.length + 1);
  prefixed[0] = 0;
  prefixed.set(leaf, 1);
  return hash('sha256', prefixed, 'hex');
};

const decoder = new TextDecoder();

export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

/** Throws for malformed UTF-8; several times faster than a decoder that is told to be fatal. */
const strictText = (bytes: Uint8Array): string => {
  if (!isUtf8(bytes)) throw new TypeError('malformed UTF-8');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
};

/** What verification takes from the runtime, for whoever verifies on Node. */
export const sealTools = {
  gunzip,
  gunzipMany,
  sha256,
  text: strictText,
} as const;

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
