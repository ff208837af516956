/**
 * Answers while they are evaluated: the questionnaire, or one item of a list, with what came in (`raw`) and what has
 * been decoded and is shown (`values`). Values fill up in the order of evaluation; nothing reads what is not there yet.
 */
import type { Json, JsonObject } from '../json.ts';
import type { CompiledQuestion, CompiledScope } from '../questionnaire/compiled.ts';
import type { Value } from './expression/numbers.ts';
import type { Finding } from './violations.ts';

export interface Scope {
  readonly compiled: CompiledScope;
  readonly raw: { readonly [key: string]: unknown };
  readonly values: { [name: string]: Json };
  /** Calculated values that do not become answers, and moments. */
  readonly calculated: Map<string, Value>;
  readonly lists: Map<string, readonly Scope[]>;
  /** The same lists as expressions see them: the very `values` of their items. */
  readonly listValues: Map<string, Json>;
  readonly shown: Set<string>;
  /** What was wrong with an answer when it was decoded. */
  readonly undecoded: Map<string, Finding>;
  readonly containersShown: Map<number, boolean>;
  readonly parent: Scope | undefined;
  /** Position in the list; -1 for the questionnaire. */
  readonly index: number;
  /** Path of the scope, with a dot when it is not empty: `members[2].`. */
  readonly prefix: string;
  /** The item is there only because the list must not be shorter. */
  readonly added: boolean;
}

export interface ScopeSeed {
  readonly parent?: Scope;
  readonly index?: number;
  readonly prefix?: string;
  readonly added?: boolean;
}

export const newScope = (compiled: CompiledScope, raw: Scope['raw'], seed: ScopeSeed = {}): Scope => ({
  compiled,
  raw,
  values: {},
  calculated: new Map(),
  lists: new Map(),
  listValues: new Map(),
  shown: new Set(),
  undecoded: new Map(),
  containersShown: new Map(),
  parent: seed.parent,
  index: seed.index ?? -1,
  prefix: seed.prefix ?? '',
  added: seed.added ?? false,
});

export const rootOf = (scope: Scope): Scope => (scope.parent === undefined ? scope : rootOf(scope.parent));

/** What came in under a name; only own members count, so that nothing is found on a prototype. */
export const rawOf = (scope: Scope, name: string): unknown =>
  Object.hasOwn(scope.raw, name) ? scope.raw[name] : undefined;

export const commentName = (name: string): string => `${name}-Comment`;

/** The value that expressions see under a name. */
export const valueIn = (scope: Scope, name: string): Value => {
  if (Object.hasOwn(scope.values, name)) return scope.values[name];
  return scope.listValues.get(name) ?? scope.calculated.get(name);
};

export const questionsByName = (compiled: CompiledScope): ReadonlyMap<string, CompiledQuestion> => {
  const known = cache.get(compiled);
  if (known !== undefined) return known;
  const built = new Map(compiled.questions.map((question) => [question.name, question]));
  cache.set(compiled, built);
  return built;
};

const cache = new WeakMap<CompiledScope, ReadonlyMap<string, CompiledQuestion>>();

/** The answers of a scope as they are kept: shown, decoded, without empty ones; lists with all their items. */
export const answersOf = (scope: Scope): JsonObject => {
  const answers: { [name: string]: Json } = { ...scope.values };
  for (const [name, items] of scope.lists) {
    const kept = items.filter((item) => !item.added).map(answersOf);
    if (kept.length > 0) answers[name] = kept;
  }
  return answers;
};
