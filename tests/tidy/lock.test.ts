import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from './source-files.ts';

interface Locked {
  readonly optionalDependencies?: { readonly [name: string]: string };
}

/** npm leaves out what the registry of the moment does not have, and `npm ci` then refuses the lock everywhere. */
test('[T12] the lock names the optional packages of every platform', () => {
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as {
    packages: { readonly [path: string]: Locked };
  };
  const isThere = (path: string, name: string): boolean => {
    const inside = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
    if (inside in packages) return true;
    const outer = path.lastIndexOf('/node_modules/');
    return path !== '' && isThere(outer < 0 ? '' : path.slice(0, outer), name);
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isThere(path, name))
      .map((name) => `${name} of ${path}`),
  );
  expect(missing).toEqual([]);
});
