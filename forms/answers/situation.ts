/** What a kind may ask while its question is decoded or judged. One object serves a whole check: it moves along. */
import type { Json } from '../json.ts';
import type { Expression } from '../questionnaire/expression/ast.ts';
import type { Situation } from '../questionnaire/kinds/kind.ts';
import { isTrue } from './expression/equality.ts';
import { type Evaluator, evaluatorFor } from './expression/evaluator.ts';
import type { Value } from './expression/numbers.ts';
import type { QuestionPlan } from './plan.ts';
import type { Run, Scope } from './scope.ts';

/** Conditions of choices and bounds live inside the rules of kinds; each stands in one scope, so it is compiled once. */
const evaluators = new WeakMap<Expression, Evaluator>();

const evaluatorIn = (expression: Expression, scope: Scope): Evaluator => {
  const known = evaluators.get(expression);
  if (known !== undefined) return known;
  const made = evaluatorFor(expression, scope.plan);
  evaluators.set(expression, made);
  return made;
};

export class MovingSituation implements Situation {
  private scope: Scope;
  private commentSlot = -1;
  private readonly run: Run;

  constructor(root: Scope, run: Run) {
    this.scope = root;
    this.run = run;
  }

  at(question: QuestionPlan, scope: Scope): this {
    this.scope = scope;
    this.commentSlot = question.commentSlot;
    return this;
  }

  value(expression: Expression): Value {
    return evaluatorIn(expression, this.scope)(this.scope, this.run);
  }

  holds(expression: Expression): boolean {
    return isTrue(this.value(expression));
  }

  holdsForChoice(expression: Expression, choice: Json): boolean {
    this.run.choice = choice;
    const holds = this.holds(expression);
    this.run.choice = undefined;
    return holds;
  }

  get comment(): string {
    const comment = this.commentSlot < 0 ? undefined : this.scope.values[this.commentSlot];
    return typeof comment === 'string' ? comment : '';
  }
}
