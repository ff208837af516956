/**
 * `sumInArray({members}, 'income', '{age} >= 60')`: the condition may be written as a text or inline, and min/maxInArray
 * may give another answer of the best element. Forms that SurveyJS reads in a surprising way are refused (Q10).
 */
import type { ListFunction } from '../answers/functions/registry.ts';
import { type DraftScope, questionIn } from './draft.ts';
import type { Expression, ListCall, Parsed } from './expression/ast.ts';
import { parseExpression } from './expression/parse.ts';
import type { Linker } from './link.ts';
import { NotLinked } from './not-linked.ts';
import { resolve } from './resolve.ts';

const truths = new Set(['equal', 'notequal', 'less', 'lessorequal', 'greater', 'greaterorequal']);
const memberships = new Set(['contains', 'notcontains', 'anyof', 'allof', 'noneof']);

/** SurveyJS first evaluates an inline condition where it stands; if that gives a text, it takes the text instead. */
const givesTruth = (tree: Parsed): boolean => {
  if (tree.op === 'unary') return true;
  if (tree.op !== 'binary') return false;
  if (tree.operator === 'and' || tree.operator === 'or')
    return givesTruth(tree.left) && givesTruth(tree.right);
  return truths.has(tree.operator) || memberships.has(tree.operator);
};

/** An inline condition is written out and read again by SurveyJS; what does not survive that is refused. */
const survives = (tree: Parsed): boolean => {
  switch (tree.op) {
    case 'const':
      return tree.value !== null && !/['"]/.test(String(tree.value));
    case 'variable':
      return true;
    case 'array':
      return tree.items.every(survives);
    case 'call':
      return tree.args.every(survives);
    case 'unary':
      return survives(tree.operand);
    case 'binary':
      return survives(tree.left) && survives(tree.right);
  }
};

const refuseArgument = (name: string, argument: number): never => {
  throw new NotLinked('bad-list-argument', { name, argument });
};

const isColumnText = (tree: Parsed | undefined): boolean =>
  tree?.op === 'const' && typeof tree.value === 'string' && !/[{}><=!]/.test(tree.value);

const conditionTree = (name: string, tree: Parsed, argument: number): Parsed => {
  if (tree.op !== 'const') return givesTruth(tree) && survives(tree) ? tree : refuseArgument(name, argument);
  const parsed = parseExpression(String(tree.value));
  return parsed.ok ? parsed.value : refuseArgument(name, argument);
};

const fieldOf = (name: string, list: DraftScope, tree: Parsed | undefined, argument: number): string => {
  const written = tree?.op === 'const' && typeof tree.value === 'string' ? tree.value : '';
  const question = questionIn(list, written);
  // SurveyJS looks the column up in its exact spelling.
  const single = question !== undefined && question.items === undefined && question.answer === written;
  return single ? written : refuseArgument(name, argument);
};

const listOf = (name: string, tree: Parsed | undefined, linker: Linker) => {
  if (tree?.op !== 'variable' || tree.asIs) return refuseArgument(name, 1);
  const resolved = resolve(tree.name, linker.place);
  if (resolved?.list === undefined) return refuseArgument(name, 1);
  return { reference: resolved.reference, list: resolved.list, node: resolved.list.path.join('.') };
};

const linkCondition = (
  name: string,
  tree: Parsed,
  argument: number,
  list: DraftScope,
  linker: Linker,
): Expression => {
  const inner = linker.forElements(list);
  const expression = inner.expression(conditionTree(name, tree, argument));
  for (const used of inner.uses) linker.uses.add(used);
  return expression;
};

export const linkListCall = (name: ListFunction, args: readonly Parsed[], linker: Linker): ListCall => {
  if (args.length < 2 || args.length > 4) {
    throw new NotLinked('wrong-argument-count', { name, count: args.length, least: 2, most: 4 });
  }
  const { reference, list, node } = listOf(name, args[0], linker);
  linker.uses.add(node);
  const field = fieldOf(name, list, args[1], 2);
  linker.noteAnswer(list, field);
  const call = { op: 'list-call', name, list: reference, field } as const;
  if (!isColumnText(args[2])) {
    if (args.length > 3) refuseArgument(name, 4);
    return args[2] === undefined ? call : { ...call, when: linkCondition(name, args[2], 3, list, linker) };
  }
  if (name !== 'minInArray' && name !== 'maxInArray') refuseArgument(name, 3);
  const pick = fieldOf(name, list, args[2], 3);
  linker.noteAnswer(list, pick);
  const picking = { ...call, pick };
  return args[3] === undefined
    ? picking
    : { ...picking, when: linkCondition(name, args[3], 4, list, linker) };
};
