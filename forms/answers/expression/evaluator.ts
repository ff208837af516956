/**
 * Makes functions of linked expressions, once for an edition. Calls are as deep as the expression, which the publish gate
 * bounds; list functions cost one pass over their list.
 */
import type { Json } from '../../json.ts';
import type { Expression } from '../../questionnaire/expression/ast.ts';
import { functionNamed } from '../functions/registry.ts';
import type { ScopePlan } from '../plan.ts';
import type { Run, Scope } from '../scope.ts';
import { isEmpty, isTrue } from './equality.ts';
import { listCall } from './list-call.ts';
import { numberIn, type Value } from './numbers.ts';
import { operations } from './operators.ts';
import { lookUp, type Standing } from './reference.ts';

export type Evaluator = (scope: Scope, run: Run) => Value;
export type Test = (scope: Scope, run: Run) => boolean;

const isQuote = (code: number): boolean => code === 34 || code === 39;

/** Letters, but for those that `true` and `false` begin with, and CJK: no number and no quote begins with them. */
const isPlainBeginning = (code: number): boolean =>
  code > 57 &&
  code !== 84 &&
  code !== 116 &&
  code !== 70 &&
  code !== 102 &&
  (code < 160 || (code > 0x3400 && code < 0xd800));

/** SurveyJS reads answers before it uses them: "5" is 5, "true" is true, quotes are taken off; "007" stays a text. */
export const asRead = (value: Value): Value => {
  if (typeof value !== 'string' || value === '') return value;
  const first = value.charCodeAt(0);
  if (isPlainBeginning(first)) return value;
  const lower = value.length < 6 ? value.toLowerCase() : value;
  if (lower === 'true' || lower === 'false') return lower === 'true';
  if (value.length > 1 && isQuote(first) && isQuote(value.charCodeAt(value.length - 1)))
    return value.slice(1, -1);
  if (first === 48 && value.length > 1) {
    const second = value.charAt(1);
    if (second !== 'x' && second !== '.' && second !== ',') return value;
  }
  return numberIn(value) ?? value;
};

const call = (name: string, args: readonly Evaluator[]): Evaluator => {
  const known = functionNamed(name);
  if (known === undefined) return () => undefined;
  const [first, second] = args;
  if (args.length === 1 && first !== undefined)
    return (scope, run) => known.evaluate([first(scope, run)], run.context);
  if (args.length === 2 && first !== undefined && second !== undefined)
    return (scope, run) => known.evaluate([first(scope, run), second(scope, run)], run.context);
  return (scope, run) =>
    known.evaluate(
      args.map((arg) => arg(scope, run)),
      run.context,
    );
};

const binary = (expression: Extract<Expression, { op: 'binary' }>, standing: Standing): Evaluator => {
  const [left, right] = [make(expression.left, standing), make(expression.right, standing)];
  const operation = operations[expression.operator];
  // Nothing that stands on the right can change the outcome, or anything else.
  if (expression.operator === 'and')
    return (scope, run) => {
      const first = left(scope, run);
      return first === false ? false : operation(first, right(scope, run));
    };
  if (expression.operator === 'or')
    return (scope, run) => {
      const first = left(scope, run);
      return first === true ? true : operation(first, right(scope, run));
    };
  return (scope, run) => operation(left(scope, run), right(scope, run));
};

const unary = (expression: Extract<Expression, { op: 'unary' }>, standing: Standing): Evaluator => {
  const operand = make(expression.operand, standing);
  if (expression.operator === 'negate') return (scope, run) => !operand(scope, run);
  const wanted = expression.operator === 'empty';
  return (scope, run) => isEmpty(operand(scope, run)) === wanted;
};

const make = (expression: Expression, standing: Standing): Evaluator => {
  switch (expression.op) {
    case 'const':
      return () => expression.value;
    case 'value': {
      const read = lookUp(expression.of, standing);
      return expression.asIs ? read : (scope, run) => asRead(read(scope, run));
    }
    case 'array': {
      const items = expression.items.map((item) => make(item, standing));
      return (scope, run) => items.map((item) => (item(scope, run) ?? null) as Json);
    }
    case 'unary':
      return unary(expression, standing);
    case 'binary':
      return binary(expression, standing);
    case 'call':
      return call(
        expression.name,
        expression.args.map((arg) => make(arg, standing)),
      );
    case 'list-call':
      return listCall(expression, standing, make);
  }
};

export const evaluatorFor = (expression: Expression, scope: ScopePlan): Evaluator =>
  make(expression, { scope, element: undefined });

/** Whether a condition holds: `== true` as SurveyJS judges every condition. */
export const testFor = (expression: Expression, scope: ScopePlan): Test => {
  const evaluate = evaluatorFor(expression, scope);
  return (at, run) => isTrue(evaluate(at, run));
};
