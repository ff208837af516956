/** Which of many paths are a sealed folder: whoever hands one over may have put it into others, and desktops leave things behind. */
import { manifestPath } from './layout.ts';

/** No part of a seal, and harms none. */
export const isDebris = (path: string): boolean =>
  path.endsWith('/') ||
  path.split('/').some((name) => name.startsWith('.') || name === '__MACOSX' || name === 'Thumbs.db');

/**
 * Paths inside the sealed folder with the path each was given as: the manifest that lies highest makes its folder the root. Nothing
 * when there is no manifest.
 */
export const sealedPaths = (given: readonly string[]): ReadonlyMap<string, string> | undefined => {
  const paths = given.filter((path) => !isDebris(path));
  const manifest = paths
    .filter((path) => path === manifestPath || path.endsWith(`/${manifestPath}`))
    .sort((a, b) => a.length - b.length)[0];
  if (manifest === undefined) return undefined;
  const root = manifest.slice(0, -manifestPath.length);
  return new Map(
    paths.filter((path) => path.startsWith(root)).map((path) => [path.slice(root.length), path]),
  );
};
