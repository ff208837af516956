/**
 * Conditions as rows of "question — is — value", joined by all or any (D9). What the rows cannot say exactly is left as
 * the text that somebody wrote by hand. Reading uses the engine's own parser, so the rows mean what the server does.
 */
import type { Parsed } from '#forms/questionnaire/expression/ast.ts';
import { parseExpression } from '#forms/questionnaire/expression/parse.ts';

export const relations = [
  'is',
  'is-not',
  'greater',
  'at-least',
  'less',
  'at-most',
  'contains',
  'contains-not',
  'one-of',
  'answered',
  'unanswered',
] as const;
export type Relation = (typeof relations)[number];
export type Constant = string | number | boolean;

export interface Row {
  /** As in braces: `q1`, or `panel.q1` for a neighbour inside a repeating group. */
  readonly question: string;
  readonly relation: Relation;
  /** None for answered and unanswered, several for one-of, else one. */
  readonly values: readonly Constant[];
}
export interface Condition {
  readonly join: 'all' | 'any';
  readonly rows: readonly Row[];
}
export type Reading = Condition | { readonly byHand: string };

const signs = {
  is: '=',
  'is-not': '<>',
  greater: '>',
  'at-least': '>=',
  less: '<',
  'at-most': '<=',
  contains: 'contains',
  'contains-not': 'notcontains',
} as const;

const relationOf: { readonly [operator: string]: Relation } = {
  equal: 'is',
  notequal: 'is-not',
  greater: 'greater',
  greaterorequal: 'at-least',
  less: 'less',
  lessorequal: 'at-most',
  contains: 'contains',
  notcontains: 'contains-not',
  anyof: 'one-of',
};

export const takesValue = (relation: Relation): boolean =>
  relation !== 'answered' && relation !== 'unanswered';

const written = (value: Constant): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "\\'").replaceAll('"', '\\"')}'` : String(value);

const rowText = ({ question, relation, values }: Row): string => {
  if (relation === 'answered') return `{${question}} notempty`;
  if (relation === 'unanswered') return `{${question}} empty`;
  if (relation === 'one-of') return `{${question}} anyof [${values.map(written).join(', ')}]`;
  return `{${question}} ${signs[relation]} ${written(values[0] ?? '')}`;
};

/** The expression of a condition; nothing when it has no rows. */
export const conditionText = ({ join, rows }: Condition): string | undefined =>
  rows.length === 0 ? undefined : rows.map(rowText).join(join === 'all' ? ' and ' : ' or ');

const leaves = (tree: Parsed, join: 'and' | 'or'): readonly Parsed[] =>
  tree.op === 'binary' && tree.operator === join
    ? [...leaves(tree.left, join), ...leaves(tree.right, join)]
    : [tree];

const constant = (tree: Parsed): Constant | undefined =>
  tree.op === 'const' && tree.value !== null ? tree.value : undefined;

const rowOf = (tree: Parsed): Row | undefined => {
  if (tree.op === 'unary' && tree.operand.op === 'variable' && tree.operator !== 'negate')
    return {
      question: tree.operand.name,
      relation: tree.operator === 'empty' ? 'unanswered' : 'answered',
      values: [],
    };
  if (tree.op !== 'binary' || tree.left.op !== 'variable' || tree.left.asIs) return undefined;
  const relation = relationOf[tree.operator];
  if (!relation) return undefined;
  const items = tree.right.op === 'array' ? tree.right.items : [tree.right];
  const values = items.map(constant).filter((value) => value !== undefined);
  if (values.length !== items.length || (relation !== 'one-of' && tree.right.op === 'array'))
    return undefined;
  return { question: tree.left.name, relation, values };
};

/** A tree without positions, for comparing what two texts mean. */
const meaning = (text: string): string | undefined => {
  const tree = parseExpression(text);
  if (!tree.ok) return undefined;
  return JSON.stringify(tree.value, (name, value: unknown) =>
    name === 'position' || name === 'quoted' ? undefined : value,
  );
};

/** Does the expression of these rows say what they mean? Some texts have no safe spelling (`=>`, quotes at odds). */
export const isSayable = (condition: Condition): boolean => {
  const text = conditionText(condition);
  if (text === undefined) return true;
  const tree = parseExpression(text);
  if (!tree.ok) return false;
  const rows = leaves(tree.value, condition.join === 'all' ? 'and' : 'or').map(rowOf);
  return JSON.stringify(rows) === JSON.stringify(condition.rows);
};

export const readCondition = (text: string): Reading => {
  const tree = parseExpression(text);
  if (!tree.ok) return { byHand: text };
  const any = tree.value.op === 'binary' && tree.value.operator === 'or';
  const rows = leaves(tree.value, any ? 'or' : 'and').map(rowOf);
  const complete = rows.filter((row) => row !== undefined);
  const condition: Condition = { join: any ? 'any' : 'all', rows: complete };
  const same = complete.length === rows.length && meaning(conditionText(condition) ?? '') === meaning(text);
  return same ? condition : { byHand: text };
};
