/**
 * Matches a pattern against a text in time proportional to both, whatever they are: all ways through the pattern are
 * followed at once (Thompson's construction), so there is nothing to backtrack into. Where a character leads is remembered,
 * so that a pattern that has seen many answers reads each further one at the cost of one look-up a character.
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

/** What stands before a position: nothing, a word unit, or another one. */
type Before = 'start' | 'word' | 'other';

const end = -1;

const isWord = (unit: number): boolean => unit !== end && isWordUnit(unit);

const holdsAt = (where: 'start' | 'end' | 'boundary' | 'inside', before: Before, unit: number): boolean => {
  if (where === 'start') return before === 'start';
  if (where === 'end') return unit === end;
  return ((before === 'word') !== isWord(unit)) === (where === 'boundary');
};

const accepts = (
  state: { readonly ranges: readonly Range[]; readonly negated: boolean },
  units: readonly number[],
): boolean => units.some((unit) => covers(state.ranges, unit)) !== state.negated;

/** A set of states at a position, and where each unit that was seen there led: `true` is a match. */
interface Stand {
  readonly ids: readonly number[];
  readonly before: Before;
  readonly moves: Map<number, Stand | boolean>;
}

/** Moves that are remembered; beyond them everything is forgotten, so that answers cannot fill the memory. */
const mostMoves = 4_000;

class Matcher {
  private readonly states: readonly State[];
  private readonly start: number;
  private readonly anyCase: boolean;
  private readonly stands = new Map<string, Stand>();
  private first: Stand;
  private count = 0;

  constructor(pattern: Pattern, anyCase: boolean) {
    const builder = new Builder();
    this.start = builder.piece(pattern, 0);
    this.states = builder.states;
    this.anyCase = anyCase;
    this.first = this.stand([], 'start');
  }

  test(text: string): boolean {
    let stand = this.first;
    for (let at = 0; at <= text.length; at += 1) {
      const unit = at < text.length ? text.charCodeAt(at) : end;
      const move = stand.moves.get(unit) ?? this.move(stand, unit);
      if (typeof move === 'boolean') return move;
      stand = move;
    }
    return false;
  }

  private stand(ids: readonly number[], before: Before): Stand {
    const name = `${before} ${ids.join()}`;
    const known = this.stands.get(name);
    if (known !== undefined) return known;
    const made = { ids, before, moves: new Map<number, Stand | boolean>() };
    this.stands.set(name, made);
    return made;
  }

  private move(stand: Stand, unit: number): Stand | boolean {
    if (this.count >= mostMoves) {
      this.count = 0;
      this.stands.clear();
      this.first = this.stand([], 'start');
    }
    this.count += 1;
    const open = this.closure(stand, unit);
    const move = open.has(0) || (unit !== end && this.step(open, unit));
    stand.moves.set(unit, move);
    return move;
  }

  /** Everything that can be reached without reading a character. A match may begin anywhere. */
  private closure({ ids, before }: Stand, unit: number): ReadonlySet<number> {
    const reached = new Set<number>();
    const waiting = [...ids, this.start];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (reached.has(id)) continue;
      reached.add(id);
      const state = this.states[id];
      if (state?.op === 'split') waiting.push(...state.nexts);
      if (state?.op === 'at' && holdsAt(state.where, before, unit)) waiting.push(state.next);
    }
    return reached;
  }

  private step(open: ReadonlySet<number>, unit: number): Stand {
    const units = this.anyCase ? [unit, ...variants(unit)] : [unit];
    const next = new Set<number>();
    for (const id of open) {
      const state = this.states[id];
      if (state?.op === 'set' && accepts(state, units)) next.add(state.next);
    }
    return this.stand(
      [...next].sort((a, b) => a - b),
      isWord(unit) ? 'word' : 'other',
    );
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
