import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importedValuesOf, importsOf, root, type SourceFile, sourceFiles } from './source-files.ts';

/** Doors: what each room may import. The first room that fits a file counts. A new door is a decision: make it here. */
const doors: readonly { readonly room: RegExp; readonly may: readonly RegExp[] }[] = [
  { room: /^forms\/campaign\//, may: [/^forms\//, /^zod$/, /^temporal-polyfill$/] },
  { room: /^forms\/(checks|dossier|workflows)\//, may: [/^forms\//, /^zod$/, /^@noble\/hashes\//] },
  { room: /^forms\/wire\//, may: [/^forms\//, /^zod$/] },
  { room: /^forms\/seal\//, may: [/^forms\//, /^zod$/, /^@noble\/(hashes|curves)\//] },
  { room: /^forms\//, may: [/^forms\//, /^@noble\/hashes\//] },
  { room: /^functions\/ports\.ts$/, may: [/^forms\//] },
  { room: /^functions\/settings\.ts$/, may: [] },
  { room: /^functions\/store\/bytes\.ts$/, may: [/^node:(buffer|crypto|zlib)$/] },
  { room: /^functions\/store\//, may: [/^forms\//, /^functions\/(ports\.ts|store\/)/, /^zod$/] },
  {
    room: /^functions\/use-cases\//,
    may: [/^forms\//, /^functions\/(ports\.ts|store\/|use-cases\/)/, /^zod$/],
  },
  {
    room: /^functions\/http\//,
    may: [/^forms\//, /^functions\/(http|use-cases)\//, /^functions\/ports\.ts$/, /^hono($|\/)/, /^zod$/],
  },
  {
    room: /^functions\/adapters\//,
    may: [/^forms\//, /^functions\/(ports\.ts|store\/|adapters\/)/, vendor()],
  },
  { room: /^functions\/(lambdas|server|cli)\//, may: [/^forms\//, /^functions\//, vendor()] },
  { room: /^web\/vite\.config\.ts$/, may: [vendor()] },
  { room: /^web\//, may: [/^forms\//, /^web\//, vendor()] },
  {
    room: /^infra\//,
    may: [/^infra\//, /^functions\/settings\.ts$/, /^forms\/(campaign|json|result|wire\/routes)/, vendor()],
  },
  { room: /^tests\//, may: [/./] },
];
const features = ['collect', 'design', 'supervise', 'settings'];

/** Anything that is not one of our rooms. */
function vendor(): RegExp {
  return /^(?!(forms|functions|web|infra|tests)\/)/;
}

const target = (file: SourceFile, specifier: string): string => {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return normalize(join(dirname(file.path), specifier));
  return specifier;
};

const files = sourceFiles().filter(({ path }) => /\.(ts|tsx)$/.test(path));

describe('architecture', () => {
  test('[T1] every import goes through a door', () => {
    const through = files.flatMap((file) => {
      const door = doors.find(({ room }) => room.test(file.path));
      return importsOf(file)
        .map((specifier) => target(file, specifier))
        .filter((imported) => door && !door.may.some((pattern) => pattern.test(imported)))
        .map((imported) => `${file.path} imports ${imported}`);
    });
    expect(through).toEqual([]);
  });

  test('[T1] features of the app do not import one another', () => {
    const across = files.flatMap((file) => {
      const own = features.find((feature) => file.path.startsWith(`web/${feature}/`));
      return importsOf(file)
        .map((specifier) => target(file, specifier))
        .filter(
          (imported) =>
            own && features.some((other) => other !== own && imported.startsWith(`web/${other}/`)),
        )
        .map((imported) => `${file.path} imports ${imported}`);
    });
    expect(across).toEqual([]);
  });

  test('[T1] nothing but the roots knows a vendor adapter', () => {
    const known = files
      .filter(({ path }) => !/^functions\/(adapters|lambdas|server|cli)\/|^tests\//.test(path))
      .filter((file) =>
        importsOf(file).some((specifier) => target(file, specifier).startsWith('functions/adapters/')),
      )
      .map(({ path }) => path);
    expect(known).toEqual([]);
  });

  test('[N21] one file of ours knows what speaks to mail servers', () => {
    const knowing = files.filter((file) =>
      importsOf(file).some((specifier) => specifier.startsWith('nodemailer')),
    );
    expect(knowing.map(({ path }) => path)).toEqual(['functions/adapters/notices/smtp.ts']);
  });

  test('[T2] the domain has no clock and no dice', () => {
    const banned =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\bcrypto\.(randomUUID|getRandomValues)\b|\bTemporal\.Now\b/;
    expect(
      files
        .filter(({ path, text }) => path.startsWith('forms/') && banned.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test('[T2] use cases take clock and dice from their ports', () => {
    const banned = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\brandom(UUID|Bytes)\b/;
    const reading = files.filter(
      ({ path, text }) => /^functions\/(use-cases|http|store)\//.test(path) && banned.test(text),
    );
    expect(reading.map(({ path }) => path)).toEqual([]);
  });

  test('[T3] no imported file of ours is missing', () => {
    const missing = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => /^[.#]/.test(specifier) && !specifier.endsWith('.mjs')) // what a bundle is called is no file of ours
        .map((specifier) => target(file, specifier).replace(/\?.*$/, ''))
        .filter((imported) => !existsSync(join(root, imported)))
        .map((imported) => `${file.path}: ${imported}`),
    );
    expect(missing).toEqual([]);
  });

  test('[T13] modules do not need one another in a circle', () => {
    const needs = new Map(
      files.map((file) => [file.path, importedValuesOf(file).map((specifier) => target(file, specifier))]),
    );
    const [done, circles] = [new Set<string>(), [] as string[]];
    const walk = (path: string, way: readonly string[]): void => {
      const before = way.indexOf(path);
      if (before >= 0) circles.push([...way.slice(before), path].join(' → '));
      if (before >= 0 || done.has(path)) return;
      for (const needed of needs.get(path) ?? []) if (needs.has(needed)) walk(needed, [...way, path]);
      done.add(path);
    };
    for (const { path } of files) walk(path, []);
    expect(circles).toEqual([]);
  });
});
