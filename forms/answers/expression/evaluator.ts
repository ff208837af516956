/**
 * Makes functions of linked expressions, once for an edition. Calls are as deep as the expression, which the publish gate
 * bounds; list functions cost one pass over their list.
 */
import type { Json } from '../../json.ts';
import type { Expression, Reference } from '../../questionnaire/expression/ast.ts';
import type { EvaluationContext } from '../answers.ts';
import { functionNamed } from '../functions/registry.ts';
import type { ScopePlan } from '../plan.ts';
import type { Run, Scope } from '../scope.ts';
import { isEmpty, isTrue } from './equality.ts';
import { listCall } from './list-call.ts';
import { numberIn, type Value } from './numbers.ts';
import { operations } from './operators.ts';

export type Evaluator = (scope: Scope, run: Run) => Value;
export type Test = (scope: Scope, run: Run) => boolean;

/** Where an expression stands: its scope, and the items that a list function around it looks at. */
export interface Standing {
  readonly scope: ScopePlan;
  readonly element: ScopePlan | undefined;
}

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

/** Variables are found in any case; a missing step gives nothing. */
const variable = (path: readonly string[], context: EvaluationContext): Value =>
  path.reduce<Value>((value, step) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const key = Object.keys(value).find((name) => name.toLowerCase() === step.toLowerCase());
    return key === undefined ? undefined : (value as { readonly [name: string]: Json })[key];
  }, context.variables ?? {});

type Reach = (scope: Scope) => Scope;
const reaches: { readonly [From in 'root' | 'item' | 'parent']: Reach } = {
  root: (scope) => scope.root,
  item: (scope) => scope,
  parent: (scope) => scope.parent ?? scope,
};

const rootPlan = (plan: ScopePlan): ScopePlan => (plan.parent === undefined ? plan : rootPlan(plan.parent));

/** The plan of the scope that a reference points into, and how to get to it at run time. */
export const reachOf = (
  from: 'root' | 'item' | 'parent',
  { scope }: Standing,
): { readonly plan: ScopePlan; readonly reach: Reach } => {
  const plan = from === 'root' ? rootPlan(scope) : from === 'item' ? scope : (scope.parent ?? scope);
  return { plan, reach: reaches[from] };
};

/** What a name of a scope stands for: an answer, a calculated value, or a whole list. */
export const slotReader = (plan: ScopePlan, name: string): ((scope: Scope) => Value) => {
  const slot = plan.slots.get(name) ?? -1;
  return plan.questions[slot]?.items === undefined
    ? (scope) => scope.values[slot]
    : (scope) => scope.listAt(slot);
};

const elementReader = (reference: { name: string; orRoot?: true }, standing: Standing): Evaluator => {
  const own = standing.element === undefined ? undefined : slotReader(standing.element, reference.name);
  const root = rootPlan(standing.scope);
  const outside = reference.orRoot ? slotReader(root, reference.name) : undefined;
  return (scope, run) => {
    const value = run.element === undefined ? undefined : own?.(run.element);
    return value ?? outside?.(scope.root) ?? null;
  };
};

const entryReader = (
  reference: { readonly from: 'root' | 'item' | 'parent'; readonly name: string; readonly field?: string },
  index: number,
  standing: Standing,
): Evaluator => {
  const { plan, reach } = reachOf(reference.from, standing);
  const slot = plan.slots.get(reference.name) ?? -1;
  const items = plan.questions[slot]?.items;
  if (reference.field === undefined || items === undefined) {
    const read = slotReader(plan, reference.name);
    return (scope) => {
      const list = read(reach(scope));
      return Array.isArray(list) ? ((list as readonly Json[]).at(index) ?? null) : null;
    };
  }
  const field = slotReader(items, reference.field);
  return (scope) => {
    const item = reach(scope).inner[slot]?.at(index);
    return item === undefined ? null : (field(item) ?? null);
  };
};

const lengthReader = (
  reference: { readonly from: 'root' | 'item' | 'parent'; readonly name: string },
  standing: Standing,
): Evaluator => {
  const { plan, reach } = reachOf(reference.from, standing);
  const slot = plan.slots.get(reference.name) ?? -1;
  if (plan.questions[slot]?.items !== undefined) return (scope) => reach(scope).inner[slot]?.length ?? 0;
  return (scope) => {
    const value = reach(scope).values[slot];
    return Array.isArray(value) ? value.length : 0;
  };
};

const lookUp = (reference: Reference, standing: Standing): Evaluator => {
  if (reference.from === 'variable') return (_, run) => variable(reference.path, run.context);
  if (reference.from === 'position') return (scope) => scope.index;
  if (reference.from === 'choice') return (_, run) => run.choice;
  if (reference.from === 'element') return elementReader(reference, standing);
  const from = { ...reference, from: reference.from };
  if (reference.length) return lengthReader(from, standing);
  if (reference.index !== undefined) return entryReader(from, reference.index, standing);
  const { plan, reach } = reachOf(reference.from, standing);
  const read = slotReader(plan, reference.name);
  return (scope) => read(reach(scope));
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
