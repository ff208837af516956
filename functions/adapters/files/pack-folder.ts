/**
 * A pack as it lies on a disk: every JSON file of the folder by its path, parsed, and every picture as bytes; what they mean is for
 * forms/ to say.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isPackFile, type PackFiles } from '#forms/campaign/pack.ts';
import { isPicturePath } from '#forms/campaign/pack-pictures.ts';

/** Throws when the folder cannot be read. A file that is not JSON is there with `undefined`, as `parsePack` expects. */
export const readPackFolder = async (folder: string): Promise<PackFiles> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(isPackFile)
    .sort();
  const files = await Promise.all(
    paths.map(async (path) => {
      const bytes = await readFile(join(folder, path));
      return [path, isPicturePath(path) ? new Uint8Array(bytes) : parsed(bytes.toString('utf8'))] as const;
    }),
  );
  return Object.fromEntries(files);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
