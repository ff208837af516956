/**
 * Makes functions of a questionnaire's linked expressions, once for an edition. List functions cost one pass over their
 * list.
 */
import type { Expression } from '../../questionnaire/expression/ast.ts';
import type { ScopePlan } from '../plan.ts';
import type { Run, Scope } from '../scope.ts';
import { type Closure, closureOf } from './closures.ts';
import { isTrue } from './equality.ts';
import { listCall } from './list-call.ts';
import type { Value } from './numbers.ts';
import { lookUp, type Standing } from './reference.ts';

export type Evaluator = Closure<Scope, Run>;
export type Test = (scope: Scope, run: Run) => boolean;

const make = (expression: Expression, standing: Standing): Evaluator =>
  closureOf(expression, {
    read: (of) => lookUp(of, standing),
    list: (call) => listCall(call, standing, make),
  });

export const evaluatorFor = (expression: Expression, scope: ScopePlan): Evaluator =>
  make(expression, { scope, element: undefined });

/**
 * When a condition holds depends on what it is for, as in SurveyJS (A38): a validator is content with `== true`, what is shown
 * or asked for needs true itself, and what is unlocked stays so unless it is false itself.
 */
const outcomes = {
  holds: isTrue,
  'is-true': (value: Value) => value === true,
  'is-not-false': (value: Value) => value !== false,
} as const;

export const testFor = (expression: Expression, scope: ScopePlan, wanted: keyof typeof outcomes): Test => {
  const evaluate = evaluatorFor(expression, scope);
  const decides = outcomes[wanted];
  return (at, run) => decides(evaluate(at, run));
};
