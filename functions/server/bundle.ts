/**
 * What `npm start` runs: the server and its threads, each as one file beside which only LMDB is needed. Read through tsx the
 * same code takes a seventh more time for a submission and 60 MB more memory.
 */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = new URL('../../', import.meta.url).pathname;

/** Some dependencies are CommonJS inside and ask for Node's own modules with `require`. */
const requireInEsm =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

const nameOf = (file: string): string => basename(file).replace(/\.[jt]s$/, '');

/** Code names the file of a thread by where it lies beside it; in the bundle all lie in one folder and are JavaScript. */
const threadsBeside = (found: (file: string) => void): Plugin => ({
  name: 'threads-beside',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (path.includes('/node_modules/')) return undefined;
      const text = await readFile(path, 'utf8');
      const contents = text.replace(/new URL\('(\.\/[a-z-]+\.[jt]s)', import\.meta\.url\)/g, (_, file) => {
        found(join(dirname(path), file));
        return `new URL('./${nameOf(file)}.mjs', import.meta.url)`;
      });
      return { contents, loader: 'ts' };
    });
  },
});

/**
 * `folder`: two levels below the project, where the server looks for packs and page. The server's file in it is `main.mjs`; another
 * program comes out under its own name.
 */
export const bundleServer = async (folder: string, program = 'functions/server/main.ts'): Promise<void> => {
  const files = new Set([join(root, program)]);
  for (const file of files)
    await build({
      absWorkingDir: root,
      entryPoints: [file],
      outfile: join(folder, `${nameOf(file)}.mjs`),
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      mainFields: ['module', 'main'],
      external: ['lmdb', 'tsx'], // the one finds its binary beside itself, the other is asked for only by what is no bundle
      banner: { js: requireInEsm },
      plugins: [threadsBeside((thread) => files.add(thread))],
      logLevel: 'warning',
    });
};
