/**
 * The questionnaire between reading and compiling: questions with their places and names, expressions still as text. A
 * *scope* is a set of questions that share one object of answers; lists have scopes of their own.
 */
import type { JsonObject } from '../json.ts';
import type { Kind, Shape } from './kinds/kind.ts';

export interface DraftContainer {
  readonly source: JsonObject;
  readonly at: string;
}

export interface DraftQuestion {
  readonly source: JsonObject;
  readonly at: string;
  readonly name: string;
  /** Key of its answer: its `valueName`, or its name. */
  readonly answer: string;
  readonly key: string;
  readonly kind: Kind;
  readonly inside: readonly number[];
  readonly items?: DraftScope;
}

export interface DraftCalculated {
  readonly source: JsonObject;
  readonly at: string;
  readonly name: string;
}

export interface DraftScope {
  /** Names of the lists from the root down to here. */
  readonly path: readonly string[];
  readonly parent?: DraftScope;
  /** How the answers of a scope inside a question are held. */
  readonly shape?: Shape;
  /** What an expression inside calls the item it stands in. */
  readonly word?: 'panel' | 'row' | undefined;
  readonly containers: DraftContainer[];
  /** What only shows something. */
  readonly displays: (DraftContainer & { readonly name: string; readonly kind: Kind })[];
  readonly questions: DraftQuestion[];
  readonly calculated: DraftCalculated[];
}

export const newScope = (
  path: readonly string[],
  inner?: Pick<DraftScope, 'parent' | 'shape' | 'word'>,
): DraftScope => ({
  path,
  ...inner,
  containers: [],
  displays: [],
  questions: [],
  calculated: [],
});

/** How a question or value is called in the order of evaluation: `members.idNo`. */
export const nodeName = (scope: DraftScope, name: string): string => [...scope.path, name].join('.');

/** Questions that answer under a key, several when they share a `valueName`. SurveyJS finds keys in any case (Q6). */
export const answering = (scope: DraftScope, key: string): readonly DraftQuestion[] => {
  const wanted = key.toLowerCase();
  return scope.questions.filter((question) => question.answer.toLowerCase() === wanted);
};

export const questionIn = (scope: DraftScope, key: string): DraftQuestion | undefined => {
  const wanted = key.toLowerCase();
  return scope.questions.find((question) => question.answer.toLowerCase() === wanted);
};

/** Whatever has the name itself: a question, or something that is only shown. */
export const namedIn = (scope: DraftScope, name: string): { readonly name: string } | undefined => {
  const wanted = name.toLowerCase();
  const isWanted = (one: { readonly name: string }): boolean => one.name.toLowerCase() === wanted;
  return scope.questions.find(isWanted) ?? scope.displays.find(isWanted) ?? scope.calculated.find(isWanted);
};

export const calculatedIn = (scope: DraftScope, name: string): DraftCalculated | undefined => {
  const wanted = name.toLowerCase();
  return scope.calculated.find((value) => value.name.toLowerCase() === wanted);
};

export const rootOf = (scope: DraftScope): DraftScope =>
  scope.parent === undefined ? scope : rootOf(scope.parent);

export const questionsUnder = (
  scope: DraftScope,
): readonly { readonly scope: DraftScope; readonly question: DraftQuestion }[] =>
  scope.questions.flatMap((question) => [
    { scope, question },
    ...(question.items === undefined ? [] : questionsUnder(question.items)),
  ]);
