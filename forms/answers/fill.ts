/**
 * Decodes and evaluates in one pass: each question after everything that its visibility, choices or own expression depend
 * on. An answer that is not shown is not looked at and counts as not given (A6), so the verdict on cleaned answers is the
 * same again (A12).
 */
import type { Json } from '../json.ts';
import { keepsComment } from '../questionnaire/kinds/choice.ts';
import { decodeText } from '../questionnaire/kinds/text.ts';
import { limits } from '../questionnaire/limits.ts';
import { asAnswer } from './expression/as-answer.ts';
import { itemsOf } from './items.ts';
import type { CalculatedPlan, ContainerPlan, Plan, QuestionPlan, ScopePlan, Step } from './plan.ts';
import { type Given, type Run, Scope } from './scope.ts';
import { MovingSituation } from './situation.ts';

const holdsObject = (value: Json): boolean =>
  Array.isArray(value) ? value.some(holdsObject) : typeof value === 'object' && value !== null;

/** What is left of a matrix when none of its rows is shown. */
const holdsNothing = (value: Json): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const _ in value) return false;
  return true;
};

class Filler {
  private readonly run: Run;
  private readonly situation: MovingSituation;

  constructor(root: Scope, run: Run) {
    this.run = run;
    this.situation = new MovingSituation(root, run);
  }

  /** One step of the order: a question or value, in every item where it stands. */
  step(step: Step, scope: Scope, depth: number): void {
    const list = step.lists[depth];
    if (list !== undefined) {
      const items = scope.inner[list];
      if (items === undefined) return;
      for (const item of items) this.step(step, item, depth + 1);
    } else if (step.question !== undefined) this.question(step.question, scope);
    else if (step.calculated !== undefined) this.calculated(step.calculated, scope);
  }

  private calculated({ evaluate, slot }: CalculatedPlan, scope: Scope): void {
    const value = evaluate(scope, this.run);
    const answer = asAnswer(value);
    if (answer !== undefined && holdsObject(answer)) this.run.unsorted = true;
    scope.values[slot] = value;
  }

  private isShown(element: ContainerPlan, scope: Scope): boolean {
    return element.visibleIf === undefined ? element.visible : element.visibleIf(scope, this.run);
  }

  private isInsideShown(inside: readonly number[], scope: Scope): boolean {
    for (const position of inside) {
      let shown = scope.open[position];
      if (shown === undefined) {
        const container = scope.plan.containers[position];
        shown = container === undefined || this.isShown(container, scope);
        scope.open[position] = shown;
      }
      if (!shown) return false;
    }
    return true;
  }

  private question(question: QuestionPlan, scope: Scope): void {
    // What stands inside a list that is not shown is not, though another list shows the same item.
    if (question.listSlot >= 0 && scope.parent?.shown[question.listSlot] !== true) return;
    if (!this.isInsideShown(question.inside, scope) || !this.isShown(question, scope)) return;
    scope.shown[question.slot] = true;
    if (question.items !== undefined) this.items(question, question.items, scope);
    else this.answer(question, scope);
    if (question.commentSlot >= 0) this.comment(question, scope);
  }

  private answer(question: QuestionPlan, scope: Scope): void {
    const { computes, slot } = question;
    const raw = computes === undefined ? scope.given[slot] : asAnswer(computes(scope, this.run));
    // A5: empty texts, lists and objects are no answer, as SurveyJS has it. Null is how a cleared field is sent.
    if (raw === undefined || raw === null || raw === '' || (Array.isArray(raw) && raw.length === 0)) return;
    const decoded = question.kind.decode(question.compiled.rule, raw, this.situation.at(question, scope));
    if ('finding' in decoded) scope.noteUndecoded(slot, decoded.finding);
    else if (!holdsNothing(decoded.value)) {
      scope.values[slot] = decoded.value;
      if (computes !== undefined && holdsObject(decoded.value)) this.run.unsorted = true;
    }
  }

  private items(question: QuestionPlan, plan: ScopePlan, scope: Scope): void {
    // Whoever shares the items finds them under the first slot of their key.
    const first = scope.plan.slots.get(question.answer) ?? question.slot;
    const items = scope.inner[first] ?? itemsOf(question, plan, scope, this.situation.at(question, scope));
    if ('finding' in items) scope.noteUndecoded(question.slot, items.finding);
    else {
      scope.inner[first] = items;
      scope.inner[question.slot] = items;
    }
  }

  private comment(question: QuestionPlan, scope: Scope): void {
    const slot = question.commentSlot;
    const raw = scope.given[slot];
    if (raw === undefined || raw === null || raw === '') return;
    const beside = question.compiled.comment === 'other';
    if (beside && !keepsComment(scope.values[question.slot] as Json | undefined)) return;
    const decoded = decodeText(raw, limits.answerComment);
    if ('finding' in decoded) scope.noteUndecoded(slot, decoded.finding);
    else scope.values[slot] = decoded.value;
  }
}

/** Answers evaluated by a plan; `raw` has passed the limits. */
export const fill = (plan: Plan, raw: Given, run: Run): Scope => {
  const root = new Scope(plan.root, raw);
  const filler = new Filler(root, run);
  for (const step of plan.steps) filler.step(step, root, 0);
  return root;
};
