/**
 * Which values a thread holds. What is large and never changes goes over whole with the first job that needs it and is a number
 * from then on; the thread holds as many as `most`, and forgets what was needed longest ago, so that its memory has an end.
 */
import type { Handed, HandedJob } from './messages.ts';

/** A number for every object, the same for the same object however often it is asked. */
export const numbering = (): ((value: object) => number) => {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (value) => {
    const known = numbers.get(value) ?? ++last;
    numbers.set(value, known);
    return known;
  };
};

export interface JobToSend {
  readonly id: number;
  readonly job: unknown;
  readonly held: object;
}

export class SentValues {
  readonly #numberOf: (value: object) => number;
  readonly #most: number;
  /** What the thread holds, what was needed longest ago first. */
  readonly #there = new Set<number>();
  readonly #forget = new Set<number>();
  #whole: (readonly [number, object])[] = [];

  constructor(numberOf: (value: object) => number, most: number) {
    this.#numberOf = numberOf;
    this.#most = most;
  }

  /** The message for these jobs. Call `went` or `failed` before the next one. */
  message(jobs: readonly JobToSend[]): Handed {
    const handed = jobs.map(({ id, job, held }): HandedJob => ({ id, job, held: this.#numbered(held) }));
    return { whole: this.#whole, jobs: handed, forget: [...this.#forget] };
  }

  went(): void {
    this.#whole = [];
    this.#forget.clear();
  }

  /** Nothing of the message went over, so nobody knows any more what was in it: everything is sent again. */
  failed(): void {
    for (const number of this.#there) this.#forget.add(number);
    this.#there.clear();
    this.#whole = [];
  }

  #numbered(held: object): HandedJob['held'] {
    const numbers: { [name: string]: number } = {};
    for (const [name, value] of Object.entries(held))
      if (value !== undefined) numbers[name] = this.#numberFor(value);
    return numbers;
  }

  #numberFor(value: object): number {
    const number = this.#numberOf(value);
    const isThere = this.#there.delete(number); // to stand last again
    this.#there.add(number);
    if (!isThere) {
      this.#whole.push([number, value]);
      this.#forget.delete(number);
    }
    for (const oldest of this.#there) {
      if (this.#there.size <= this.#most) break;
      this.#there.delete(oldest);
      this.#forget.add(oldest);
    }
    return number;
  }
}
