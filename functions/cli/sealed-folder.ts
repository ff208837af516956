/** A sealed folder on a disk or in a zip, as the verification wants to read it. Nothing is unpacked to the disk. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { manifestPath } from '#forms/seal/layout.ts';
import type { SealFiles } from '#forms/seal/report.ts';

/** What desktops leave behind in folders and zips; it is no part of a seal and harms none. */
const isDebris = (path: string): boolean =>
  path.split('/').some((name) => name.startsWith('.') || name === '__MACOSX' || name === 'Thumbs.db');

/** Throws when there is no such folder or zip, or when it holds no manifest. */
export const openSealedFolder = async (path: string): Promise<SealFiles> => {
  const files = (await stat(path)).isDirectory() ? folderFiles(path) : await zipFiles(path);
  if (!(await files.list()).includes(manifestPath)) throw new Error(`no ${manifestPath}`);
  return files;
};

const folderFiles = (folder: string): SealFiles => ({
  list: async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((path) => !isDebris(path));
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

/** The seal may lie in a folder inside the zip. Expands one file at a time. */
const zipFiles = async (zip: string): Promise<SealFiles> => {
  const bytes = new Uint8Array(await readFile(zip));
  const names: string[] = [];
  unzipSync(bytes, {
    filter: ({ name }) => {
      if (!name.endsWith('/') && !isDebris(name)) names.push(name);
      return false;
    },
  });
  const manifest = names
    .filter((name) => name === manifestPath || name.endsWith(`/${manifestPath}`))
    .sort((a, b) => a.length - b.length)[0];
  const folder = (manifest ?? '').slice(0, -manifestPath.length);
  return {
    list: async () =>
      names.filter((name) => name.startsWith(folder)).map((name) => name.slice(folder.length)),
    read: async (path) => unzipSync(bytes, { filter: ({ name }) => name === folder + path })[folder + path],
  };
};
