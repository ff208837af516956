/** What everybody in a storm shares. */
import type { Table } from '#functions/ports.ts';
import type { Ledger } from './ledger.ts';
import type { Machine } from './machine.ts';
import type { Plan } from './plan.ts';
import type { Timeline } from './timeline.ts';
import type { Weather } from './weather.ts';

export interface Storm {
  readonly seed: string;
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  readonly machine: Machine;
  readonly plan: Plan;
  readonly weather: Weather;
  /** The store itself, behind the process that may die: for whoever looks on. */
  readonly table: Table;
  /** Milliseconds after the beginning at which nobody tries any more. */
  readonly horizon: number;
}
