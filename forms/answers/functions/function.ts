/** What a function of the expression language is. Each is pure: what it needs of the outside comes as `surroundings`. */
import type { JsonScalar } from '../../json.ts';
import type { CodeLists } from '../../questionnaire/questionnaire.ts';
import type { Value } from '../expression/numbers.ts';

export interface Surroundings {
  /** YYYY-MM-DD in the campaign's zone (A14). */
  readonly today: string;
  /** Of the pack. Only checks know them: in questionnaires, functions that ask for them are refused. */
  readonly codeLists?: CodeLists;
  /** BCP 47: the language that people work in, for texts of code lists. */
  readonly locale?: string;
}

export interface ExpressionFunction {
  readonly name: string;
  /** How many arguments it takes. */
  readonly least: number;
  readonly most: number;
  /** Position of the argument that is a regular expression: a text, looked at when the expression is linked. */
  readonly patternAt?: number;
  evaluate(args: readonly Value[], surroundings: Surroundings): Value;
}

/**
 * A function of our own. Server, publish gate and browser take it from one list; survey-core hands over what it has itself,
 * so that a date may be a `Date` there and a `Moment` here.
 */
export interface CustomFunction {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly patternAt?: number;
  evaluate(args: readonly unknown[], surroundings: Surroundings): JsonScalar | readonly string[];
}
