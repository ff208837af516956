/**
 * What references mean at run time: functions from the scope that an expression stands in to the answer it speaks of. Names
 * are looked up when they are made, never when they run.
 */
import type { Json, JsonObject } from '../../json.ts';
import type { Reference } from '../../questionnaire/expression/ast.ts';
import type { ScopePlan } from '../plan.ts';
import { isAnswered, type Scope } from '../scope.ts';
import type { Evaluator } from './evaluator.ts';
import type { Value } from './numbers.ts';

/** Where an expression stands: its scope, and the items that a list function around it looks at. */
export interface Standing {
  readonly scope: ScopePlan;
  readonly element: ScopePlan | undefined;
}

type Read = (scope: Scope) => Value;
type Origin = 'root' | 'item' | 'parent';

/** Variables are found in any case; a missing step gives nothing. */
const variable = (path: readonly string[], variables: JsonObject): Value =>
  path.reduce<Value>((value, step) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const key = Object.keys(value).find((name) => name.toLowerCase() === step.toLowerCase());
    return key === undefined ? undefined : (value as { readonly [name: string]: Json })[key];
  }, variables);

type Reach = (scope: Scope) => Scope;
const reaches: { readonly [From in Origin]: Reach } = {
  root: (scope) => scope.root,
  item: (scope) => scope,
  parent: (scope) => scope.parent ?? scope,
};

const rootPlan = (plan: ScopePlan): ScopePlan => (plan.parent === undefined ? plan : rootPlan(plan.parent));

/** The plan of the scope that a reference points into, and how to get to it at run time. */
export const reachOf = (
  from: Origin,
  { scope }: Standing,
): { readonly plan: ScopePlan; readonly reach: Reach } => {
  const plan = from === 'root' ? rootPlan(scope) : from === 'item' ? scope : (scope.parent ?? scope);
  return { plan, reach: reaches[from] };
};

/** What a name of a scope stands for in the answers: an answer, a calculated value, or a whole list. */
export const slotReader = (plan: ScopePlan, name: string): Read => {
  const slot = plan.slots.get(name) ?? -1;
  if (plan.questions[slot]?.items !== undefined) return (scope) => scope.wholeAt(slot);
  return plan.twins.has(slot) ? (scope) => scope.valueAt(slot) : (scope) => scope.values[slot];
};

const nothingChosen: readonly Json[] = [];

const holdsSeveral = (plan: ScopePlan, name: string): boolean =>
  plan.questions[plan.slots.get(name) ?? -1]?.kind.several === true;

/** Kinds that SurveyJS gives null for while they are not answered; nothing else tells null from no value but `= []`. */
const nullable = new Set(['matrix', 'multipletext']);

/** The same, as SurveyJS reads it from the question: several choices are an empty list before any is taken. */
const questionReader = (plan: ScopePlan, name: string): Read => {
  const read = slotReader(plan, name);
  if (holdsSeveral(plan, name)) return (scope) => read(scope) ?? nothingChosen;
  const kind = plan.questions[plan.slots.get(name) ?? -1]?.compiled.kind ?? '';
  return nullable.has(kind) ? (scope) => read(scope) ?? null : read;
};

const elementReader = (reference: { name: string; orRoot?: true }, standing: Standing): Evaluator => {
  const own = standing.element === undefined ? undefined : slotReader(standing.element, reference.name);
  const root = rootPlan(standing.scope);
  const outside = reference.orRoot ? slotReader(root, reference.name) : undefined;
  return (scope, run) => {
    const value = run.element === undefined ? undefined : own?.(run.element);
    return value ?? outside?.(scope.root) ?? null;
  };
};

const entryReader = (
  reference: { readonly from: Origin; readonly name: string; readonly field?: string },
  index: number,
  standing: Standing,
): Evaluator => {
  const { plan, reach } = reachOf(reference.from, standing);
  const slot = plan.slots.get(reference.name) ?? -1;
  const items = plan.questions[slot]?.items;
  if (reference.field === undefined || items === undefined) {
    const read = slotReader(plan, reference.name);
    return (scope) => {
      const list = read(reach(scope));
      return Array.isArray(list) ? (list as readonly Json[]).at(index) : undefined;
    };
  }
  const field = questionReader(items, reference.field);
  return (scope) => {
    const item = reach(scope).inner[slot]?.at(index);
    return item === undefined ? null : field(item);
  };
};

const lengthReader = (
  reference: { readonly from: Origin; readonly name: string },
  standing: Standing,
): Evaluator => {
  const { plan, reach } = reachOf(reference.from, standing);
  const slot = plan.slots.get(reference.name) ?? -1;
  if (plan.questions[slot]?.items !== undefined) return (scope) => reach(scope).inner[slot]?.length ?? 0;
  return (scope) => {
    const value = reach(scope).values[slot];
    return Array.isArray(value) ? value.length : 0;
  };
};

/** `{matrix.row}`, `{matrix.row.column}` and `{texts.field}`; a row that is not shown has nothing. */
const memberReader = (
  reference: { readonly from: Origin; readonly name: string; readonly field?: string },
  member: string,
  standing: Standing,
): Evaluator => {
  const { plan, reach } = reachOf(reference.from, standing);
  const slot = plan.slots.get(reference.name) ?? -1;
  const items = plan.questions[slot]?.items;
  if (items === undefined || reference.field === undefined) {
    const read = slotReader(plan, reference.name);
    return (scope) => {
      const value = read(reach(scope));
      if (typeof value !== 'object' || value === null) return undefined;
      return Object.hasOwn(value, member) ? (value as { readonly [row: string]: Json })[member] : null;
    };
  }
  const field = questionReader(items, reference.field);
  const nothing = holdsSeveral(items, reference.field) ? nothingChosen : undefined;
  return (scope) => {
    const item = reach(scope).inner[slot]?.find(({ row }) => row === undefined || row === member);
    if (item === undefined) return nothing;
    return field(item) ?? (item.row === undefined && !isAnswered(item) ? null : undefined);
  };
};

/** The answers to one question in all items of a list; items where it is not answered are passed over. */
const eachReader = (
  reference: { readonly from: Origin; readonly name: string; readonly field?: string },
  standing: Standing,
): Evaluator => {
  const { plan, reach } = reachOf(reference.from, standing);
  const slot = plan.slots.get(reference.name) ?? -1;
  const items = plan.questions[slot]?.items;
  const read = items === undefined ? undefined : slotReader(items, reference.field ?? '');
  return (scope) =>
    (reach(scope).inner[slot] ?? []).flatMap((item) => (read?.(item) as Json | undefined) ?? []);
};

export const lookUp = (reference: Reference, standing: Standing): Evaluator => {
  switch (reference.from) {
    case 'variable':
      return (_, run) => variable(reference.path, run.variables);
    case 'position': {
      const base = reference.base ?? 0;
      return reference.up === 1
        ? (scope) => (scope.parent?.index ?? 0) + base
        : (scope) => scope.index + base;
    }
    case 'row':
      return (scope) => scope.row;
    case 'choice':
      return (_, run) => run.choice;
    case 'element':
      return elementReader(reference, standing);
    default: {
      const from = { ...reference, from: reference.from };
      if (from.each) return eachReader(from, standing);
      if (from.length) return lengthReader(from, standing);
      if (from.index !== undefined) return entryReader(from, from.index, standing);
      if (from.member !== undefined) return memberReader(from, from.member, standing);
      const { plan, reach } = reachOf(from.from, standing);
      const read = questionReader(plan, from.name);
      return (scope) => read(reach(scope));
    }
  }
};
