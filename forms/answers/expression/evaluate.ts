/**
 * Evaluates a linked expression over answers. Recursion is as deep as the expression, which the publish gate bounds; list
 * functions cost one pass over their list.
 */
import type { Json } from '../../json.ts';
import type { Expression, ListCall, Reference } from '../../questionnaire/expression/ast.ts';
import type { EvaluationContext } from '../answers.ts';
import { functionNamed } from '../functions/registry.ts';
import { rootOf, type Scope, valueIn } from '../scope.ts';
import { isEmpty, isTrue } from './equality.ts';
import { afterSum, coerced, numberIn, type Value } from './numbers.ts';
import { operations } from './operators.ts';

export interface Surroundings {
  readonly context: EvaluationContext;
  readonly scope: Scope;
  readonly choice?: Json;
  readonly element?: { readonly [name: string]: Json };
}

/** SurveyJS reads answers before it uses them: "5" is 5, "true" is true, quotes are taken off; "007" stays a text. */
const asRead = (value: Value): Value => {
  if (typeof value !== 'string' || value === '') return value;
  const lower = value.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  if (value.length > 1 && /^['"]/.test(value) && /['"]$/.test(value)) return value.slice(1, -1);
  const startsWithZero = value.startsWith('0') && !value.startsWith('0x') && value.length > 1;
  return startsWithZero && !/^0[.,]/.test(value) ? value : (numberIn(value) ?? value);
};

const at = (list: Value, index: number): Value =>
  Array.isArray(list) ? ((list as readonly Json[]).at(index) ?? null) : null;

/** Variables are found in any case; a missing step gives nothing. */
const variable = (path: readonly string[], context: EvaluationContext): Value =>
  path.reduce<Value>((value, step) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const key = Object.keys(value).find((name) => name.toLowerCase() === step.toLowerCase());
    return key === undefined ? undefined : (value as { readonly [name: string]: Json })[key];
  }, context.variables ?? {});

const scopeOf = (from: 'root' | 'item' | 'parent', scope: Scope): Scope | undefined => {
  if (from === 'root') return rootOf(scope);
  return from === 'item' ? scope : scope.parent;
};

const lookUp = (reference: Reference, surroundings: Surroundings): Value => {
  const { scope, element, choice, context } = surroundings;
  if (reference.from === 'variable') return variable(reference.path, context);
  if (reference.from === 'position') return scope.index;
  if (reference.from === 'choice') return choice;
  if (reference.from === 'element') {
    const own =
      element !== undefined && Object.hasOwn(element, reference.name) ? element[reference.name] : null;
    return own === null && reference.orRoot ? valueIn(rootOf(scope), reference.name) : own;
  }
  const place = scopeOf(reference.from, scope);
  const value = place === undefined ? undefined : valueIn(place, reference.name);
  if (reference.length) return Array.isArray(value) ? value.length : 0;
  if (reference.index === undefined) return value;
  const entry = at(value, reference.index);
  if (reference.field === undefined) return entry;
  const holds = typeof entry === 'object' && entry !== null && Object.hasOwn(entry, reference.field);
  return holds ? (entry as { readonly [name: string]: Json })[reference.field] : null;
};

interface Hit {
  readonly element: { readonly [name: string]: Json };
  readonly value: Json;
}

/** The elements that have the answer and meet the condition. */
const hits = (call: ListCall, surroundings: Surroundings): readonly Hit[] => {
  const list = lookUp(call.list, surroundings);
  if (!Array.isArray(list)) return [];
  return (list as readonly { readonly [name: string]: Json }[]).flatMap((element) => {
    const value = Object.hasOwn(element, call.field) ? element[call.field] : undefined;
    if (value === undefined || isEmpty(value)) return [];
    const meets = call.when === undefined || isTrue(evaluate(call.when, { ...surroundings, element }));
    return meets ? [{ element, value }] : [];
  });
};

const numeric = (value: Json): Value => (typeof value === 'string' ? numberIn(value) : value);

const sumOf = (found: readonly Hit[]): number =>
  found.reduce((total, { value }) => {
    const number = numeric(value);
    return number === undefined || number === null ? total : afterSum(total, number, total + coerced(number));
  }, 0);

const bestOf = (found: readonly Hit[], wins: (candidate: number, best: number) => boolean): Hit | undefined =>
  found.reduce<Hit | undefined>((best, hit) => {
    const number = numeric(hit.value);
    if (number === undefined || number === null) return best;
    return best === undefined || wins(coerced(number), coerced(numeric(best.value))) ? hit : best;
  }, undefined);

const listCall = (call: ListCall, surroundings: Surroundings): Value => {
  const found = hits(call, surroundings);
  if (call.name === 'countInArray') return found.length;
  if (call.name === 'sumInArray') return sumOf(found);
  if (call.name === 'avgInArray') return found.length === 0 ? 0 : sumOf(found) / found.length;
  const best = bestOf(found, call.name === 'minInArray' ? (a, b) => a < b : (a, b) => a > b);
  if (best === undefined) return undefined;
  return call.pick === undefined || call.pick === call.field ? numeric(best.value) : best.element[call.pick];
};

export const evaluate = (expression: Expression, surroundings: Surroundings): Value => {
  switch (expression.op) {
    case 'const':
      return expression.value;
    case 'value': {
      const value = lookUp(expression.of, surroundings);
      return expression.asIs ? value : asRead(value);
    }
    case 'array':
      return expression.items.map((item) => (evaluate(item, surroundings) ?? null) as Json);
    case 'unary': {
      const value = evaluate(expression.operand, surroundings);
      if (expression.operator === 'negate') return !value;
      return isEmpty(value) === (expression.operator === 'empty');
    }
    case 'binary': {
      const left = evaluate(expression.left, surroundings);
      return operations[expression.operator](left, evaluate(expression.right, surroundings));
    }
    case 'call': {
      const known = functionNamed(expression.name);
      const args = expression.args.map((arg) => evaluate(arg, surroundings));
      return known?.evaluate(args, surroundings.context);
    }
    case 'list-call':
      return listCall(expression, surroundings);
  }
};

/** Whether a condition holds: `== true` as SurveyJS judges every condition. */
export const holds = (expression: Expression, surroundings: Surroundings): boolean =>
  isTrue(evaluate(expression, surroundings));
