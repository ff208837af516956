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

/** Whether a condition holds: `== true` as SurveyJS judges every condition. */
export const testFor = (expression: Expression, scope: ScopePlan): Test => {
  const evaluate = evaluatorFor(expression, scope);
  return (at, run) => isTrue(evaluate(at, run));
};
