/**
 * Times of several things, taken in turns: each round times every one of them, so that what else the machine does in that
 * moment falls on all alike. The number of repeats of each is found first, so that a turn is long enough for the clock.
 */
const turn = 2_000;

const timeOf = (work: () => unknown, repeats: number): number => {
  const began = process.hrtime.bigint();
  for (let at = 0; at < repeats; at += 1) work();
  return Number(process.hrtime.bigint() - began) / 1000 / repeats;
};

const repeatsFor = (work: () => unknown): number => {
  for (let warm = 0; warm < 300; warm += 1) {
    if (timeOf(work, 1) > turn) return 1;
  }
  return Math.max(1, Math.round(turn / Math.max(timeOf(work, 50), 0.1)));
};

/** Microseconds of each thing in each round. */
export const sideBySide = (
  rounds: number,
  works: readonly (() => unknown)[],
): readonly (readonly number[])[] => {
  const repeats = works.map(repeatsFor);
  const times: number[][] = works.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, work] of works.entries()) times[index]?.push(timeOf(work, repeats[index] ?? 1));
  return times;
};
