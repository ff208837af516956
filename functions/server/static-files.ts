/** Serves the built app: hashed files for a year, everything else asks again; any path that is no file is the app itself. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { MiddlewareHandler } from 'hono';

const types: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export const staticFiles =
  (folder: string): MiddlewareHandler =>
  async (context) => {
    const path = normalize(decodeURIComponent(new URL(context.req.url).pathname)).replace(
      /^(\.\.(\/|$))+/,
      '',
    );
    const read = (name: string) => readFile(join(folder, name)).catch(() => undefined);
    const isFile = extname(path) !== '';
    const bytes = isFile ? await read(path) : await read('index.html');
    if (!bytes) return context.text('not found', 404);
    const forever = path.startsWith('/assets/');
    return context.body(new Uint8Array(bytes), 200, {
      'content-type': types[isFile ? extname(path) : '.html'] ?? 'application/octet-stream',
      'cache-control': forever ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  };
