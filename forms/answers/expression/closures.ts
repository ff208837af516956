/**
 * Makes functions of linked expressions, whatever their names refer to: a questionnaire's answers, a dossier. Operators,
 * functions and the reading of values are the same everywhere; only what a name means is handed in as `leaves`.
 */
import type { Json } from '../../json.ts';
import type { BinaryOperator, Tree, UnaryOperator } from '../../questionnaire/expression/ast.ts';
import type { Surroundings } from '../functions/function.ts';
import { functionNamed } from '../functions/registry.ts';
import { isEmpty } from './equality.ts';
import { numberIn, type Value } from './numbers.ts';
import { operations } from './operators.ts';

/** What is known while an expression runs, beside the place that it stands in. */
export interface Running {
  readonly context: Surroundings;
}

export type Closure<Place, Run> = (place: Place, run: Run) => Value;

/** What a language of expressions adds to the operators: its references and its list functions. */
export interface Leaves<Of, Call, Place, Run> {
  read(of: Of): Closure<Place, Run>;
  list(call: Call): Closure<Place, Run>;
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

const call = <Place, Run extends Running>(
  name: string,
  args: readonly Closure<Place, Run>[],
): Closure<Place, Run> => {
  const known = functionNamed(name);
  if (known === undefined) return () => undefined;
  const [first, second] = args;
  if (args.length === 1 && first !== undefined)
    return (place, run) => known.evaluate([first(place, run)], run.context);
  if (args.length === 2 && first !== undefined && second !== undefined)
    return (place, run) => known.evaluate([first(place, run), second(place, run)], run.context);
  return (place, run) =>
    known.evaluate(
      args.map((arg) => arg(place, run)),
      run.context,
    );
};

const binary = <Place, Run>(
  operator: BinaryOperator,
  left: Closure<Place, Run>,
  right: Closure<Place, Run>,
): Closure<Place, Run> => {
  const operation = operations[operator];
  // Nothing that stands on the right can change the outcome, or anything else.
  if (operator === 'and')
    return (place, run) => {
      const first = left(place, run);
      return first === false ? false : operation(first, right(place, run));
    };
  if (operator === 'or')
    return (place, run) => {
      const first = left(place, run);
      return first === true ? true : operation(first, right(place, run));
    };
  return (place, run) => operation(left(place, run), right(place, run));
};

const unary = <Place, Run>(operator: UnaryOperator, operand: Closure<Place, Run>): Closure<Place, Run> => {
  if (operator === 'negate') return (place, run) => !operand(place, run);
  const wanted = operator === 'empty';
  return (place, run) => isEmpty(operand(place, run)) === wanted;
};

/** The function of a linked expression. Calls are as deep as the expression, which its gate bounds. */
export const closureOf = <Of, Call extends { readonly op: 'list-call' }, Place, Run extends Running>(
  tree: Tree<Of, Call>,
  leaves: Leaves<Of, Call, Place, Run>,
): Closure<Place, Run> => {
  const make = (part: Tree<Of, Call>): Closure<Place, Run> => closureOf(part, leaves);
  switch (tree.op) {
    case 'const':
      return () => tree.value;
    case 'value': {
      const read = leaves.read(tree.of);
      return tree.asIs ? read : (place, run) => asRead(read(place, run));
    }
    case 'array': {
      const items = tree.items.map(make);
      return (place, run) => items.map((item) => (item(place, run) ?? null) as Json);
    }
    case 'unary':
      return unary(tree.operator, make(tree.operand));
    case 'binary':
      return binary(tree.operator, make(tree.left), make(tree.right));
    case 'call':
      return call(tree.name, tree.args.map(make));
    case 'list-call':
      return leaves.list(tree);
  }
};
