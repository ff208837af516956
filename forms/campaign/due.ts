/**
 * Who owes which form (W30): a questionnaire's `due` is a condition over its unit and nothing else, so that a phone without a
 * network, the server and a recount come to the same answer whenever they ask. Without a condition every unit of the kind owes it.
 */
import { closureOf } from '../answers/expression/closures.ts';
import { isTrue } from '../answers/expression/equality.ts';
import { needsCodeLists } from '../answers/functions/registry.ts';
import type { Json } from '../json.ts';
import type { Tree } from '../questionnaire/expression/ast.ts';
import { linkTree, type Names } from '../questionnaire/expression/link-tree.ts';
import { parseExpression } from '../questionnaire/expression/parse.ts';
import { NotLinked } from '../questionnaire/not-linked.ts';
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

/** The name of a fact or an attribute of the unit. */
type UnitName = string;

const namesOf = (isName: (name: string) => boolean): Names<UnitName, never> => {
  const names: Names<UnitName, never> = {
    reference: (written) => {
      const [first, name = '', ...more] = written.split('.');
      if (first !== 'unit' || more.length > 0 || !isName(name))
        throw new NotDue('unknown-reference', { name: written.slice(0, 80) });
      return name;
    },
    listCall: (name, args) => {
      if (readsToday.has(name) || (datesOfToday.has(name) && args.length === 0))
        throw new NotDue('due-reads-today', { name });
      return undefined;
    },
    hasFunction: (name) => !needsCodeLists(name),
    inside: (part) => linkTree(part, names),
  };
  return names;
};

type FlatUnit = { readonly [name: string]: Json };

/** Nothing that was linked reads the date. */
const anyDay = { context: { today: '1970-01-01' } };

const conditionOf = (tree: Tree<UnitName, never>): DueTest => {
  const evaluate = closureOf<UnitName, never, FlatUnit, typeof anyDay>(tree, {
    read: (name) => (unit) => (Object.hasOwn(unit, name) ? unit[name] : undefined),
    list: (call) => call,
  });
  return ({ attributes, ...facts }) => isTrue(evaluate({ ...attributes, ...facts } as FlatUnit, anyDay));
};

/** The condition as a function, or the first thing that is wrong with it. `isName` says what may stand behind `unit.`. */
export const compileDue = (text: string, isName: (name: string) => boolean): Result<DueTest, DueFault> => {
  const parsed = parseExpression(text);
  if (!parsed.ok) {
    const { code, position, text: near } = parsed.refusal;
    return refuse({ code, facts: { position, text: near } });
  }
  try {
    return ok(conditionOf(linkTree(parsed.value, namesOf(isName))));
  } catch (error) {
    if (error instanceof NotDue) return refuse(error.fault);
    if (error instanceof NotLinked) return refuse({ code: error.code, facts: error.facts });
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
