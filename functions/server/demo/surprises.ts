/** What checks found beside what was planted for them: both ways in which a generator or a check can be wrong. */
import type { Hit } from '#forms/checks/check.ts';
import type { Planted } from './generate-village.ts';

/** Planted faults that a named check did not find, and hits in units that nothing was planted in. */
export const surprisesIn = (hits: readonly Hit[], planted: readonly Planted[]) => {
  const found = new Set(hits.map(({ check, unit }) => `${check} ${unit}`));
  const faulty = new Set(planted.map(({ unit }) => unit));
  return {
    missed: planted.filter(({ unit, finds }) => finds.some((check) => !found.has(`${check} ${unit}`))),
    unplanted: hits.filter(({ unit }) => !faulty.has(unit)),
  };
};
