import { expect, test } from 'vitest';
import { isFilledHere } from '#web/supervise/filled-here.ts';

test('[W44] the desk leads to what its person fills in and collectors do not', () => {
  expect(isFilledHere(['town-officer'], ['town-officer'])).toBe(true);
  expect(isFilledHere(['town-officer'], ['collector'])).toBe(false);
  expect(isFilledHere(['town-officer'], [])).toBe(false);
  expect(isFilledHere(['collector', 'town-officer'], ['town-officer'])).toBe(false);
});
