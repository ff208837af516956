/** Dice that fall the same way again for the same seed, so that a seed reproduces a case. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 up to and without 1 (mulberry32). */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** True once in so many times. */
  once(inTimes: number): boolean {
    return this.next() * inTimes < 1;
  }

  one<Entry>(entries: readonly Entry[]): Entry {
    return entries[this.whole(0, entries.length - 1)] as Entry;
  }

  some<Entry>(entries: readonly Entry[], least: number, most: number): readonly Entry[] {
    const left = [...entries];
    const count = Math.min(this.whole(least, most), left.length);
    return Array.from({ length: count }, () => left.splice(this.whole(0, left.length - 1), 1)[0] as Entry);
  }
}
