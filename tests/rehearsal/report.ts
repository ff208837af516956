/** What the rehearsal says while it runs and at its end. */

export interface Check {
  readonly rule: string;
  readonly says: string;
  readonly holds: boolean;
  readonly detail: string;
}

export class Report {
  readonly #checks: Check[] = [];
  readonly #began = performance.now();
  readonly #say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  step(text: string): void {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(1).padStart(6);
    this.#say(`${seconds} s  ${text}`);
  }

  /** Holds when there is nothing wrong to tell; `counted` says over how many cases. */
  check(rule: string, says: string, wrong: readonly string[], counted: number | string): void {
    const holds = wrong.length === 0 && counted !== 0;
    const detail = wrong.length > 0 ? `${wrong.length} wrong, first: ${wrong[0]}` : String(counted);
    this.#checks.push({ rule, says, holds, detail });
  }

  /** Prints the table; true when every rule held. */
  finish(): boolean {
    const width = Math.max(...this.#checks.map(({ says }) => says.length));
    this.#say('');
    for (const { rule, says, holds, detail } of this.#checks)
      this.#say(`${holds ? 'holds ' : 'BROKEN'}  ${rule.padEnd(4)} ${says.padEnd(width)}  ${detail}`);
    const broken = this.#checks.filter(({ holds }) => !holds).length;
    this.#say('');
    this.#say(
      broken === 0
        ? `all ${this.#checks.length} rules held`
        : `${broken} of ${this.#checks.length} rules are broken`,
    );
    return broken === 0;
  }
}
