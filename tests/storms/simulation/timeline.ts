/**
 * The virtual time of a storm: a queue of what happens when. One event at a time; the next one begins when everything that
 * the last one set off has come to rest, so the order of events is a function of the seed and of nothing else.
 */
type Act = () => void;
interface Entry {
  readonly at: number;
  /** Of two events at one instant the one that was planned first comes first. */
  readonly order: number;
  readonly act: Act;
}

const before = (a: Entry, b: Entry) => (a.at === b.at ? a.order < b.order : a.at < b.at);

export class Timeline {
  /** Milliseconds since the storm began. */
  now = 0;
  readonly #heap: Entry[] = [];
  #order = 0;
  /** Operations of a real store that are on their way: time stands still for them. */
  #underWay = 0;

  at(at: number, act: Act): void {
    const heap = this.#heap;
    let place = heap.length;
    const entry = { at: Math.max(this.now, at), order: this.#order++, act };
    for (let parent = (place - 1) >> 1; place > 0; parent = (place - 1) >> 1) {
      const above = heap[parent];
      if (!above || before(above, entry)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.at(this.now + ms, resolve));
  }

  /** Real work that must be over before time goes on. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#underWay++;
    try {
      return await work;
    } finally {
      this.#underWay--;
    }
  }

  /** Until nothing is planned any more. */
  async run(): Promise<void> {
    for (let next = this.#pop(); next; next = this.#pop()) {
      this.now = next.at;
      next.act();
      do await new Promise((resolve) => setImmediate(resolve));
      while (this.#underWay > 0);
    }
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      const [left, right] = [heap[2 * place + 1], heap[2 * place + 2]];
      const child = left && right && before(right, left) ? right : left;
      if (!child || before(last, child)) break;
      heap[place] = child;
      place = child === left ? 2 * place + 1 : 2 * place + 2;
    }
    heap[place] = last;
    return first;
  }
}
