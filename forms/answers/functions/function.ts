/** What a function of the expression language is. Each is pure: what it needs of the outside comes as `surroundings`. */
import type { Value } from '../expression/numbers.ts';

export interface Surroundings {
  /** YYYY-MM-DD in the campaign's zone (A14). */
  readonly today: string;
}

export interface ExpressionFunction {
  readonly name: string;
  /** How many arguments it takes. */
  readonly least: number;
  readonly most: number;
  evaluate(args: readonly Value[], surroundings: Surroundings): Value;
}
