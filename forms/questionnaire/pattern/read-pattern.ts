/**
 * Reads a designer's regular expression (Q12). Back references and look-around have no linear-time matcher and are
 * refused; so are ambiguous repeats of repeats, because the renderer in the browser backtracks.
 */
import { ok, type Result, refuse } from '../../result.ts';
import { ambiguityIn, statesOf } from './ambiguity.ts';
import { classOf, lineEnds, type Pattern, type Range } from './pattern.ts';

export interface PatternFault {
  readonly code: 'pattern-syntax' | 'pattern-unsafe' | 'pattern-too-large';
  readonly facts: { readonly [name: string]: string | number };
}

/** States of the matcher: what a pattern may cost per character of an answer. */
const mostStates = 500;
const mostLength = 500;

class NotAPattern extends Error {
  readonly position: number;
  /** Set when the pattern is a regular expression, but one that cannot be matched safely. */
  readonly reason: string | undefined;
  constructor(position: number, reason?: string) {
    super('not a pattern');
    this.position = position;
    this.reason = reason;
  }
}

const controls: { readonly [letter: string]: number } = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };
const single = (unit: number): Pattern => ({ op: 'set', ranges: [[unit, unit]], negated: false });

class PatternReader {
  private at = 0;
  private depth = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  whole(): Pattern {
    const pattern = this.choice();
    if (this.at < this.text.length) this.fail();
    return pattern;
  }

  private fail(reason?: string): never {
    throw new NotAPattern(this.at, reason);
  }

  private takes(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  private choice(): Pattern {
    this.depth += 1;
    if (this.depth > 20) this.fail();
    const branches = [this.sequence()];
    while (this.takes('|')) branches.push(this.sequence());
    this.depth -= 1;
    return branches.length === 1 ? (branches[0] as Pattern) : { op: 'choice', branches };
  }

  private sequence(): Pattern {
    const parts: Pattern[] = [];
    while (this.at < this.text.length && !'|)'.includes(this.text.charAt(this.at)))
      parts.push(this.repeated());
    return parts.length === 1 ? (parts[0] as Pattern) : { op: 'sequence', parts };
  }

  private repeated(): Pattern {
    const part = this.atom();
    const bounds = this.bounds();
    if (bounds === undefined) return part;
    if (part.op === 'at' || bounds[0] > bounds[1]) this.fail();
    this.takes('?');
    return { op: 'repeat', part, least: bounds[0], most: bounds[1] };
  }

  private bounds(): readonly [number, number] | undefined {
    if (this.takes('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.takes('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.takes('?')) return [0, 1];
    const counted = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(this.text.slice(this.at, this.at + 12));
    if (counted === null) return undefined;
    this.at += counted[0].length;
    const least = Number(counted[1]);
    if (counted[2] === undefined) return [least, least];
    return [least, counted[3] === undefined ? Number.POSITIVE_INFINITY : Number(counted[3])];
  }

  private atom(): Pattern {
    const sign = this.text.charAt(this.at);
    if (this.takes('^')) return { op: 'at', where: 'start' };
    if (this.takes('$')) return { op: 'at', where: 'end' };
    if (this.takes('.')) return { op: 'set', ranges: lineEnds, negated: true };
    if (this.takes('(')) return this.group();
    if (this.takes('[')) return this.set();
    if (this.takes('\\')) return this.escape();
    if ('*+?{}]'.includes(sign)) this.fail();
    this.at += 1;
    return single(sign.charCodeAt(0));
  }

  private group(): Pattern {
    if (/^\?<?[=!]/.test(this.text.slice(this.at, this.at + 3))) this.fail('look-around');
    if (!this.takes('?:') && this.text.charAt(this.at) === '?') this.fail();
    const inner = this.choice();
    if (!this.takes(')')) this.fail();
    return inner;
  }

  private escape(): Pattern {
    const letter = this.text.charAt(this.at);
    if (/[1-9k]/.test(letter)) this.fail('back-reference');
    if (letter === 'b' || letter === 'B') {
      this.at += 1;
      return { op: 'at', where: letter === 'b' ? 'boundary' : 'inside' };
    }
    const ranges = this.escaped();
    return { op: 'set', ranges, negated: false };
  }

  /** What an escape stands for, inside a set or outside. */
  private escaped(): readonly Range[] {
    const letter = this.text.charAt(this.at);
    const known = classOf(letter);
    if (known !== undefined && letter !== '') {
      this.at += 1;
      return known;
    }
    const code = /^(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4}))/.exec(this.text.slice(this.at, this.at + 5));
    if (code !== null) {
      this.at += code[0].length;
      const unit = Number.parseInt(code[1] ?? code[2] ?? '', 16);
      return [[unit, unit]];
    }
    this.at += 1;
    const control = Object.hasOwn(controls, letter) ? controls[letter] : undefined;
    if (control !== undefined && !(letter === '0' && /\d/.test(this.text.charAt(this.at))))
      return [[control, control]];
    if (letter === '' || /[\dA-Za-z]/.test(letter)) this.fail();
    return [[letter.charCodeAt(0), letter.charCodeAt(0)]];
  }

  private set(): Pattern {
    const negated = this.takes('^');
    const ranges: Range[] = [];
    while (!this.takes(']')) {
      const from = this.setItem();
      const isRange = this.text.charAt(this.at) === '-' && this.text.charAt(this.at + 1) !== ']';
      if (!isRange) {
        ranges.push(...from);
        continue;
      }
      this.at += 1;
      ranges.push(this.range(from, this.setItem()));
    }
    if (ranges.length === 0) this.fail();
    return { op: 'set', ranges, negated };
  }

  private range(from: readonly Range[], to: readonly Range[]): Range {
    const [low, high] = [from[0], to[0]];
    const plain = from.length === 1 && to.length === 1 && low?.[0] === low?.[1] && high?.[0] === high?.[1];
    if (!plain || low === undefined || high === undefined || low[0] > high[0]) return this.fail();
    return [low[0], high[0]];
  }

  private setItem(): readonly Range[] {
    const sign = this.text.charAt(this.at);
    if (sign === '') this.fail();
    if (this.takes('\\')) {
      if (!this.takes('b')) return this.escaped();
      return [[8, 8]];
    }
    this.at += 1;
    return [[sign.charCodeAt(0), sign.charCodeAt(0)]];
  }
}

const isRegularExpression = (text: string): boolean => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
};

export const readPattern = (text: string): Result<Pattern, PatternFault> => {
  const pattern = text.slice(0, 80);
  if (text.length > mostLength)
    return refuse({ code: 'pattern-too-large', facts: { pattern, limit: mostLength } });
  try {
    const tree = new PatternReader(text).whole();
    if (!isRegularExpression(text)) throw new NotAPattern(0);
    if (ambiguityIn(tree)) throw new NotAPattern(0, 'ambiguous-repeat');
    if (statesOf(tree) > mostStates)
      return refuse({ code: 'pattern-too-large', facts: { pattern, limit: mostStates } });
    return ok(tree);
  } catch (error) {
    if (!(error instanceof NotAPattern)) throw error;
    const { position, reason } = error;
    return refuse(
      reason === undefined
        ? { code: 'pattern-syntax', facts: { position, pattern } }
        : { code: 'pattern-unsafe', facts: { position, pattern, reason } },
    );
  }
};
