/** A sealed folder on a disk, in a zip or in a bucket, as the verification wants to read it. Nothing is unpacked to the disk. */
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { annexPath } from '#forms/seal/annex.ts';
import { isDebris, sealedPaths } from '#forms/seal/folder-root.ts';
import { manifestPath } from '#forms/seal/layout.ts';
import type { SealFiles } from '#forms/seal/report.ts';
import { packedBytes, type ReadAt, zipEntries } from '#forms/seal/zip-directory.ts';
import { textOf } from '../store/bytes.ts';

/** Folder, `.zip`, or `s3://bucket/prefix`. Throws when there is no such place, or when it holds neither a seal nor an annex. */
export const openSealedFolder = async (path: string): Promise<SealFiles> => {
  const files = await filesAt(path);
  const there = await files.list();
  if (!there.includes(manifestPath) && !there.includes(annexPath)) throw new Error(`no ${manifestPath}`);
  return files;
};

const filesAt = async (path: string): Promise<SealFiles> => {
  // The client for buckets is large, and most who verify have a folder.
  if (path.startsWith('s3://')) return (await import('./sealed-bucket.ts')).bucketFiles(path);
  return (await stat(path)).isDirectory() ? folderFiles(path) : zipFiles(path);
};

const folderFiles = (folder: string): SealFiles => ({
  list: async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
    return paths.filter((path) => !isDebris(path));
  },
  read: async (path) => {
    try {
      return new Uint8Array(await readFile(join(folder, path)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  },
});

/** The seal may lie in a folder inside the zip. One file at a time is read and expanded. */
const zipFiles = async (path: string): Promise<SealFiles> => {
  const readAt: ReadAt = async (from, length) => {
    const zip = await open(path);
    try {
      const { bytesRead, buffer } = await zip.read(new Uint8Array(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await zip.close();
    }
  };
  const found = await zipEntries(readAt, (await stat(path)).size, textOf);
  if (!found) throw new Error('not a zip');
  const inside = sealedPaths(found.map(({ name }) => name)) ?? new Map<string, string>();
  const entries = new Map(found.map((entry) => [entry.name, entry]));
  return {
    list: async () => [...inside.keys()],
    read: async (name) => {
      const entry = entries.get(inside.get(name) ?? '');
      if (!entry) return undefined;
      const packed = await packedBytes(readAt, entry);
      return entry.deflated ? new Uint8Array(inflateRawSync(packed)) : packed;
    },
  };
};
