/**
 * Answers while they are evaluated: the questionnaire, or one item of a list, with what came in (`given`) and what has
 * been decoded and is shown (`values`), both by position in the plan. Values fill up in the order of evaluation; nothing
 * reads what is not there yet.
 */
import type { Json, JsonObject } from '../json.ts';
import type { Shape } from '../questionnaire/kinds/kind.ts';
import type { EvaluationContext } from './answers.ts';
import { asAnswer } from './expression/as-answer.ts';
import type { Value } from './expression/numbers.ts';
import type { ScopePlan } from './plan.ts';
import { variablesOf } from './variables.ts';
import type { Finding } from './violations.ts';

export type Given = { readonly [key: string]: unknown };

export interface ScopeSeed {
  readonly parent: Scope;
  readonly index: number;
  /** Name of the row of a matrix. */
  readonly row?: string;
  /** The item is there only because the list must not be shorter. */
  readonly added: boolean;
}

const filled = <Entry>(length: number, entry: Entry): Entry[] => {
  const made: Entry[] = [];
  for (let at = 0; at < length; at += 1) made.push(entry);
  return made;
};

export class Scope {
  readonly plan: ScopePlan;
  readonly given: unknown[];
  /** Questions, then comments, then calculated values: what expressions see and what is kept. */
  readonly values: Value[];
  /** Per question: whether it is shown. */
  readonly shown: boolean[];
  /** Per container, once it is known: whether it is shown. */
  readonly open: (boolean | undefined)[];
  /** Items of lists, per question. */
  readonly inner: (readonly Scope[] | undefined)[];
  readonly parent: Scope | undefined;
  readonly root: Scope;
  /** Position in the list; -1 for the questionnaire. */
  readonly index: number;
  readonly added: boolean;
  readonly row: string | undefined;
  /** Keys that no question has. */
  strangers: string[] | undefined = undefined;
  /** What was wrong with an answer or comment when it was decoded, by slot. */
  undecoded: (Finding | undefined)[] | undefined = undefined;
  private readonly wholes: (Json | undefined)[];

  constructor(plan: ScopePlan, raw: Given, seed?: ScopeSeed) {
    this.plan = plan;
    this.given = filled<unknown>(plan.size, undefined);
    this.values = filled<Value>(plan.size, undefined);
    this.shown = filled(plan.questions.length, false);
    this.open = filled<boolean | undefined>(plan.containers.length, undefined);
    this.inner = plan.holdsLists
      ? filled<readonly Scope[] | undefined>(plan.questions.length, undefined)
      : none;
    this.wholes = plan.holdsLists ? filled<Json | undefined>(plan.questions.length, undefined) : none;
    this.parent = seed?.parent;
    this.root = seed?.parent.root ?? this;
    this.index = seed?.index ?? -1;
    this.added = seed?.added ?? false;
    this.row = seed?.row;
    this.take(raw);
    for (const [first, others] of plan.twins) for (const slot of others) this.given[slot] = this.given[first];
  }

  /** Only own members count, so that nothing is found on a prototype. */
  private take(raw: Given): void {
    const { ignored, slots } = this.plan;
    const keys = Object.keys(raw);
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at] as string;
      const slot = slots.get(key);
      if (slot !== undefined) this.given[slot] = raw[key];
      else if (ignored.has(key)) continue;
      else if (this.strangers === undefined) this.strangers = [key];
      else this.strangers.push(key);
    }
  }

  noteUndecoded(slot: number, finding: Finding): void {
    this.undecoded ??= [];
    this.undecoded[slot] = finding;
  }

  /** What a question with questions inside holds, as expressions see it. They read it only when everything in it is known. */
  wholeAt(slot: number): Json | undefined {
    const known = this.wholes[slot];
    const items = this.inner[slot];
    if (known !== undefined || items === undefined) return known;
    const made = heldIn(items, this.plan.questions[slot]?.shape, true);
    this.wholes[slot] = made;
    return made;
  }

  /** The answer under a key, whichever of the questions that share it gives it. */
  valueAt(slot: number): Value {
    const value = this.values[slot];
    if (value !== undefined || this.plan.twins.size === 0) return value;
    const other = this.plan.twins.get(slot)?.find((twin) => this.values[twin] !== undefined);
    return other === undefined ? undefined : this.values[other];
  }
}

const none: undefined[] = [];

/** What a whole check shares: the outside world, and what the expression that is running looks at. */
export interface Run {
  readonly context: EvaluationContext;
  readonly variables: JsonObject;
  /** The choice whose condition is asked. */
  choice: Json | undefined;
  /** The item that a list function looks at. */
  element: Scope | undefined;
  /** An answer has members whose order is not ours: canonical JSON cannot be written without sorting. */
  unsorted: boolean;
}

export const newRun = (context: EvaluationContext, unsorted = false): Run => ({
  context,
  variables: variablesOf(context),
  choice: undefined,
  element: undefined,
  unsorted,
});

const answersIn = (scope: Scope, withAdded: boolean): JsonObject => {
  const answers: { [name: string]: Json } = {};
  for (const { name, slot, shape, computed, begun } of scope.plan.kept) {
    if (shape !== undefined) {
      const items = scope.inner[slot];
      const held = items === undefined ? undefined : heldIn(items, shape, withAdded);
      if (held !== undefined) answers[name] = held;
      else if (begun && items?.length === 0) answers[name] = [];
      continue;
    }
    const value = scope.valueAt(slot);
    const answer = computed ? asAnswer(value) : (value as Json | undefined);
    if (answer !== undefined) answers[name] = answer;
  }
  return answers;
};

const heldIn = (items: readonly Scope[], shape: Shape | undefined, withAdded: boolean): Json | undefined => {
  if (shape === 'rows') return rowsIn(items, withAdded);
  if (shape === 'record') {
    const [only] = items;
    return only !== undefined && isAnswered(only) ? answersIn(only, withAdded) : undefined;
  }
  const kept: Json[] = [];
  for (const item of items) if (withAdded || !item.added) kept.push(answersIn(item, withAdded));
  return kept.length > 0 ? kept : undefined;
};

/** Rows that are answered, in canonical order of their names. */
const rowsIn = (items: readonly Scope[], withAdded: boolean): Json | undefined => {
  const answered = items.filter(isAnswered).sort((a, b) => ((a.row ?? '') < (b.row ?? '') ? -1 : 1));
  if (answered.length === 0) return undefined;
  return Object.fromEntries(answered.map((item) => [item.row ?? '', answersIn(item, withAdded)]));
};

/** The answers of a scope as they are kept: shown, decoded, without empty ones; lists with all their items. */
export const answersOf = (scope: Scope): JsonObject => answersIn(scope, false);

/** Whether an item has any answer. */
export const isAnswered = (scope: Scope): boolean => {
  for (const { slot, shape, computed } of scope.plan.kept) {
    if (shape === 'list') {
      if (scope.inner[slot]?.some((item) => !item.added)) return true;
    } else if (shape !== undefined) {
      if (scope.inner[slot]?.some(isAnswered)) return true;
    } else if ((computed ? asAnswer(scope.values[slot]) : scope.valueAt(slot)) !== undefined) return true;
  }
  return false;
};
