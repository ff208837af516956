import { defineConfig } from 'vitest/config';

/** Tests run in odd time zones so that nobody's home zone hides a fault: half-hour offset here, day-line in CI's second pass. */
process.env.TZ ??= 'America/St_Johns';

const project = (name: string, extra: object = {}) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], root: '.', testTimeout: 30_000, hookTimeout: 60_000, ...extra },
});

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects: [project('tidy'), project('forms'), project('functions'), project('web'), project('infra', { testTimeout: 240_000, hookTimeout: 240_000 })],
  },
});
