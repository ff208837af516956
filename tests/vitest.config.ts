import { defineConfig } from 'vitest/config';

/** A half-hour zone that nobody sits in, so that no home zone hides a fault. */
process.env.TZ ??= 'America/St_Johns';

const project = (name: string, extra: object = {}) => ({
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    root: '.',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    ...extra,
  },
});

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects: [
      project('tidy'),
      project('forms'),
      project('functions'),
      project('web'),
      project('storms'),
      project('infra', { testTimeout: 240_000, hookTimeout: 240_000 }),
    ],
  },
});
