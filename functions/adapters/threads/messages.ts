/** What a pool (threads.ts) and the thread on the other end (serve-jobs.ts) say to each other. */

/** One job, and by name the numbers of the values that it needs and that the thread holds. */
export interface HandedJob {
  readonly id: number;
  readonly job: unknown;
  readonly held: { readonly [name: string]: number };
}

/** All that came up in one turn of the event loop: waking a thread costs more than what it is told. */
export interface Handed {
  /** Values to hold from now on, before the jobs are looked at. */
  readonly whole: readonly (readonly [number: number, value: object])[];
  readonly jobs: readonly HandedJob[];
  /** Numbers whose values are not to be held any longer, behind these jobs. */
  readonly forget: readonly number[];
}

/** Errors go over as this: copying one would lose the name of every class that is not the language's own. */
export interface Fault {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

export type Answer =
  | { readonly id: number; readonly done: unknown }
  | { readonly id: number; readonly fault: Fault };
