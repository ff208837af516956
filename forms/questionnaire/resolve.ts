/**
 * What a name between braces means, by SurveyJS's rules for the forms that are supported: `{name}`, `{panel.name}`,
 * `{parentPanel.name}`, `{row.name}`, `{list[0].name}`, `{list.length}`, `{matrix.row.column}`, `{panelIndex}`, `{rowIndex}`,
 * `{name-Comment}`, `{P.name}`, `{prev.name}`.
 */
import {
  answering,
  calculatedIn,
  type DraftQuestion,
  type DraftScope,
  nodeName,
  questionIn,
  questionsUnder,
  rootOf,
} from './draft.ts';
import type { Reference } from './expression/ast.ts';
import { type Segment, segmentsOf } from './expression/segments.ts';
import type { Place } from './link.ts';

export interface Resolved {
  readonly reference: Reference;
  readonly uses: readonly string[];
  /** The list that the reference is, when it is a whole list. */
  readonly list?: DraftScope;
}

/** First words of variables: parameters of the pack and answers of the previous round. */
export const variableWords: readonly string[] = ['p', 'prev'];

/** Names that SurveyJS keeps for itself in some place. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...variableWords,
  ...[
    'panel',
    'parentpanel',
    'prevpanel',
    'nextpanel',
    'panelindex',
    'visiblepanelindex',
    'item',
    'choice',
    'self',
  ],
  ...[
    'parent',
    'row',
    'rowindex',
    'rowvalue',
    'rowname',
    'survey',
    'locale',
    'length',
    'pageno',
    'pagecount',
    'column',
    'matrix',
    'composite',
  ],
  ...[
    'constructor',
    'prototype',
    '__proto__',
    'hasownproperty',
    'tostring',
    'valueof',
    'tojson',
    'isprototypeof',
  ],
]);

type Source = 'root' | 'item' | 'parent';

/** Nodes of every question that answers under the key of this one. */
const nodesOf = (question: DraftQuestion, scope: DraftScope): readonly string[] =>
  answering(scope, question.answer).map((one) => nodeName(scope, one.name));

const everythingIn = (items: DraftScope): readonly string[] =>
  questionsUnder(items).map((entry) => nodeName(entry.scope, entry.question.name));

const whole = (question: DraftQuestion, scope: DraftScope, from: Source): Resolved => {
  const nodes = nodesOf(question, scope);
  const reference: Reference = { from, name: question.answer };
  if (question.items === undefined) return { reference, uses: nodes };
  const resolved = { reference, uses: [...nodes, ...everythingIn(question.items)] };
  return question.items.shape === 'list' ? { ...resolved, list: question.items } : resolved;
};

/** A question inside another, as a whole. */
const fieldIn = (items: DraftScope, name: string): { field: string; uses: readonly string[] } | undefined => {
  const field = questionIn(items, name);
  if (field === undefined) return undefined;
  const inner = field.items === undefined ? [] : everythingIn(field.items);
  return { field: field.answer, uses: [...nodesOf(field, items), ...inner] };
};

const severalKeys = new Set(['checkbox', 'tagbox', 'ranking', 'file']);

const holdsSeveral = (question: DraftQuestion): boolean =>
  question.items === undefined ? severalKeys.has(question.key) : question.items.shape === 'list';

const entryOf = (
  question: DraftQuestion,
  scope: DraftScope,
  from: Source,
  index: number,
  rest: readonly Segment[],
): Resolved | undefined => {
  const nodes = nodesOf(question, scope);
  const [next, ...more] = rest;
  if (more.length > 0 || next?.index !== undefined) return undefined;
  if (question.items === undefined) {
    // SurveyJS counts from the end in lists only.
    return next === undefined && holdsSeveral(question) && index >= 0
      ? { reference: { from, name: question.answer, index }, uses: nodes }
      : undefined;
  }
  if (question.items.shape !== 'list' || next === undefined) return undefined;
  const inner = fieldIn(question.items, next.name);
  if (inner === undefined) return undefined;
  return {
    reference: { from, name: question.answer, index, field: inner.field },
    uses: [...nodes, ...inner.uses],
  };
};

/** `{matrix.row}`, `{matrix.row.column}`, `{texts.field}`. */
const memberOf = (
  question: DraftQuestion,
  scope: DraftScope,
  from: Source,
  rest: readonly Segment[],
): Resolved | undefined => {
  if (rest.some((segment) => segment.index !== undefined)) return undefined;
  const [first, second, ...more] = rest.map((segment) => segment.name);
  if (first === undefined || more.length > 0) return undefined;
  const nodes = nodesOf(question, scope);
  const { items } = question;
  if (items?.shape === 'record') {
    const inner = second === undefined ? fieldIn(items, first) : undefined;
    if (inner === undefined) return undefined;
    const reference: Reference = { from, name: question.answer, member: '', field: inner.field };
    return { reference, uses: [...nodes, ...inner.uses] };
  }
  const member = question.kind.members(question.source).find((row) => row === first);
  if (member === undefined) return undefined;
  const reference = { from, name: question.answer, member } as const;
  if (second === undefined)
    return { reference, uses: items === undefined ? nodes : [...nodes, ...everythingIn(items)] };
  const inner = items === undefined ? undefined : fieldIn(items, second);
  if (inner === undefined) return undefined;
  return { reference: { ...reference, field: inner.field }, uses: [...nodes, ...inner.uses] };
};

