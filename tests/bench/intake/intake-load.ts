/** What collectors send to the server under measurement, and what became of it: receipts, errors, the server's memory. */
import { routes } from '#forms/wire/routes.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { Collectors } from './collectors.ts';
import { postRequest, runWindow } from './connections.ts';
import { submissionOf, type Village } from './households.ts';
import { type Measured, type MeasuredWindow, type Memory, measured, memoryOf } from './processes.ts';

interface Wanted {
  /** With the template that every household gets. */
  readonly village: Village;
  readonly connections: number;
  /** Households that are made ready; when all are sent, the window ends early. */
  readonly households: number;
  readonly seconds: number;
}

export class IntakeLoad {
  /** Ids of submissions with an accepting receipt. */
  readonly receipts = new Set<string>();
  readonly wrong: string[] = [];
  /** When the server had most resident beside the pages of its store. */
  memory: Memory = { resident: 0, store: 0 };
  readonly #server: Measured;
  readonly #people: Collectors;
  readonly #units: Iterator<Unit>;

  constructor(server: Measured, people: Collectors, units: readonly Unit[]) {
    this.#server = server;
    this.#people = people;
    this.#units = units.values();
  }

  async window({ village, connections, households, seconds }: Wanted): Promise<MeasuredWindow> {
    const requests = this.#requests(village, households);
    const replies: { readonly status: number; readonly body: string }[] = [];
    let next = 0;
    const window = await measured(this.#server.pid, () =>
      runWindow({
        port: this.#server.port,
        connections,
        seconds,
        next: () => requests[next++],
        reply: (status, body) => replies.push({ status, body }),
      }),
    );
    const memory = memoryOf(this.#server.pid); // after the window: reading the maps holds the process up
    const own = ({ resident, store }: Memory) => resident - store;
    if (own(memory) > own(this.memory)) this.memory = memory;
    for (const { status, body } of replies) this.#judge(status, body);
    return window;
  }

  /** Made before the window: no household is sent twice, nor at two windows. */
  #requests(village: Village, count: number): readonly Uint8Array[] {
    const requests: Uint8Array[] = [];
    while (requests.length < count) {
      const { value: unit, done } = this.#units.next();
      if (done) break;
      const cookie = this.#people.cookies.get(unit.village) ?? '';
      const body = JSON.stringify(submissionOf(village, unit, this.#people.now));
      requests.push(postRequest(routes.submit.path, body, { cookie }));
    }
    return requests;
  }

  #judge(status: number, body: string): void {
    const receipt = status === 201 ? JSON.parse(body).receipt : undefined;
    if (receipt?.outcome === 'accepted') this.receipts.add(receipt.submission);
    else this.wrong.push(`${status} ${body.slice(0, 200)}`);
  }
}
