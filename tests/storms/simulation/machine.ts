/**
 * The server of a storm: the real use cases over a real store, in a process that can die between any two operations. Whatever
 * was on its way then never goes on; a new life begins on what the store holds.
 */
import type { Blobs, Ports, Signer, Table, Write } from '#functions/ports.ts';
import * as keys from '#functions/store/keys.ts';
import { noteCalendar } from './calendar-watch.ts';
import { type Chance, chanceOf, diceOf, signerOf } from './chance.ts';
import type { Ledger } from './ledger.ts';
import type { Timeline } from './timeline.ts';
import type { StoreFaults, Weather } from './weather.ts';

/** What a store throws when it is the store that broke: the use case cannot know whether it was before or after the commit. */
export class StoreBroke extends Error {
  override readonly name = 'StoreBroke';
}

interface Life {
  over: boolean;
  readonly requests: Ports;
  readonly deadlines: Ports;
}

export interface MachineParts {
  readonly seed: string;
  readonly timeline: Timeline;
  readonly weather: Weather;
  readonly ledger: Ledger;
  readonly table: Table;
  readonly scans: Blobs;
  readonly seals: Blobs;
  /** The instant at which the storm begins. */
  readonly start: number;
  /** Instants at which something changes. */
  readonly edges: readonly number[];
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** What is written once and never again, and the rule that says so. */
const writtenOnce: readonly (readonly [prefix: string, rule: string])[] = [
  [keys.gateHistoryPrefix, 'G3'],
  [keys.submissionPrefix, 'W5'],
  [keys.latePrefix, 'W5'],
  [keys.scanPrefix, 'G9'],
  ['EXTENDED#', 'G15'],
];

const writtenBefore = async (table: Table, writes: readonly Write[]) => {
  const found: { readonly rule: string; readonly says: string }[] = [];
  for (const write of writes) {
    const once = writtenOnce.find(([prefix]) => 'put' in write && write.put.sk.startsWith(prefix));
    if (once && 'put' in write && (await table.get({ pk: write.put.pk, sk: write.put.sk })))
      found.push({ rule: once[1], says: `${write.put.pk} ${write.put.sk} is written over` });
  }
  return found;
};

export class Machine {
  readonly #parts: MachineParts;
  readonly #chance: Chance;
  readonly #signer: Signer;
  readonly #waiting = new Set<() => void>();
  #edges: readonly number[];
  #life: Life;
  #offset = 0;
  #calm = false;
  /** What a process does first when it starts. */
  onStart: () => void = () => undefined;

  constructor(parts: MachineParts) {
    this.#parts = parts;
    this.#edges = parts.edges;
    this.#chance = chanceOf(`${parts.seed}/machine`);
    this.#signer = signerOf(parts.seed);
    this.#life = this.#born();
  }

  /** By the server's clock. */
  now(): number {
    return this.#parts.start + this.#parts.timeline.now + this.#offset;
  }

  /** Milliseconds to the next edge of the calendar by the server's clock, when it is that near. */
  untilEdge(within: number): number | undefined {
    const now = this.now();
    const edge = this.#edges.find((at) => at > now && at <= now + within);
    return edge === undefined ? undefined : edge - now;
  }

  /** One more instant at which something changes. */
  addEdge(at: number): void {
    this.#edges = [...new Set([...this.#edges, at])].sort((a, b) => a - b);
  }

  stepClock(ms: number): void {
    this.#offset += ms;
    this.#parts.ledger.note('clock', `steps by ${ms} ms`);
  }

  /** No more faults: what is left must now come to its end. */
  calm(): void {
    this.#calm = true;
  }

  /** The answer of the use case, `lost` when the process is down or dies meanwhile, `broke` when the store broke under it. */
  async call<T>(
    kind: 'requests' | 'deadlines',
    act: (ports: Ports) => Promise<T>,
  ): Promise<T | 'lost' | 'broke'> {
    const life = this.#life;
    if (life.over) return 'lost';
    return new Promise((resolve) => {
      const lost = () => resolve('lost');
      this.#waiting.add(lost);
      act(life[kind])
        .catch((error: unknown): 'broke' => {
          if (!(error instanceof StoreBroke)) this.#parts.ledger.unforeseen(error);
          return 'broke';
        })
        .then((answer) => {
          this.#waiting.delete(lost);
          resolve(answer);
        });
    });
  }

