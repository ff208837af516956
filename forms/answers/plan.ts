/**
 * A compiled edition made ready to run: names become positions, expressions become functions, once for an edition. The
 * compiled form stays the plain JSON that it is; a plan lives in memory beside it.
 */
import type {
  Compiled,
  CompiledContainer,
  CompiledQuestion,
  CompiledScope,
  CompiledValidator,
} from '../questionnaire/compiled.ts';
import type { Expression } from '../questionnaire/expression/ast.ts';
import type { Kind } from '../questionnaire/kinds/kind.ts';
import { kindOf } from '../questionnaire/kinds/registry.ts';
import { type Evaluator, evaluatorFor, type Test, testFor } from './expression/evaluator.ts';

export interface ContainerPlan {
  readonly visible: boolean;
  readonly visibleIf: Test | undefined;
  readonly readOnly: boolean;
  readonly enableIf: Test | undefined;
}

export interface QuestionPlan extends ContainerPlan {
  readonly compiled: CompiledQuestion;
  readonly name: string;
  readonly kind: Kind;
  /** Position among the questions of the scope; also the slot of its answer. */
  readonly slot: number;
  /** Slot of its comment; -1 when it has none. */
  readonly commentSlot: number;
  readonly inside: readonly number[];
  /** Whether it or anything around it can be locked. */
  readonly lockable: boolean;
  readonly requiredIf: Test | undefined;
  /** The value, when nobody answers it. */
  readonly computes: Evaluator | undefined;
  readonly validators: readonly ValidatorPlan[];
  readonly items: ScopePlan | undefined;
}

export interface ValidatorPlan {
  readonly position: number;
  readonly rule: CompiledValidator;
  readonly holds: Test | undefined;
}

export interface CalculatedPlan {
  readonly name: string;
  readonly slot: number;
  readonly evaluate: Evaluator;
}

/** One member of the answers as they are kept. */
export interface Kept {
  readonly name: string;
  readonly slot: number;
  readonly list: boolean;
  /** A calculated value, which may be something that is no answer. */
  readonly computed: boolean;
}

export interface ScopePlan {
  readonly parent: ScopePlan | undefined;
  /** Every key that answers of the scope may have, and every name that expressions use. */
  readonly slots: ReadonlyMap<string, number>;
  readonly size: number;
  readonly holdsLists: boolean;
  readonly containers: readonly ContainerPlan[];
  readonly questions: readonly QuestionPlan[];
  readonly calculated: readonly CalculatedPlan[];
  /** In canonical order of their names (RFC 8785 3.2.3). */
  readonly kept: readonly Kept[];
}

/** One step of the order of evaluation: a question or value, and the lists on the way to it. */
export interface Step {
  readonly lists: readonly number[];
  readonly question: QuestionPlan | undefined;
  readonly calculated: CalculatedPlan | undefined;
}

export interface Plan {
  readonly root: ScopePlan;
  readonly steps: readonly Step[];
}

export const commentName = (name: string): string => `${name}-Comment`;

type Growing<Plan> = { -readonly [Member in keyof Plan]: Plan[Member] };

const slotsOf = (compiled: CompiledScope): ReadonlyMap<string, number> => {
  const names = [
    ...compiled.questions.map(({ name }) => name),
    ...compiled.questions.filter(({ comment }) => comment !== undefined).map(({ name }) => commentName(name)),
    ...compiled.calculated.map(({ name }) => name),
  ];
  return new Map(names.map((name, slot) => [name, slot]));
};

const keptOf = (compiled: CompiledScope, slots: ReadonlyMap<string, number>): readonly Kept[] => {
  const entry = (name: string, list: boolean, computed: boolean): Kept => ({
    name,
    slot: slots.get(name) ?? -1,
    list,
    computed,
  });
  const all = [
    ...compiled.questions.map(({ name, items }) => entry(name, items !== undefined, false)),
    ...compiled.questions
      .filter(({ comment }) => comment !== undefined)
      .map(({ name }) => entry(commentName(name), false, false)),
    ...compiled.calculated.filter(({ kept }) => kept).map(({ name }) => entry(name, false, true)),
  ];
  return all.toSorted((one, other) => (one.name < other.name ? -1 : 1));
};

