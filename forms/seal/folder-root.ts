/** Which of many paths are a sealed folder: whoever hands one over may have put it into others, and desktops leave things behind. */
import { annexPath } from './annex.ts';
import { manifestPath } from './layout.ts';

/** No part of a seal, and harms none. */
export const isDebris = (path: string): boolean =>
  path.endsWith('/') ||
  path.split('/').some((name) => name.startsWith('.') || name === '__MACOSX' || name === 'Thumbs.db');

const rootAt = (paths: readonly string[], head: string): string | undefined =>
  paths
    .filter((path) => path === head || path.endsWith(`/${head}`))
    .sort((a, b) => a.length - b.length)[0]
    ?.slice(0, -head.length);

/**
 * Paths inside the sealed folder with the path each was given as: the manifest that lies highest makes its folder the root, or where
 * there is none the head of an annex. Nothing when there is neither.
 */
export const sealedPaths = (given: readonly string[]): ReadonlyMap<string, string> | undefined => {
  const paths = given.filter((path) => !isDebris(path));
  const root = rootAt(paths, manifestPath) ?? rootAt(paths, annexPath);
  if (root === undefined) return undefined;
  return new Map(
    paths.filter((path) => path.startsWith(root)).map((path) => [path.slice(root.length), path]),
  );
};
