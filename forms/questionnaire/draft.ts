/**
 * The questionnaire between reading and compiling: questions with their places and names, expressions still as text. A
 * *scope* is a set of questions that share one object of answers; lists have scopes of their own.
 */
import type { JsonObject } from '../json.ts';
import type { Kind } from './kinds/kind.ts';

export interface DraftContainer {
  readonly source: JsonObject;
  readonly at: string;
}

export interface DraftQuestion {
  readonly source: JsonObject;
  readonly at: string;
  readonly name: string;
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
  readonly containers: DraftContainer[];
  readonly questions: DraftQuestion[];
  readonly calculated: DraftCalculated[];
}

export const newScope = (path: readonly string[], parent?: DraftScope): DraftScope => ({
  path,
  ...(parent === undefined ? {} : { parent }),
  containers: [],
  questions: [],
  calculated: [],
});

/** How a question or value is called in the order of evaluation: `members.idNo`. */
export const nodeName = (scope: DraftScope, name: string): string => [...scope.path, name].join('.');

/** SurveyJS finds names in any case, so there is one question for a name in any case (Q6). */
export const questionIn = (scope: DraftScope, name: string): DraftQuestion | undefined => {
  const wanted = name.toLowerCase();
  return scope.questions.find((question) => question.name.toLowerCase() === wanted);
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
