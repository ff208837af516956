/**
 * Matches a pattern against a text in time proportional to both, whatever they are: all ways through the pattern are
 * followed at once (Thompson's construction), so there is nothing to backtrack into.
 */
import { covers, isWordUnit, type Pattern, type Range } from './pattern.ts';
import { readPattern } from './read-pattern.ts';

type State =
  | {
      readonly op: 'set';
      readonly ranges: readonly Range[];
      readonly negated: boolean;
      readonly next: number;
    }
  | { readonly op: 'split'; readonly nexts: readonly number[] }
  | { readonly op: 'at'; readonly where: 'start' | 'end' | 'boundary' | 'inside'; readonly next: number }
  | { readonly op: 'done' };

/** Builds states from the end backwards: each piece is told where to go on. */
class Builder {
  readonly states: State[] = [{ op: 'done' }];

  private add(state: State): number {
    return this.states.push(state) - 1;
  }

  piece(pattern: Pattern, next: number): number {
    switch (pattern.op) {
      case 'set':
        return this.add({ op: 'set', ranges: pattern.ranges, negated: pattern.negated, next });
      case 'at':
        return this.add({ op: 'at', where: pattern.where, next });
      case 'sequence':
        return pattern.parts.reduceRight((after, part) => this.piece(part, after), next);
      case 'choice':
        return this.add({ op: 'split', nexts: pattern.branches.map((branch) => this.piece(branch, next)) });
      case 'repeat':
        return this.repeat(pattern, next);
    }
  }

  private repeat({ part, least, most }: Extract<Pattern, { op: 'repeat' }>, next: number): number {
    let after = next;
    if (most === Number.POSITIVE_INFINITY) {
      const loop = this.add({ op: 'split', nexts: [] });
      this.states[loop] = { op: 'split', nexts: [this.piece(part, loop), next] };
      after = loop;
    } else {
      for (let extra = least; extra < most; extra += 1) {
        after = this.add({ op: 'split', nexts: [this.piece(part, after), next] });
      }
    }
    for (let copy = 0; copy < least; copy += 1) after = this.piece(part, after);
    return after;
  }
}

/** ECMAScript compares without case by upper-case forms of one unit that do not leave or enter ASCII. */
const variants = (unit: number): readonly number[] => {
  const sign = String.fromCharCode(unit);
  return [sign.toUpperCase(), sign.toLowerCase()]
    .filter((variant) => variant.length === 1)
    .map((variant) => variant.charCodeAt(0))
    .filter((variant) => unit >= 128 === variant >= 128);
};

const holdsAt = (where: 'start' | 'end' | 'boundary' | 'inside', text: string, at: number): boolean => {
  if (where === 'start') return at === 0;
  if (where === 'end') return at === text.length;
  const before = at > 0 && isWordUnit(text.charCodeAt(at - 1));
  const after = at < text.length && isWordUnit(text.charCodeAt(at));
  return (before !== after) === (where === 'boundary');
};

const accepts = (
  state: { readonly ranges: readonly Range[]; readonly negated: boolean },
  units: readonly number[],
): boolean => units.some((unit) => covers(state.ranges, unit)) !== state.negated;

class Matcher {
  private readonly states: readonly State[];
  private readonly start: number;
  private readonly anyCase: boolean;

  constructor(pattern: Pattern, anyCase: boolean) {
    const builder = new Builder();
    this.start = builder.piece(pattern, 0);
    this.states = builder.states;
    this.anyCase = anyCase;
  }

  test(text: string): boolean {
    let current = new Set<number>();
    for (let at = 0; at <= text.length; at += 1) {
      // A match may begin anywhere.
      const open = this.closure([...current, this.start], text, at);
      if (open.has(0)) return true;
      current = this.step(open, text, at);
    }
    return false;
  }

  /** Everything that can be reached without reading a character. */
  private closure(from: readonly number[], text: string, at: number): ReadonlySet<number> {
    const reached = new Set<number>();
    const waiting = [...from];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (reached.has(id)) continue;
      reached.add(id);
      const state = this.states[id];
      if (state?.op === 'split') waiting.push(...state.nexts);
      if (state?.op === 'at' && holdsAt(state.where, text, at)) waiting.push(state.next);
    }
    return reached;
  }

  private step(open: ReadonlySet<number>, text: string, at: number): Set<number> {
    const next = new Set<number>();
    if (at >= text.length) return next;
    const unit = text.charCodeAt(at);
    const units = this.anyCase ? [unit, ...variants(unit)] : [unit];
    for (const id of open) {
      const state = this.states[id];
      if (state?.op === 'set' && accepts(state, units)) next.add(state.next);
    }
    return next;
  }
}

export interface PatternTester {
  test(text: string): boolean;
}

/** A matcher for a pattern that was accepted at publish. Throws for one that was not. */
export const patternTester = (pattern: string, anyCase: boolean): PatternTester => {
  const read = readPattern(pattern);
  if (!read.ok) throw new Error(`pattern was never accepted: ${read.refusal.code}`);
  return new Matcher(read.value, anyCase);
};
