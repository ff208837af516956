/**
 * The questionnaire between reading and compiling: questions with their places and names, expressions still as text. A
 * *scope* is a set of questions that share one object of answers; lists have scopes of their own.
 */
import type { JsonObject } from '../json.ts';
import type { Kind, Shape } from './kinds/kind.ts';

export interface DraftContainer {
  readonly source: JsonObject;
  readonly at: string;
  /** Where it stands: the words of its expressions. Lists that share their items share one scope, seen from each. */
  readonly home: DraftScope;
}

export interface DraftQuestion extends DraftContainer {
  readonly name: string;
  /** Key of its answer: its `valueName`, or its name. */
  readonly answer: string;
  readonly key: string;
  readonly kind: Kind;
  readonly inside: readonly number[];
  readonly items?: DraftScope;
}

export interface DraftCalculated extends DraftContainer {
  readonly name: string;
}

export interface DraftScope {
  /** Names of the lists from the root down to here. */
  readonly path: readonly string[];
  readonly parent?: DraftScope;
  /** How the answers of a scope inside a question are held. */
  readonly shape?: Shape;
  /** Name of the question that these are inside of. */
  readonly list?: string;
  /** What an expression inside calls the item it stands in. */
  readonly word?: 'panel' | 'row' | undefined;
  readonly containers: DraftContainer[];
  /** What only shows something. */
  readonly displays: (DraftContainer & { readonly name: string; readonly kind: Kind })[];
  readonly questions: DraftQuestion[];
  readonly calculated: DraftCalculated[];
  /** On the questionnaire: the parameters that the pack has, in lower case; any is taken where they are not known. */
  readonly parameters?: ReadonlySet<string> | undefined;
}

export const newScope = (
  path: readonly string[],
  inner?: Pick<DraftScope, 'parent' | 'shape' | 'word' | 'parameters' | 'list'>,
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

/** Entries by a key in any case, read on as a scope grows: questionnaires have thousands of questions. */
class Index<Entry> {
  private read = 0;
  private readonly entries = new Map<string, Entry[]>();
  private readonly source: readonly Entry[];
  private readonly keyOf: (entry: Entry) => string;

  constructor(source: readonly Entry[], keyOf: (entry: Entry) => string) {
    this.source = source;
    this.keyOf = keyOf;
  }

  get(key: string): readonly Entry[] {
    for (; this.read < this.source.length; this.read += 1) {
      const entry = this.source[this.read] as Entry;
      const own = this.keyOf(entry).toLowerCase();
      const known = this.entries.get(own);
      if (known === undefined) this.entries.set(own, [entry]);
      else known.push(entry);
    }
    return this.entries.get(key.toLowerCase()) ?? [];
  }
}

interface Named {
  readonly name: string;
}

const nameOf = ({ name }: Named): string => name;

const indexes = new WeakMap<DraftScope, ReturnType<typeof indexOf>>();

const indexOf = ({ questions, displays, calculated }: DraftScope) => ({
  answers: new Index(questions, ({ answer }) => answer),
  names: [questions, displays, calculated].map((all: readonly Named[]) => new Index(all, nameOf)),
  calculated: new Index(calculated, nameOf),
});

const indexFor = (scope: DraftScope): ReturnType<typeof indexOf> => {
  const made = indexes.get(scope) ?? indexOf(scope);
  indexes.set(scope, made);
  return made;
};

/** Questions that answer under a key, several when they share a `valueName`. SurveyJS finds keys in any case (Q6). */
export const answering = (scope: DraftScope, key: string): readonly DraftQuestion[] =>
  indexFor(scope).answers.get(key);

export const questionIn = (scope: DraftScope, key: string): DraftQuestion | undefined =>
  answering(scope, key)[0];

/** Whatever has the name itself: a question, something that is only shown, a calculated value. */
export const namedIn = (scope: DraftScope, name: string): Named | undefined =>
  indexFor(scope).names.flatMap((index) => index.get(name))[0];

export const calculatedIn = (scope: DraftScope, name: string): DraftCalculated | undefined =>
  indexFor(scope).calculated.get(name)[0];

export const rootOf = (scope: DraftScope): DraftScope =>
  scope.parent === undefined ? scope : rootOf(scope.parent);

export const questionsUnder = (
  scope: DraftScope,
): readonly { readonly scope: DraftScope; readonly question: DraftQuestion }[] =>
  scope.questions.flatMap((question) => [
    { scope, question },
    ...(question.items === undefined ? [] : questionsUnder(question.items)),
  ]);
