/** Regular expressions as a tree: the part of ECMAScript's language that can be matched in linear time. */

/** Inclusive range of UTF-16 code units. */
export type Range = readonly [number, number];

export type Pattern =
  | { readonly op: 'set'; readonly ranges: readonly Range[]; readonly negated: boolean }
  | { readonly op: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly op: 'choice'; readonly branches: readonly Pattern[] }
  | { readonly op: 'repeat'; readonly part: Pattern; readonly least: number; readonly most: number }
  | { readonly op: 'at'; readonly where: 'start' | 'end' | 'boundary' | 'inside' };

const digits: readonly Range[] = [[48, 57]];
const wordUnits: readonly Range[] = [...digits, [65, 90], [95, 95], [97, 122]];
/** ECMAScript's white space and line terminators. */
const blanks: readonly Range[] = [
  ...([
    [9, 13],
    [32, 32],
    [160, 160],
    [0x1680, 0x1680],
    [0x2000, 0x200a],
  ] as const),
  ...([
    [0x2028, 0x2029],
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
    [0xfeff, 0xfeff],
  ] as const),
];

/** `.` is everything but these. */
export const lineEnds: readonly Range[] = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];

const classes: { readonly [letter: string]: readonly Range[] } = { d: digits, w: wordUnits, s: blanks };

export const complement = (ranges: readonly Range[]): readonly Range[] => {
  const sorted = ranges.toSorted((a, b) => a[0] - b[0]);
  const gaps: Range[] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) gaps.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  return next <= 0xffff ? [...gaps, [next, 0xffff]] : gaps;
};

/** What `\d`, `\W` and their like stand for; undefined for other letters. */
export const classOf = (letter: string): readonly Range[] | undefined => {
  const ranges = classes[letter.toLowerCase()];
  if (ranges === undefined) return undefined;
  return letter === letter.toLowerCase() ? ranges : complement(ranges);
};

export const covers = (ranges: readonly Range[], unit: number): boolean =>
  ranges.some(([from, to]) => unit >= from && unit <= to);

export const isWordUnit = (unit: number): boolean => covers(wordUnits, unit);

export const overlap = (one: readonly Range[], other: readonly Range[]): boolean =>
  one.some(([from, to]) => other.some(([start, end]) => from <= end && start <= to));

/** The units a set accepts, negation resolved. */
export const unitsOf = (set: {
  readonly ranges: readonly Range[];
  readonly negated: boolean;
}): readonly Range[] => (set.negated ? complement(set.ranges) : set.ranges);
