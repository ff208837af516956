/** Blobs in memory with the behaviour that sealing depends on: whole or not there, and locked ones are never written over. */
import { Locked } from '#functions/adapters/locked.ts';
import type { BlobFacts, Blobs } from '#functions/ports.ts';
import { hexOf, sha256 } from '#functions/store/bytes.ts';

interface Kept {
  readonly bytes: Uint8Array;
  readonly facts: BlobFacts;
  readonly locked: boolean;
}

export const memoryBlobs = (): Blobs => {
  const kept = new Map<string, Kept>();
  return {
    presignUpload: async (key) => ({ url: key, method: 'PUT', headers: {} }),
    presignDownload: async (key) => key,
    head: async (key) => kept.get(key)?.facts,
    get: async (key) => kept.get(key)?.bytes.slice(),
    list: async (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)).sort(),
    put: async (key, bytes, { type, retainUntil }) => {
      if (kept.get(key)?.locked) throw new Locked(key);
      const facts = { size: bytes.length, sha256: hexOf(sha256(bytes)), type };
      kept.set(key, { bytes: bytes.slice(), facts, locked: retainUntil !== undefined });
      return facts;
    },
  };
};
