/**
 * Whether bytes are canonical JSON (RFC 8785), told in one walk over them. Verification meets every byte of every record, and reading
 * values only to write them out again for a comparison costs several times as much as looking at how they are written.
 */
import { textOf } from './text.ts';

export interface CanonicalScan {
  /** Where the value of the member stands that was asked for, when the whole is an object that has it. */
  readonly member: { readonly from: number; readonly to: number } | undefined;
}

/** S2: nothing unless `bytes` are what canonical JSON gives for some value. `member` is looked for in the outermost object. */
export const scanCanonical = (bytes: Uint8Array, member?: string): CanonicalScan | undefined => {
  const walk = new Walk(bytes, member);
  try {
    return walk.value(0) && walk.at === bytes.length ? { member: walk.found } : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // deeper than the engine's stack: nothing that was ever accepted
    throw error;
  }
};

export const isCanonical = (bytes: Uint8Array): boolean => scanCanonical(bytes) !== undefined;

const code = (character: string): number => character.charCodeAt(0);
const [quote, backslash, comma, colon, minus, point] = [...'"\\,:-.'].map(code) as [
  number,
  number,
  number,
  number,
  number,
  number,
];
const [openBrace, closeBrace, openBracket, closeBracket] = [...'{}[]'].map(code) as [
  number,
  number,
  number,
  number,
];
const [zero, nine] = [code('0'), code('9')];

/** Bytes that stand for themselves in a text: printable ASCII but `"` and `\`. The end of the bytes reads as 0, which is none. */
const plain = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x80 && byte !== quote && byte !== backslash ? 1 : 0,
);
const isDigit = (byte: number) => byte >= zero && byte <= nine;

/** Letters behind a backslash that RFC 8785 writes; `/` and `u` for printable characters are not among them. */
const shortEscapes = new Set([...'"\\bfnrt'].map(code));
/** What has no short escape: `\u00` and two lower-case digits. */
const longEscape = /^\\u00(?:0[0-7be-f]|1[0-9a-f])$/;

const literals = new Map(
  ['true', 'false', 'null'].map((word) => [code(word), Uint8Array.from([...word].map(code))]),
);

interface Name {
  readonly from: number;
  readonly to: number;
  /** ASCII without escapes, so that its bytes have the order of its characters. */
  readonly simple: boolean;
}

class Walk {
  at = 0;
  found: CanonicalScan['member'];
  readonly #bytes: Uint8Array;
  readonly #wanted: string | undefined;
  #simple = true;

  constructor(bytes: Uint8Array, wanted: string | undefined) {
    this.#bytes = bytes;
    this.#wanted = wanted;
  }

  /** Walks over a value that begins here; false where it is not written canonically. */
  value(depth: number): boolean {
    const first = this.#bytes[this.at] ?? 0;
    if (first === quote) return this.#text();
    if (isDigit(first) || first === minus) return this.#number();
    if (first === openBrace) return this.#object(depth);
    if (first === openBracket) return this.#list(depth);
    return this.#literal(literals.get(first));
  }

  #literal(word: Uint8Array | undefined): boolean {
    if (!word) return false;
    for (const byte of word) if (this.#bytes[this.at++] !== byte) return false;
    return true;
  }

