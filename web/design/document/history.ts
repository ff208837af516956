/**
 * The questionnaire on the desk and how it got there (D1). Each step holds a patch, never a copy of the questionnaire;
 * typing in one field is one step, however many keys were pressed (D2).
 */
import type { JsonObject } from '#forms/json.ts';
import { applyPatch, inverted, isObject, type Patch, patchBetween } from './patch.ts';

export interface Step {
  readonly patch: Patch;
  /** Steps in a row with the same token become one; absent for steps that stand alone. */
  readonly together?: string | undefined;
  /** Question in hand before and after, so that undo also goes back to where it happened. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}
export interface History {
  readonly source: JsonObject;
  readonly selected: string | undefined;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

/** Steps kept; beyond it the oldest go. */
export const stepsKept = 500;

export const begin = (source: JsonObject, selected?: string): History => ({
  source,
  selected,
  past: [],
  future: [],
});

const applied = (source: JsonObject, patch: Patch): JsonObject => {
  const next = applyPatch(source, patch);
  if (!isObject(next)) throw new TypeError('a questionnaire is a JSON object');
  return next;
};

export interface Change {
  readonly source: JsonObject;
  /** The question in hand afterwards; the present one when absent. */
  readonly selected?: string | undefined;
}

/** Takes a change on; one that changes nothing leaves no step. */
export const record = (history: History, change: Change, together?: string): History => {
  const selected = 'selected' in change ? change.selected : history.selected;
  const last = history.past.at(-1);
  const joins = together !== undefined && last?.together === together && history.future.length === 0;
  const start = joins && last ? applied(history.source, inverted(last.patch)) : history.source;
  const patch = patchBetween(start, change.source);
  const step: Step = { patch, together, from: joins && last ? last.from : history.selected, to: selected };
  const kept = joins ? history.past.slice(0, -1) : history.past;
  if (patch.length === 0 && !joins) return { ...history, selected };
  return {
    source: change.source,
    selected,
    past: patch.length === 0 ? kept : [...kept, step].slice(-stepsKept),
    future: [],
  };
};

export const select = (history: History, selected: string | undefined): History => ({ ...history, selected });

export const undo = (history: History): History => {
  const step = history.past.at(-1);
  if (!step) return history;
  return {
    source: applied(history.source, inverted(step.patch)),
    selected: step.from,
    past: history.past.slice(0, -1),
    future: [step, ...history.future],
  };
};

export const redo = (history: History): History => {
  const [step, ...future] = history.future;
  if (!step) return history;
  return {
    source: applied(history.source, step.patch),
    selected: step.to,
    past: [...history.past, step],
    future,
  };
};
