/** A sealed folder in memory, as the verifier reads it. */
import { unzipSync } from 'fflate';
import type { SealFiles } from '#forms/seal/report.ts';

const filesInMemory = (files: ReadonlyMap<string, Uint8Array>): SealFiles => ({
  list: async () => [...files.keys()],
  read: async (path) => {
    // Verification is one long computation: without a pause between files the page would freeze.
    await new Promise((resolve) => setTimeout(resolve));
    return files.get(path);
  },
});

/** The seal may lie in a folder of its own inside what was handed over: the manifest's place is its root. */
export const rootedAtManifest = (
  files: readonly (readonly [string, Uint8Array])[],
): SealFiles | undefined => {
  const manifest = files
    .map(([path]) => path)
    .filter((path) => path === 'manifest.json' || path.endsWith('/manifest.json'))
    .sort((a, b) => a.length - b.length)[0];
  if (manifest === undefined) return undefined;
  const root = manifest.slice(0, manifest.length - 'manifest.json'.length);
  return filesInMemory(
    new Map(
      files
        .filter(([path]) => path.startsWith(root) && !path.endsWith('/'))
        .map(([path, bytes]) => [path.slice(root.length), bytes]),
    ),
  );
};

export const filesInZip = (zip: Uint8Array): SealFiles | undefined =>
  rootedAtManifest(Object.entries(unzipSync(zip)));
