/** What a pattern would cost: states of our matcher, and whether a backtracking matcher could run away with it. */
import { overlap, type Pattern, type Range, unitsOf } from './pattern.ts';

/** States that the matcher needs: counted repeats are written out. */
export const statesOf = (pattern: Pattern): number => {
  switch (pattern.op) {
    case 'set':
    case 'at':
      return 1;
    case 'sequence':
      return pattern.parts.reduce((sum, part) => sum + statesOf(part), 1);
    case 'choice':
      return pattern.branches.reduce((sum, branch) => sum + statesOf(branch) + 2, 1);
    case 'repeat': {
      const copies = Number.isFinite(pattern.most) ? pattern.most : pattern.least + 1;
      return 2 + Math.max(copies, 1) * (statesOf(pattern.part) + 1);
    }
  }
};

/** What a match of the pattern can begin with; undefined when that is not one certain set. */
const beginning = (pattern: Pattern): readonly Range[] | undefined => {
  if (pattern.op === 'set') return unitsOf(pattern);
  if (pattern.op === 'sequence')
    return pattern.parts[0] === undefined ? undefined : beginning(pattern.parts[0]);
  if (pattern.op === 'repeat') return pattern.least > 0 ? beginning(pattern.part) : undefined;
  return undefined;
};

const branchesOverlap = (branches: readonly Pattern[]): boolean => {
  const beginnings = branches.map(beginning);
  return beginnings.some((one, index) =>
    beginnings
      .slice(index + 1)
      .some((other) => one === undefined || other === undefined || overlap(one, other)),
  );
};

/** Inside a repeat, one text must have one way to match: no repeats of varying length, no branches that begin alike. */
const isAmbiguous = (pattern: Pattern): boolean => {
  switch (pattern.op) {
    case 'set':
    case 'at':
      return false;
    case 'sequence':
      return pattern.parts.length === 0 || pattern.parts.some(isAmbiguous);
    case 'choice':
      return branchesOverlap(pattern.branches) || pattern.branches.some(isAmbiguous);
    case 'repeat':
      return pattern.least !== pattern.most || isAmbiguous(pattern.part);
  }
};

/** Whether a repeat repeats something ambiguous: `(a+)+`, `(a|a)*`, `(a?){20}`. */
export const ambiguityIn = (pattern: Pattern): boolean => {
  switch (pattern.op) {
    case 'set':
    case 'at':
      return false;
    case 'sequence':
      return pattern.parts.some(ambiguityIn);
    case 'choice':
      return pattern.branches.some(ambiguityIn);
    case 'repeat':
      return (pattern.most > 1 && isAmbiguous(pattern.part)) || ambiguityIn(pattern.part);
  }
};
