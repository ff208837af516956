/**
 * What names stand for in a sketch: variables drawn before, the item that a list is walked with, the object that is being
 * made. A name that nobody has drawn is a mistake of the plan and throws.
 */
import type { Json } from '#forms/json.ts';

type Drawn = Json | undefined;

export class SketchNames {
  readonly #own: Map<string, Drawn>;
  readonly #around: SketchNames | undefined;

  constructor(own: Iterable<readonly [string, Drawn]>, around?: SketchNames) {
    this.#own = new Map(own);
    this.#around = around;
  }

  with(name: string, value: Drawn): SketchNames {
    return new SketchNames([[name, value]], this);
  }

  set(name: string, value: Drawn): void {
    this.#own.set(name, value);
  }

  read(name: string): Drawn {
    if (this.#own.has(name)) return this.#own.get(name);
    if (this.#around) return this.#around.read(name);
    throw new Error(`the demo plan has drawn no "${name}"`);
  }
}
