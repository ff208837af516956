/** Writes files in memory to a folder. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const writeFolder = async (folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> => {
  for (const [path, bytes] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
};
