import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutants } from '#tests/fuzz/mutants.ts';

test('[A27] what is changed to try the oracle is still there, once', () => {
  for (const { file, from, what } of mutants) {
    const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    expect(source.split(from).length - 1, `${file}: ${what}`).toBe(1);
  }
});
