/** A sealed folder in memory, so that a test can change any byte of it and look again. */
import type { SealFiles } from '#forms/seal/report.ts';

export type FileMap = ReadonlyMap<string, Uint8Array>;

export const mapFiles = (map: FileMap): SealFiles => ({
  list: async () => [...map.keys()],
  read: async (path) => map.get(path),
});

export const copyFiles = async (files: SealFiles): Promise<FileMap> => {
  const map = new Map<string, Uint8Array>();
  for (const path of [...(await files.list())].sort()) {
    const bytes = await files.read(path);
    if (bytes) map.set(path, bytes);
  }
  return map;
};

/** The folder with one file replaced, or taken away. */
export const withFile = (map: FileMap, path: string, bytes: Uint8Array | undefined): FileMap => {
  const changed = new Map(map);
  if (bytes) changed.set(path, bytes);
  else changed.delete(path);
  return changed;
};
