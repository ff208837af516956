/** A sealed folder in the blob store: how its keys are made, written once, and read back for verification. */
import type { SealFiles } from '#forms/seal/report.ts';
import type { Blobs } from '../ports.ts';
import { hexOf, sha256 } from './bytes.ts';

/** Seal ids may end alike, so the prefix ends with a slash. */
export const sealFolder = (campaign: string, seal: string) => `${campaign}/${seal}/`;

/** Beside the seal's folder, never in it: what is sealed stays as it is. */
export const annexFolder = (campaign: string, seal: string, number: number) =>
  `${campaign}/${seal}.annex-${number}/`;

export const annexFilesIn = (seals: Blobs, campaign: string, seal: string, number: number): SealFiles =>
  filesUnder(seals, annexFolder(campaign, seal, number));

export const sealFilesIn = (seals: Blobs, campaign: string, seal: string): SealFiles =>
  filesUnder(seals, sealFolder(campaign, seal));

const filesUnder = (seals: Blobs, folder: string): SealFiles => ({
  list: async () => (await seals.list(folder)).map((key) => key.slice(folder.length)),
  read: (path) => seals.get(folder + path),
});

export const typeOf = (path: string): string => {
  if (path.endsWith('.json')) return 'application/json';
  if (path.endsWith('.gz')) return 'application/gzip';
  return path.endsWith('.leaves') || path.endsWith('.ndjson')
    ? 'application/x-ndjson'
    : 'application/octet-stream';
};

/**
 * Writes a file under its lock, unless these very bytes are there already: a resumed seal must not meet its own lock, nor
 * that of another run which was faster. Other bytes under the same name are for the store to refuse or to keep as another
 * version.
 */
export const writeOnce = async (
  seals: Blobs,
  key: string,
  bytes: Uint8Array,
  retainUntil: number,
): Promise<void> => {
  const isThere = async () => {
    const there = await seals.head(key);
    return there?.size === bytes.length && there.sha256 === hexOf(sha256(bytes));
  };
  if (await isThere()) return;
  try {
    await seals.put(key, bytes, { type: typeOf(key), retainUntil });
  } catch (error) {
    if (!(await isThere())) throw error;
  }
};

/** The same day that many years later, in milliseconds. */
export const retainUntil = (sealedAt: number, years: number): number => {
  const end = new Date(sealedAt);
  return end.setUTCFullYear(end.getUTCFullYear() + years);
};
