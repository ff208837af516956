/** Makes plans of compiled editions, once for each. */
import type {
  Compiled,
  CompiledContainer,
  CompiledQuestion,
  CompiledScope,
} from '../questionnaire/compiled.ts';
import type { Expression } from '../questionnaire/expression/ast.ts';
import type { Shape } from '../questionnaire/kinds/kind.ts';
import type { Offer } from '../questionnaire/kinds/offer.ts';
import { kindOf } from '../questionnaire/kinds/registry.ts';
import { evaluatorFor, type Test, testFor } from './expression/evaluator.ts';
import {
  type ContainerPlan,
  commentName,
  type Kept,
  type Plan,
  type QuestionPlan,
  type ScopePlan,
  type Step,
  totalName,
} from './plan.ts';

type Growing<Plan> = { -readonly [Member in keyof Plan]: Plan[Member] };

const answerOf = ({ name, answer }: CompiledQuestion): string => answer ?? name;

/** A key for every slot: of questions, of their comments where they have one, of calculated values. */
const keysOf = (compiled: CompiledScope): readonly string[] => [
  ...compiled.questions.map(answerOf),
  ...compiled.questions
    .filter(({ comment }) => comment !== undefined)
    .map((question) => commentName(answerOf(question))),
  ...compiled.calculated.map(({ name }) => name),
];

/** The first slot of each key, and the others that share it. */
const shareOut = (keys: readonly string[]): Pick<ScopePlan, 'slots' | 'twins'> => {
  const slots = new Map<string, number>();
  const twins = new Map<number, number[]>();
  keys.forEach((key, slot) => {
    const first = slots.get(key);
    if (first === undefined) slots.set(key, slot);
    else twins.set(first, [...(twins.get(first) ?? []), slot]);
  });
  return { slots, twins };
};

const shapeOf = ({ items, sharesWith, shape }: CompiledQuestion): Shape | undefined =>
  items === undefined && sharesWith === undefined ? undefined : (shape ?? 'list');

const keptOf = (compiled: CompiledScope, slots: ReadonlyMap<string, number>): readonly Kept[] => {
  const dropped = new Set(compiled.calculated.filter(({ kept }) => !kept).map(({ name }) => name));
  const calculated = new Set(compiled.calculated.map(({ name }) => name));
  return [...slots]
    .filter(([name]) => !dropped.has(name))
    .map(([name, slot]) => {
      const question = compiled.questions[slot];
      const shape = question === undefined ? undefined : shapeOf(question);
      const first = (question?.rule as { readonly first?: number } | null | undefined)?.first ?? 0;
      return { name, slot, shape, computed: calculated.has(name), begun: shape === 'list' && first > 0 };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
};

/** Expressions are compiled when every scope of the questionnaire has its slots, because they reach into all of them. */
class Planner {
  private readonly later: (() => void)[] = [];

  scope(compiled: CompiledScope, parent: ScopePlan | undefined): ScopePlan {
    const keys = keysOf(compiled);
    const { slots, twins } = shareOut(keys);
    const plan: Growing<ScopePlan> = {
      parent,
      slots,
      twins,
      size: keys.length,
      ignored: new Set(
        compiled.questions.filter(({ totals }) => totals).map((one) => totalName(answerOf(one))),
      ),
      holdsLists: compiled.questions.some(({ items }) => items !== undefined),
      containers: [],
      questions: [],
      calculated: [],
      kept: keptOf(compiled, slots),
    };
    const inner = new Map<string, ScopePlan>();
    for (const { name, items } of compiled.questions)
      if (items !== undefined) inner.set(name, this.scope(items, plan));
    const lists = compiled.questions.map(({ name, sharesWith }) => inner.get(sharesWith ?? name));
    // Lists are reached by expressions through `questions`, so these are there before any expression is compiled.
    let commentSlot = compiled.questions.length - 1;
    plan.questions = compiled.questions.map((question, slot) => {
      if (question.comment !== undefined) commentSlot += 1;
      return this.question(question, { slot, commentSlot }, plan, lists[slot], compiled.containers);
    });
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
    { slot, commentSlot }: { readonly slot: number; readonly commentSlot: number },
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
      answer: answerOf(compiled),
      commentSlot: compiled.comment === undefined ? -1 : commentSlot,
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
      own: undefined,
      listSlot: -1,
      shape: shapeOf(compiled),
    };
    this.later.push(() => {
      Object.assign(plan, containerPlan(compiled, scope));
      if (compiled.of !== undefined)
        plan.listSlot = scope.parent?.questions.findIndex(({ name }) => name === compiled.of) ?? -1;
      if (items?.questions.some(({ compiled: one }) => one.of !== undefined))
        plan.own = items.questions.filter(({ compiled: one }) => one.of === compiled.name);
      plan.requiredIf = testOr(compiled.requiredIf, scope);
      const computes = plan.kind.computes(compiled.rule);
      plan.computes = computes === undefined ? undefined : evaluatorFor(computes, scope);
      plan.validators = compiled.validators.map(({ position, validator }) => ({
        position,
        rule: validator,
        holds: validator.type === 'expression' ? testFor(validator.expression, scope, 'holds') : undefined,
      }));
    });
    return plan;
  }
}

const testOr = (
  expression: Expression | undefined,
  scope: ScopePlan,
  wanted: 'is-true' | 'is-not-false' = 'is-true',
): Test | undefined => (expression === undefined ? undefined : testFor(expression, scope, wanted));

const containerPlan = (compiled: CompiledContainer, scope: ScopePlan): ContainerPlan => ({
  visible: compiled.visible,
  visibleIf: testOr(compiled.visibleIf, scope),
  readOnly: compiled.readOnly,
  enableIf: testOr(compiled.enableIf, scope, 'is-not-false'),
});

const stepFor = (path: readonly string[], root: ScopePlan): Step => {
  const lists: number[] = [];
  let scope: ScopePlan | undefined = root;
  for (const name of path.slice(0, -1)) {
    const list: QuestionPlan | undefined = scope?.questions.find((question) => question.name === name);
    lists.push(list?.slot ?? -1);
    scope = list?.items;
  }
  const name = path.at(-1) ?? '';
  return {
    lists,
    question: scope?.questions.find((question) => question.name === name),
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

const hasNumberedRows = ({ questions }: CompiledScope): boolean =>
  questions.some(({ rule, items }) => {
    const rows = (rule as { readonly rows?: Offer } | null)?.rows?.values ?? [];
    return rows.some((row) => /^\d/.test(String(row))) || (items !== undefined && hasNumberedRows(items));
  });

const plans = new WeakMap<Compiled, Plan>();

export const planOf = (compiled: Compiled): Plan => {
  const known = plans.get(compiled);
  if (known !== undefined) return known;
  const root = planScope(compiled.root);
  const steps = compiled.order.map((path) => stepFor(path, root));
  const made = { root, steps, unsorted: hasNumberedRows(compiled.root) };
  plans.set(compiled, made);
  return made;
};