  crash(): void {
    const { ledger, timeline } = this.#parts;
    this.#life.over = true;
    for (const lost of this.#waiting) lost();
    this.#waiting.clear();
    const downtime = 1_000 + this.#chance.small(180_000);
    ledger.crashes++;
    ledger.note('server', `dies, for ${downtime} ms`);
    timeline.at(timeline.now + downtime, () => {
      this.#life = this.#born();
      ledger.note('server', 'starts again');
      this.onStart();
    });
  }

  #born(): Life {
    const { table, scans, seals, ledger } = this.#parts;
    const life = { over: false };
    const signer = this.#signer;
    const dice = diceOf(this.#chance);
    const journal = {
      info: () => undefined,
      error: (event: string, facts: { readonly error?: unknown } = {}) => {
        ledger.note('journal', `${event} ${JSON.stringify(facts)}`);
        // Seals that fail, and errors that are not the store's own, are faults of ours.
        if (facts.error !== 'StoreBroke') ledger.faults.push(`${event} ${JSON.stringify(facts)}`);
      },
    };
    const ports = (faults: StoreFaults): Ports => ({
      table: this.#shakyTable(table, life, faults),
      scans: this.#shakyBlobs(scans, life, faults),
      seals: this.#shakyBlobs(seals, life, faults),
      signer,
      clock: { now: () => this.now() },
      dice,
      journal,
    });
    const { requests, deadlines } = this.#parts.weather;
    return Object.assign(life, { requests: ports(requests), deadlines: ports(deadlines) });
  }

  /** One operation of a store: some time passes, then it may fail before it, be done, and fail behind it. */
  async #operation<T>(
    life: { readonly over: boolean },
    faults: StoreFaults,
    act: () => Promise<T>,
  ): Promise<T> {
    const { timeline } = this.#parts;
    const share = (of: number) => !this.#calm && this.#chance.happens(of);
    const stall = share(faults.stall) ? this.#chance.small(faults.longestStall) : 0;
    await timeline.sleep(this.#drawn(1 + this.#chance.small(60) + stall));
    if (life.over) return never();
    const [crash, throws, behind] = [share(faults.crash), share(faults.throws), this.#chance.happens(0.5)];
    if (crash && !behind) return this.#die();
    if (throws && !behind) throw new StoreBroke('before');
    const done = await timeline.during(act());
    if (crash) return this.#die();
    if (throws) throw new StoreBroke('behind');
    return done;
  }

  /** Where an edge of the calendar is near, half of what happens, happens on it to the millisecond, or one beside it. */
  #drawn(delay: number): number {
    const edge = this.untilEdge(delay + 40);
    if (edge === undefined || !this.#chance.happens(0.5)) return delay;
    return Math.max(0, edge + this.#chance.whole(-1, 1));
  }

  #die<T>(): Promise<T> {
    this.crash();
    return never();
  }

  #shakyTable(table: Table, life: { readonly over: boolean }, faults: StoreFaults): Table {
    const operation = <T>(act: () => Promise<T>) => this.#operation(life, faults, act);
    return {
      get: (key) => operation(() => table.get(key)),
      query: (pk, options) => operation(() => table.query(pk, options)),
      transact: (writes) =>
        operation(async () => {
          if (!this.#calm && this.#chance.happens(faults.busy)) return 'busy';
          const [before] = await writtenBefore(table, writes);
          const outcome = await table.transact(writes);
          if (outcome === 'done' && before) this.#parts.ledger.seen.push(before);
          if (outcome === 'done') {
            this.#noteExtended(writes);
            await noteCalendar(this.#parts, writes, this.now());
          }
          return outcome;
        }),
      scan: (segment, of) => table.scan(segment, of),
    };
  }

  /** From when on a village stands under an extension: no answer says so, and no answer may contradict it. */
  #noteExtended(writes: readonly Write[]): void {
    for (const write of writes)
      if ('put' in write && write.put.sk.startsWith('EXTENDED#'))
        this.#parts.ledger.extended.set(`${write.put.pk} ${write.put.sk}`, this.now());
  }

  #shakyBlobs(blobs: Blobs, life: { readonly over: boolean }, faults: StoreFaults): Blobs {
    const operation = <T>(act: () => Promise<T>) => this.#operation(life, faults, act);
    return {
      presignUpload: (key, facts, seconds) => blobs.presignUpload(key, facts, seconds),
      presignDownload: (key, options) => blobs.presignDownload(key, options),
      head: (key) => operation(() => blobs.head(key)),
      put: (key, bytes, options) => operation(() => blobs.put(key, bytes, options)),
      get: (key) => operation(() => blobs.get(key)),
      list: (prefix) => operation(() => blobs.list(prefix)),
    };
  }
}
