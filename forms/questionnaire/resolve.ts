/**
 * What a name between braces means, by SurveyJS's rules for the forms that are supported: `{name}`, `{panel.name}`,
 * `{parentPanel.name}`, `{list[0].name}`, `{list.length}`, `{panelIndex}`, `{name-Comment}`, `{P.name}`, `{prev.name}`.
 */
import {
  calculatedIn,
  type DraftQuestion,
  type DraftScope,
  nodeName,
  questionIn,
  questionsUnder,
  rootOf,
} from './draft.ts';
import type { Reference } from './expression/ast.ts';
import type { Place } from './link.ts';

export interface Resolved {
  readonly reference: Reference;
  readonly uses: readonly string[];
  /** The list that the reference is, when it is a whole list. */
  readonly list?: DraftScope;
}

interface Segment {
  readonly name: string;
  readonly index?: number;
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

const segmentsOf = (name: string): readonly Segment[] | undefined => {
  const segments = name.split('.').map((part) => /^([\w-]+)(?:\[(-?\d{1,6})\])?$/.exec(part));
  if (segments.some((segment) => segment === null)) return undefined;
  return segments.map((segment) => ({
    name: segment?.[1] ?? '',
    ...(segment?.[2] === undefined ? {} : { index: Number(segment[2]) }),
  }));
};

const whole = (question: DraftQuestion, scope: DraftScope, from: Source): Resolved => {
  const node = nodeName(scope, question.name);
  const reference: Reference = { from, name: question.name };
  if (question.items === undefined) return { reference, uses: [node] };
  const inner = questionsUnder(question.items).map((entry) => nodeName(entry.scope, entry.question.name));
  return { reference, uses: [node, ...inner], list: question.items };
};

const holdsSeveral = (question: DraftQuestion): boolean =>
  question.items !== undefined || question.key === 'checkbox' || question.key === 'tagbox';

const entryOf = (
  question: DraftQuestion,
  scope: DraftScope,
  from: Source,
  index: number,
  rest: readonly Segment[],
) => {
  const node = nodeName(scope, question.name);
  const [next, ...more] = rest;
  if (more.length > 0 || next?.index !== undefined) return undefined;
  if (question.items === undefined) {
    // SurveyJS counts from the end in lists only.
    return next === undefined && holdsSeveral(question) && index >= 0
      ? { reference: { from, name: question.name, index }, uses: [node] }
      : undefined;
  }
  const field = next === undefined ? undefined : questionIn(question.items, next.name);
  if (field === undefined) return undefined;
  const uses = [node, nodeName(question.items, field.name)];
  return { reference: { from, name: question.name, index, field: field.name }, uses };
};

const commentIn = (scope: DraftScope, name: string, from: Source): Resolved | undefined => {
  const base = /^(.+)-comment$/i.exec(name)?.[1];
  const question = base === undefined ? undefined : questionIn(scope, base);
  if (question === undefined) return undefined;
  const commented = question.source.showCommentArea === true || question.source.showOtherItem === true;
  if (!commented) return undefined;
  return { reference: { from, name: `${question.name}-Comment` }, uses: [nodeName(scope, question.name)] };
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
  if (!isLength || !holdsSeveral(question)) return undefined;
  return { reference: { from, name: question.name, length: true }, uses: [nodeName(scope, question.name)] };
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
  const field =
    segments.length === 1 && first?.index === undefined ? questionIn(list, first?.name ?? '') : undefined;
  if (field === undefined) return outside;
  const uses = [nodeName(list, field.name), ...(outside?.uses ?? [])];
  const reference = { from: 'element', name: field.name } as const;
  return { reference: outside === undefined ? reference : { ...reference, orRoot: true }, uses };
};

const isVariable = (segments: readonly Segment[]): boolean =>
  segments.length > 1 &&
  segments.every((segment) => segment.index === undefined && /^\w+$/.test(segment.name));

/** The meaning of `name` in its place; undefined when there is nothing of that name. */
export const resolve = (name: string, place: Place): Resolved | undefined => {
  const segments = segmentsOf(name);
  const [first, ...rest] = segments ?? [];
  if (segments === undefined || first === undefined) return undefined;
  const word = first.name.toLowerCase();
  if (variableWords.includes(word) && isVariable(segments)) {
    return { reference: { from: 'variable', path: segments.map((segment) => segment.name) }, uses: [] };
  }
  if (place.choice && rest.length === 0 && (word === 'item' || word === 'choice'))
    return { reference: { from: 'choice' }, uses: [] };
  if (place.element !== undefined) return resolveElement(place.element, segments, place);
  const { scope } = place;
  if (scope.parent !== undefined) {
    if (rest.length === 0 && (word === 'panelindex' || word === 'visiblepanelindex')) {
      return { reference: { from: 'position' }, uses: [] };
    }
    if (word === 'panel') return resolveIn(scope, 'item', rest);
    if (word === 'parentpanel' && scope.parent.parent !== undefined)
      return resolveIn(scope.parent, 'parent', rest);
  }
  return resolveIn(rootOf(scope), 'root', segments);
};
