/**
 * Serves the built app: hashed files for a year, everything else asks again; any path that is no file is the app itself. Texts go
 * out compressed, each compressed once: a phone with a poor signal loads a third of the bytes.
 */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'hono';

const types: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
const compressible = /^(text|image\/svg|application)\b/;
const compress = promisify(gzip);

interface StaticFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly zipped?: Uint8Array<ArrayBuffer>;
}

export const staticFiles = (folder: string): ((context: Context) => Promise<Response>) => {
  const files = new Map<string, Promise<StaticFile | undefined>>();
  const load = async (name: string): Promise<StaticFile | undefined> => {
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    const type = types[extname(name)] ?? 'application/octet-stream';
    if (!bytes) return undefined;
    const file = { type, bytes: new Uint8Array(bytes) };
    return compressible.test(type) ? { ...file, zipped: new Uint8Array(await compress(bytes)) } : file;
  };
  const fileOf = async (name: string): Promise<StaticFile | undefined> => {
    const known = files.get(name) ?? load(name);
    files.set(name, known);
    const file = await known;
    if (!file) files.delete(name); // what is not there must not fill the memory
    return file;
  };
  return async (context) => {
    const path = pathOf(context.req.url);
    const file = path && (await fileOf(extname(path) === '' ? 'index.html' : path));
    if (!path || !file) return context.text('not found', 404);
    const zipped = context.req.header('accept-encoding')?.includes('gzip') ? file.zipped : undefined;
    return context.body(zipped ?? file.bytes, 200, {
      'content-type': file.type,
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    });
  };
};

/** Never leads out of the folder; nothing for what is no path at all. */
const pathOf = (url: string): string | undefined => {
  try {
    return normalize(`/${decodeURIComponent(new URL(url).pathname)}`).replace(/\0/g, '');
  } catch {
    return undefined;
  }
};