/** Expressions are compiled when every scope of the questionnaire has its slots, because they reach into all of them. */
class Planner {
  private readonly later: (() => void)[] = [];

  scope(compiled: CompiledScope, parent: ScopePlan | undefined): ScopePlan {
    const slots = slotsOf(compiled);
    const plan: Growing<ScopePlan> = {
      parent,
      slots,
      size: slots.size,
      holdsLists: compiled.questions.some(({ items }) => items !== undefined),
      containers: [],
      questions: [],
      calculated: [],
      kept: keptOf(compiled, slots),
    };
    const lists = compiled.questions.map(({ items }) =>
      items === undefined ? undefined : this.scope(items, plan),
    );
    // Lists are reached by expressions through `questions`, so these are there before any expression is compiled.
    plan.questions = compiled.questions.map((question, slot) =>
      this.question(question, slot, plan, lists[slot], compiled.containers),
    );
    this.later.push(() => {
      plan.containers = compiled.containers.map((container) => containerPlan(container, plan));
      plan.calculated = compiled.calculated.map(({ name, expression }) => ({
        name,
        slot: slots.get(name) ?? -1,
        evaluate: evaluatorFor(expression, plan),
      }));
    });
    return plan;
  }

  finish(): void {
    for (const task of this.later) task();
  }

  private question(
    compiled: CompiledQuestion,
    slot: number,
    scope: ScopePlan,
    items: ScopePlan | undefined,
    containers: readonly CompiledContainer[],
  ): QuestionPlan {
    const around = compiled.inside.flatMap((position) => containers[position] ?? []);
    const plan: Growing<QuestionPlan> = {
      compiled,
      name: compiled.name,
      kind: kindOf(compiled.kind),
      slot,
      commentSlot: compiled.comment === undefined ? -1 : (scope.slots.get(commentName(compiled.name)) ?? -1),
      visible: compiled.visible,
      readOnly: compiled.readOnly,
      inside: compiled.inside,
      lockable: [compiled, ...around].some(({ readOnly, enableIf }) => readOnly || enableIf !== undefined),
      visibleIf: undefined,
      enableIf: undefined,
      requiredIf: undefined,
      computes: undefined,
      validators: [],
      items,
    };
    this.later.push(() => {
      Object.assign(plan, containerPlan(compiled, scope));
      plan.requiredIf = testOr(compiled.requiredIf, scope);
      const computes = plan.kind.computes(compiled.rule);
      plan.computes = computes === undefined ? undefined : evaluatorFor(computes, scope);
      plan.validators = compiled.validators.map(({ position, validator }) => ({
        position,
        rule: validator,
        holds: validator.type === 'expression' ? testFor(validator.expression, scope) : undefined,
      }));
    });
    return plan;
  }
}

const testOr = (expression: Expression | undefined, scope: ScopePlan): Test | undefined =>
  expression === undefined ? undefined : testFor(expression, scope);

const containerPlan = (compiled: CompiledContainer, scope: ScopePlan): ContainerPlan => ({
  visible: compiled.visible,
  visibleIf: testOr(compiled.visibleIf, scope),
  readOnly: compiled.readOnly,
  enableIf: testOr(compiled.enableIf, scope),
});

const stepFor = (path: readonly string[], root: ScopePlan): Step => {
  const lists: number[] = [];
  let scope: ScopePlan | undefined = root;
  for (const name of path.slice(0, -1)) {
    const slot: number = scope?.slots.get(name) ?? -1;
    lists.push(slot);
    scope = scope?.questions[slot]?.items;
  }
  const name = path.at(-1) ?? '';
  return {
    lists,
    question: scope?.questions[scope.slots.get(name) ?? -1],
    calculated: scope?.calculated.find((value) => value.name === name),
  };
};

/** The plan of one scope that stands for itself, as tests of single expressions have it. */
export const planScope = (compiled: CompiledScope): ScopePlan => {
  const planner = new Planner();
  const root = planner.scope(compiled, undefined);
  planner.finish();
  return root;
};

const plans = new WeakMap<Compiled, Plan>();

export const planOf = (compiled: Compiled): Plan => {
  const known = plans.get(compiled);
  if (known !== undefined) return known;
  const root = planScope(compiled.root);
  const made = { root, steps: compiled.order.map((path) => stepFor(path, root)) };
  plans.set(compiled, made);
  return made;
};
