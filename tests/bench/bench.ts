/**
 * `npm run bench -- <name>`: runs the measurement of that name. A measurement is a script in this folder that reads the rest of
 * the arguments itself, prints its figures beside ceilings taken in the same run, and exits 1 when a goal is missed.
 */
import { readdir } from 'node:fs/promises';

const folder = new URL('./', import.meta.url);
const names = (await readdir(folder, { withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'bench.ts')
  .map((entry) => entry.name.slice(0, -3));

const [name = '', ...rest] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`usage: npm run bench -- <name> [options]; measurements: ${names.sort().join(', ')}`);
  process.exit(1);
}
const script = new URL(`${name}.ts`, folder);
process.argv = [process.execPath, script.pathname, ...rest];
await import(script.href);
