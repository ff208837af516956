/** A sealed folder that somebody handed over as files: a zip, or the files of a folder. Each is read when it is asked for. */
import { inflateSync } from 'fflate';
import { sealedPaths } from '#forms/seal/folder-root.ts';
import type { SealFiles } from '#forms/seal/report.ts';
import { packedBytes, type ReadAt, zipEntries } from '#forms/seal/zip-directory.ts';

export type HandedFile = readonly [path: string, file: Blob];

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

/** Nothing when there is neither a manifest nor the head of an annex among them. */
export const filesInFolder = (files: readonly HandedFile[]): SealFiles | undefined => {
  const inside = sealedPaths(files.map(([path]) => path));
  const given = new Map(files);
  return (
    inside && {
      list: async () => [...inside.keys()],
      read: async (path) => {
        const file = given.get(inside.get(path) ?? '');
        return file && bytesOf(file);
      },
    }
  );
};

/** Nothing when there is neither in it; throws when it is no zip, or not a whole one. */
export const filesInZip = async (zip: Blob): Promise<SealFiles | undefined> => {
  const readAt: ReadAt = (from, length) => bytesOf(zip.slice(from, from + length));
  const found = await zipEntries(readAt, zip.size, (bytes) => new TextDecoder().decode(bytes));
  if (!found) throw new TypeError('not a zip');
  const inside = sealedPaths(found.map(({ name }) => name));
  const entries = new Map(found.map((entry) => [entry.name, entry]));
  return (
    inside && {
      list: async () => [...inside.keys()],
      read: async (path) => {
        const entry = entries.get(inside.get(path) ?? '');
        if (!entry) return undefined;
        const packed = await packedBytes(readAt, entry);
        return entry.deflated ? inflateSync(packed) : packed;
      },
    }
  );
};

/** What was dropped or picked: one zip, or the files of a folder. */
export const filesHandedOver = async (files: readonly HandedFile[]): Promise<SealFiles | undefined> => {
  const [only] = files;
  return files.length === 1 && only?.[0].toLowerCase().endsWith('.zip')
    ? filesInZip(only[1])
    : filesInFolder(files);
};
