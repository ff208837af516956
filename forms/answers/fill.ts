/**
 * Decodes and evaluates in one pass: each question after everything that its visibility, choices or own expression depend
 * on. An answer that is not shown is not looked at and counts as not given (A6), so the verdict on cleaned answers is the
 * same again (A12).
 */
import { isJsonObject, type Json } from '../json.ts';
import type { Compiled, CompiledContainer, CompiledQuestion } from '../questionnaire/compiled.ts';
import type { Expression } from '../questionnaire/expression/ast.ts';
import { keepsComment } from '../questionnaire/kinds/choice.ts';
import type { Situation } from '../questionnaire/kinds/kind.ts';
import { type ListRule, listKey, problemWithList } from '../questionnaire/kinds/list.ts';
import { kindOf } from '../questionnaire/kinds/registry.ts';
import { decodeText } from '../questionnaire/kinds/text.ts';
import { limits } from '../questionnaire/limits.ts';
import type { EvaluationContext } from './answers.ts';
import { isEmpty } from './expression/equality.ts';
import { evaluate, holds } from './expression/evaluate.ts';
import { Moment, textOf } from './expression/moment.ts';
import type { Value } from './expression/numbers.ts';
import { commentName, newScope, questionsByName, rawOf, type Scope } from './scope.ts';

/** What a kind may ask while its question is decoded or judged; one small object per question, so no closures. */
class QuestionSituation implements Situation {
  private readonly scope: Scope;
  private readonly context: EvaluationContext;
  private readonly name: string;

  constructor(scope: Scope, context: EvaluationContext, name: string) {
    this.scope = scope;
    this.context = context;
    this.name = name;
  }

  value(expression: Expression): Value {
    return evaluate(expression, { scope: this.scope, context: this.context });
  }

  holds(expression: Expression): boolean {
    return holds(expression, { scope: this.scope, context: this.context });
  }

  holdsForChoice(expression: Expression, choice: Json): boolean {
    return holds(expression, { scope: this.scope, context: this.context, choice });
  }

  get comment(): string {
    const comment = this.scope.values[commentName(this.name)];
    return typeof comment === 'string' ? comment : '';
  }
}

export const situationIn = (scope: Scope, context: EvaluationContext, name: string): Situation =>
  new QuestionSituation(scope, context, name);

/** A computed value as an answer: dates become texts, what JSON cannot hold becomes nothing (A10). */
export const asAnswer = (value: Value): Json | undefined => {
  const plain = value instanceof Moment ? textOf(value) : value;
  if (plain === undefined || plain === null || isEmpty(plain)) return undefined;
  if (plain === 0) return 0; // never −0
  return typeof plain === 'number' && !Number.isFinite(plain) ? undefined : plain;
};

class Filler {
  private readonly context: EvaluationContext;

  constructor(context: EvaluationContext) {
    this.context = context;
  }

  /** One step of the order: the question or value at `path`, in every item where it stands. */
  step(scope: Scope, path: readonly string[], depth = 0): void {
    const name = path[depth] ?? '';
    if (depth < path.length - 1) {
      for (const item of scope.lists.get(name) ?? []) this.step(item, path, depth + 1);
      return;
    }
    const question = questionsByName(scope.compiled).get(name);
    if (question !== undefined) this.question(question, scope);
    else this.calculated(name, scope);
  }

  private calculated(name: string, scope: Scope): void {
    const calculated = scope.compiled.calculated.find((value) => value.name === name);
    if (calculated === undefined) return;
    const value = evaluate(calculated.expression, { scope, context: this.context });
    const answer = calculated.kept ? asAnswer(value) : undefined;
    if (answer !== undefined) scope.values[name] = answer;
    scope.calculated.set(name, value);
  }

  private isShown(element: CompiledContainer, scope: Scope): boolean {
    if (element.visibleIf === undefined) return element.visible;
    return holds(element.visibleIf, { scope, context: this.context });
  }

  private isContainerShown(position: number, scope: Scope): boolean {
    const known = scope.containersShown.get(position);
    if (known !== undefined) return known;
    const container = scope.compiled.containers[position];
    const shown = container === undefined || this.isShown(container, scope);
    scope.containersShown.set(position, shown);
    return shown;
  }

  private question(question: CompiledQuestion, scope: Scope): void {
    const inside = question.inside.every((position) => this.isContainerShown(position, scope));
    if (!inside || !this.isShown(question, scope)) return;
    scope.shown.add(question.name);
    if (question.kind === listKey) this.list(question, scope);
    else this.answer(question, scope);
    this.comment(question, scope);
  }

  private answer(question: CompiledQuestion, scope: Scope): void {
    const kind = kindOf(question.kind);
    const computed = kind.computes(question.rule);
    const raw =
      computed === undefined
        ? rawOf(scope, question.name)
        : asAnswer(evaluate(computed, { scope, context: this.context }));
    // A5: empty texts, lists and objects are no answer, as SurveyJS has it. Null is how a cleared field is sent.
    if (raw === undefined || raw === null || raw === '' || (Array.isArray(raw) && raw.length === 0)) return;
    const decoded = kind.decode(question.rule, raw, situationIn(scope, this.context, question.name));
    if ('finding' in decoded) scope.undecoded.set(question.name, decoded.finding);
    else scope.values[question.name] = decoded.value;
  }

  private list(question: CompiledQuestion, scope: Scope): void {
    const { items: compiled, name } = question;
    if (compiled === undefined) return;
    const rule = question.rule as unknown as ListRule;
    const raw = rawOf(scope, name) ?? [];
    const finding = problemWithList(rule, raw);
    if (finding !== undefined || !Array.isArray(raw)) {
      if (finding !== undefined) scope.undecoded.set(name, finding);
      return;
    }
    // A9: SurveyJS shows the least number of items, and the first number when there is no answer yet.
    const count = Math.max(raw.length, rule.least, raw.length === 0 ? rule.first : 0);
    const items = Array.from({ length: count }, (_, index) =>
      newScope(compiled, isJsonObject(raw[index]) ? raw[index] : {}, {
        parent: scope,
        index,
        prefix: `${scope.prefix}${name}[${index}].`,
        added: index >= raw.length,
      }),
    );
    scope.lists.set(name, items);
    scope.listValues.set(
      name,
      items.map((item) => item.values),
    );
  }

  private comment(question: CompiledQuestion, scope: Scope): void {
    if (question.comment === undefined) return;
    const raw = rawOf(scope, commentName(question.name));
    if (raw === undefined || raw === null || raw === '') return;
    if (question.comment === 'other' && !keepsComment(scope.values[question.name])) return;
    const decoded = decodeText(raw, limits.answerComment);
    if ('finding' in decoded) scope.undecoded.set(commentName(question.name), decoded.finding);
    else scope.values[commentName(question.name)] = decoded.value;
  }
}

/** Answers evaluated against a compiled edition; `raw` has passed the limits. */
export const fill = (compiled: Compiled, raw: Scope['raw'], context: EvaluationContext): Scope => {
  const root = newScope(compiled.root, raw);
  const filler = new Filler(context);
  for (const path of compiled.order) filler.step(root, path);
  return root;
};