const commentIn = (scope: DraftScope, name: string, from: Source): Resolved | undefined => {
  const base = /^(.+)-comment$/i.exec(name)?.[1];
  const question = base === undefined ? undefined : questionIn(scope, base);
  if (question === undefined) return undefined;
  const { showCommentArea, showOtherItem } = question.source;
  const commented = showCommentArea === true || showOtherItem === true;
  if (!commented) return undefined;
  return { reference: { from, name: `${question.answer}-Comment` }, uses: nodesOf(question, scope) };
};

const resolveIn = (scope: DraftScope, from: Source, segments: readonly Segment[]): Resolved | undefined => {
  const [first, ...rest] = segments;
  if (first === undefined) return undefined;
  const question = questionIn(scope, first.name);
  if (question === undefined) {
    if (rest.length > 0 || first.index !== undefined) return undefined;
    const calculated = calculatedIn(scope, first.name);
    if (calculated === undefined) return commentIn(scope, first.name, from);
    return { reference: { from, name: calculated.name }, uses: [nodeName(scope, calculated.name)] };
  }
  if (first.index !== undefined) return entryOf(question, scope, from, first.index, rest);
  if (rest.length === 0) return whole(question, scope, from);
  const isLength = rest.length === 1 && rest[0]?.name === 'length' && rest[0].index === undefined;
  if (!isLength || !holdsSeveral(question)) return memberOf(question, scope, from, rest);
  return { reference: { from, name: question.answer, length: true }, uses: nodesOf(question, scope) };
};

/** In the condition of a list function the element comes first, then the questionnaire; never the item around it. */
const resolveElement = (
  list: DraftScope,
  segments: readonly Segment[],
  place: Place,
): Resolved | undefined => {
  const root = rootOf(place.scope);
  const outside = resolveIn(root, 'root', segments);
  const [first] = segments;
  const inner =
    segments.length === 1 && first?.index === undefined ? fieldIn(list, first?.name ?? '') : undefined;
  if (inner === undefined) return outside;
  const uses = [...inner.uses, ...(outside?.uses ?? [])];
  const reference = { from: 'element', name: inner.field } as const;
  return { reference: outside === undefined ? reference : { ...reference, orRoot: true }, uses };
};

/** Q26: a parameter is one of the pack's, where these are known. What the round before had nobody knows here. */
const isVariable = (segments: readonly Segment[], scope: DraftScope): boolean => {
  const names = segments.map(({ name }) => name.toLowerCase());
  const formed = segments.every(({ index, name }) => index === undefined && /^\w+$/.test(name));
  const { parameters } = rootOf(scope);
  if (names.length < 2 || !formed) return false;
  return (
    names[0] !== 'p' || parameters === undefined || (names.length === 2 && parameters.has(names[1] ?? ''))
  );
};

/** The meaning of `name` in its place; undefined when there is nothing of that name. */
export const resolve = (name: string, place: Place): Resolved | undefined => {
  const segments = segmentsOf(name);
  const [first, ...rest] = segments ?? [];
  if (segments === undefined || first === undefined) return undefined;
  const word = first.name.toLowerCase();
  if (variableWords.includes(word) && isVariable(segments, place.scope)) {
    return { reference: { from: 'variable', path: segments.map((segment) => segment.name) }, uses: [] };
  }
  if (place.choice && rest.length === 0 && (word === 'item' || word === 'choice'))
    return { reference: { from: 'choice' }, uses: [] };
  if (place.element !== undefined) return resolveElement(place.element, segments, place);
  const { scope } = place;
  if (scope.parent === undefined) return resolveIn(scope, 'root', segments);
  return resolveInside(scope, word, rest) ?? resolveIn(rootOf(scope), 'root', segments);
};

/** The words that mean the item around an expression. Cells of a matrix stand in a row, and the row in a panel. */
const resolveInside = (scope: DraftScope, word: string, rest: readonly Segment[]): Resolved | undefined => {
  const { parent } = scope;
  const isGrid = scope.word === 'row';
  const outer = isGrid || scope.shape === 'record' ? parent : scope;
  const up = outer === scope ? {} : ({ up: 1 } as const);
  const inPanel = outer?.word === 'panel';
  if (rest.length === 0 && inPanel && (word === 'panelindex' || word === 'visiblepanelindex'))
    return { reference: { from: 'position', ...up }, uses: [] };
  if (rest.length === 0 && isGrid && word === 'rowindex')
    return { reference: { from: 'position', base: 1 }, uses: [] };
  if (rest.length === 0 && scope.shape === 'rows' && (word === 'rowvalue' || word === 'rowname'))
    return { reference: { from: 'row' }, uses: [] };
  if (word === 'row' && isGrid) return resolveIn(scope, 'item', rest);
  if (word === 'panel' && inPanel) return resolveIn(outer, outer === scope ? 'item' : 'parent', rest);
  const beyond = outer === scope ? parent : undefined;
  return word === 'parentpanel' && beyond?.word === 'panel' ? resolveIn(beyond, 'parent', rest) : undefined;
};
