/**
 * Turns a parsed expression into a linked one, the same way for every language of expressions: what a name means, and which
 * calls are list functions, is handed in as `names`.
 */
import { functionNamed } from '../../answers/functions/registry.ts';
import { NotLinked } from '../not-linked.ts';
import { readPattern } from '../pattern/read-pattern.ts';
import type { Parsed, Tree } from './ast.ts';

export interface Names<Of, Call> {
  reference(name: string): Of;
  /** Undefined for a call that is a plain function. */
  listCall(name: string, args: readonly Parsed[]): Call | undefined;
  /** The way back in for everything inside: `linkTree` itself, or something that looks at some forms first. */
  inside(tree: Parsed): Tree<Of, Call>;
  /** A function that this language knows beside those that all have. */
  hasFunction(name: string): boolean;
}

const countArguments = (name: string, count: number, least: number, most: number): void => {
  if (count < least || count > most)
    throw new NotLinked('wrong-argument-count', { name, count, least, most });
};

/** A pattern stands in the expression as a text, so that it can be refused here and never while answers are judged (Q12). */
const checkPattern = (name: string, at: number, args: readonly Parsed[]): void => {
  const pattern = args[at];
  if (pattern?.op !== 'const' || typeof pattern.value !== 'string')
    throw new NotLinked('bad-list-argument', { name, argument: at + 1 });
  const read = readPattern(pattern.value);
  if (!read.ok) throw new NotLinked(read.refusal.code, read.refusal.facts);
};

const linkCall = <Of, Call>(
  name: string,
  args: readonly Parsed[],
  names: Names<Of, Call>,
): Tree<Of, Call> => {
  const known = names.hasFunction(name) ? functionNamed(name) : undefined;
  if (known === undefined) throw new NotLinked('unknown-function', { name: name.slice(0, 80) });
  countArguments(name, args.length, known.least, known.most);
  if (known.patternAt !== undefined) checkPattern(name, known.patternAt, args);
  return { op: 'call', name, args: args.map((arg) => names.inside(arg)) };
};

export const linkTree = <Of, Call>(tree: Parsed, names: Names<Of, Call>): Tree<Of, Call> => {
  switch (tree.op) {
    case 'const':
      return { op: 'const', value: tree.value };
    case 'variable': {
      const of = names.reference(tree.name);
      return tree.asIs ? { op: 'value', of, asIs: true } : { op: 'value', of };
    }
    case 'array':
      return { op: 'array', items: tree.items.map((item) => names.inside(item)) };
    case 'unary':
      return { op: 'unary', operator: tree.operator, operand: names.inside(tree.operand) };
    case 'binary':
      return {
        op: 'binary',
        operator: tree.operator,
        left: names.inside(tree.left),
        right: names.inside(tree.right),
      };
    case 'call':
      return names.listCall(tree.name, tree.args) ?? linkCall(tree.name, tree.args, names);
  }
};