  #list(depth: number): boolean {
    const bytes = this.#bytes;
    if (bytes[++this.at] === closeBracket) return this.#skip();
    while (this.value(depth + 1)) {
      if (bytes[this.at] === closeBracket) return this.#skip();
      if (bytes[this.at++] !== comma) return false;
    }
    return false;
  }

  #skip(): true {
    this.at++;
    return true;
  }

  #object(depth: number): boolean {
    const bytes = this.#bytes;
    if (bytes[++this.at] === closeBrace) return this.#skip();
    let before: Name | undefined;
    for (;;) {
      const from = this.at + 1;
      if (bytes[this.at] !== quote || !this.#text()) return false;
      const name: Name = { from, to: this.at - 1, simple: this.#simple };
      if (before && !this.#inOrder(before, name)) return false;
      before = name;
      if (bytes[this.at++] !== colon) return false;
      const begins = this.at;
      if (!this.value(depth + 1)) return false;
      if (depth === 0 && this.#isWanted(name)) this.found = { from: begins, to: this.at };
      if (bytes[this.at] === closeBrace) return this.#skip();
      if (bytes[this.at++] !== comma) return false;
    }
  }

  #isWanted({ from, to, simple }: Name): boolean {
    const wanted = this.#wanted;
    if (wanted === undefined || (simple && to - from !== wanted.length)) return false;
    return this.#named(from, to) === wanted;
  }

  #named(from: number, to: number): string {
    return JSON.parse(textOf(this.#bytes.subarray(from - 1, to + 1))) as string;
  }

  /** RFC 8785 3.2.3: names stand in the order of their UTF-16 code units, and none twice. */
  #inOrder(before: Name, name: Name): boolean {
    if (!before.simple || !name.simple)
      return this.#named(before.from, before.to) < this.#named(name.from, name.to);
    const bytes = this.#bytes;
    const [one, two] = [before.to - before.from, name.to - name.from];
    for (let index = 0; index < one && index < two; index++) {
      const [a, b] = [bytes[before.from + index] ?? 0, bytes[name.from + index] ?? 0];
      if (a !== b) return a < b;
    }
    return one < two;
  }

  /** From quote to quote. Notes whether it was ASCII without escapes. */
  #text(): boolean {
    const bytes = this.#bytes;
    let at = this.at + 1;
    this.#simple = true;
    for (;;) {
      while (plain[bytes[at] ?? 0] === 1) at++;
      const byte = bytes[at] ?? 0;
      if (byte === quote) {
        this.at = at + 1;
        return true;
      }
      this.#simple = false;
      const length = byte === backslash ? this.#escape(at) : sequenceLength(bytes, at, byte);
      if (length === 0) return false;
      at += length;
    }
  }

  #escape(at: number): number {
    if (shortEscapes.has(this.#bytes[at + 1] ?? 0)) return 2;
    return longEscape.test(String.fromCharCode(...this.#bytes.subarray(at, at + 6))) ? 6 : 0;
  }

  /**
   * RFC 8785 3.2.2.3: as ECMAScript writes the number. What has at most fifteen digits, no zero too many and no exponent is written
   * so, because no two such decimals are the same number; any other is read and written.
   */
  #number(): boolean {
    const bytes = this.#bytes;
    const from = this.at;
    const head = bytes[from] === minus ? from + 1 : from;
    let at = head;
    while (isDigit(bytes[at] ?? 0)) at++;
    const whole = at;
    if (bytes[at] === point) for (at++; isDigit(bytes[at] ?? 0); ) at++;
    const leads = bytes[head] === zero;
    const easy =
      whole > head && at - head <= 16 && !(leads && (whole > head + 1 || bytes[whole + 1] === zero));
    const ends = at === whole ? !leads || head === from : at > whole + 1 && bytes[at - 1] !== zero;
    if (easy && ends && !isExponent(bytes[at]) && !(at === whole && at - head > 15)) {
      this.at = at;
      return true;
    }
    while (isNumberPart(bytes[at])) at++;
    const written = String.fromCharCode(...bytes.subarray(from, at));
    this.at = at;
    return at > from && at - from <= 32 && String(Number(written)) === written;
  }
}

const isExponent = (byte: number | undefined) => byte === 0x65 || byte === 0x45;
const isNumberPart = (byte: number | undefined) =>
  byte !== undefined &&
  (isDigit(byte) || isExponent(byte) || byte === 0x2b || byte === minus || byte === point);

/** Length of the UTF-8 sequence that begins here, 0 where there is none: overlong ones and surrogates are none (RFC 3629). */
const sequenceLength = (bytes: Uint8Array, at: number, first: number): number => {
  if (first < 0xc2 || first > 0xf4) return 0;
  const second = bytes[at + 1] ?? 0;
  if (first < 0xe0) return isTail(second) ? 2 : 0;
  if (!isTail(second) || !isTail(bytes[at + 2] ?? 0)) return 0;
  if (first < 0xf0) return (first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f) ? 0 : 3;
  if (!isTail(bytes[at + 3] ?? 0)) return 0;
  return (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f) ? 0 : 4;
};
const isTail = (byte: number) => byte >= 0x80 && byte <= 0xbf;
