/**
 * Who owes which form (W30): a questionnaire's `due` is a condition over its unit and nothing else, so that a phone without a
 * network, the server and a recount come to the same answer whenever they ask. Without a condition every unit of the kind owes it.
 */
import { isTrue } from '../answers/expression/equality.ts';
import { evaluatorFor } from '../answers/expression/evaluator.ts';
import { functionNamed, isListFunction } from '../answers/functions/registry.ts';
import type { ScopePlan } from '../answers/plan.ts';
import { type Run, Scope } from '../answers/scope.ts';
import type { JsonObject } from '../json.ts';
import type { Expression, Parsed } from '../questionnaire/expression/ast.ts';
import { parseExpression } from '../questionnaire/expression/parse.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type UnitFacts, type UnitKind, unitFactNames } from './unit.ts';

export type DueTest = (unit: UnitFacts) => boolean;

export interface DueFault {
  readonly code: string;
  readonly facts: { readonly [name: string]: string | number };
}

/** What the answer to would change with the day, so that nobody could count once and for all who owes. */
const readsToday = new Set(['today', 'currentYear', 'currentDate', 'thisMonth', 'age']);
/** These take today where they get no date. */
const datesOfToday = new Set(['year', 'month', 'day', 'weekday', 'getDate']);

class NotDue extends Error {
  readonly fault: DueFault;
  constructor(code: string, facts: DueFault['facts']) {
    super(code);
    this.fault = { code, facts };
  }
}

const linked = (tree: Parsed, isName: (name: string) => boolean): Expression => {
  const inside = (part: Parsed) => linked(part, isName);
  switch (tree.op) {
    case 'const':
      return { op: 'const', value: tree.value };
    case 'variable': {
      const [first, name = '', ...more] = tree.name.split('.');
      if (first !== 'unit' || more.length > 0 || !isName(name))
        throw new NotDue('unknown-reference', { name: tree.name.slice(0, 80) });
      return {
        op: 'value',
        of: { from: 'variable', path: ['unit', name] },
        ...(tree.asIs ? { asIs: true } : {}),
      };
    }
    case 'array':
      return { op: 'array', items: tree.items.map(inside) };
    case 'unary':
      return { op: 'unary', operator: tree.operator, operand: inside(tree.operand) };
    case 'binary':
      return { op: 'binary', operator: tree.operator, left: inside(tree.left), right: inside(tree.right) };
    case 'call': {
      const { name, args } = tree;
      const known = isListFunction(name) ? undefined : functionNamed(name);
      if (!known) throw new NotDue('unknown-function', { name: name.slice(0, 80) });
      if (readsToday.has(name) || (datesOfToday.has(name) && args.length === 0))
        throw new NotDue('due-reads-today', { name });
      if (args.length < known.least || args.length > known.most)
        throw new NotDue('wrong-argument-count', {
          name,
          count: args.length,
          least: known.least,
          most: known.most,
        });
      return { op: 'call', name, args: args.map(inside) };
    }
  }
};

const nothing: ScopePlan = {
  parent: undefined,
  slots: new Map(),
  twins: new Map(),
  size: 0,
  ignored: new Set(),
  holdsLists: false,
  containers: [],
  questions: [],
  calculated: [],
  kept: [],
};
const nowhere = new Scope(nothing, {});

const runOf = ({ attributes, ...facts }: UnitFacts): Run => ({
  context: { now: 0, timeZone: 'UTC', today: '1970-01-01' },
  variables: { unit: { ...attributes, ...facts } as JsonObject },
  choice: undefined,
  element: undefined,
  unsorted: false,
});

/** The condition as a function, or the first thing that is wrong with it. `isName` says what may stand behind `unit.`. */
export const compileDue = (text: string, isName: (name: string) => boolean): Result<DueTest, DueFault> => {
  const parsed = parseExpression(text);
  if (!parsed.ok) {
    const { code, position, text: near } = parsed.refusal;
    return refuse({ code, facts: { position, text: near } });
  }
  try {
    const evaluate = evaluatorFor(linked(parsed.value, isName), nothing);
    return ok((unit) => isTrue(evaluate(nowhere, runOf(unit))));
  } catch (error) {
    if (error instanceof NotDue) return refuse(error.fault);
    throw error;
  }
};

/** Facts of every unit and the attributes of its kind. */
export const namesOfUnit =
  ({ attributes = [] }: Pick<UnitKind, 'attributes'>) =>
  (name: string): boolean =>
    unitFactNames.some((fact) => fact === name) || attributes.some(({ id }) => id === name);

interface Owing {
  readonly unit: string;
  readonly due?: string;
}

const tests = new WeakMap<Owing, DueTest>();

/** Names were checked when the pack was parsed. */
const testOf = (questionnaire: Owing, due: string): DueTest => {
  const known = tests.get(questionnaire);
  if (known) return known;
  const compiled = compileDue(due, () => true);
  if (!compiled.ok) throw new Error(`a condition that was checked is ${compiled.refusal.code}: ${due}`);
  tests.set(questionnaire, compiled.value);
  return compiled.value;
};

/** Whether the unit owes the questionnaire; never one of another kind of unit. */
export const dueFor = (questionnaire: Owing, unit: UnitFacts): boolean =>
  questionnaire.unit === unit.kind &&
  (questionnaire.due === undefined || testOf(questionnaire, questionnaire.due)(unit));
