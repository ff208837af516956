/**
 * What is wrong with evaluated answers, in the order of the questionnaire: what could not be decoded, what is missing, what
 * breaks a bound or a rule of the designer (A7, A8). The first group of findings hides the next, as in SurveyJS.
 */
import type { Json } from '../json.ts';
import { type ListRule, repeatedKeys } from '../questionnaire/kinds/list.ts';
import type { Violation } from './answers.ts';
import { pathInto } from './items.ts';
import { type ContainerPlan, commentName, type QuestionPlan } from './plan.ts';
import { isAnswered, type Run, type Scope } from './scope.ts';
import { MovingSituation } from './situation.ts';
import { isBlank, validate } from './validate.ts';
import { type Finding, found } from './violations.ts';

/** More than this nobody reads, and an attacker must not make us write. */
export const mostViolations = 200;

/** Stands for the answers of a list where nobody looks at more than whether there are any. */
const something: Json = true;

/** Where a question stands. */
interface Spot {
  readonly scope: Scope;
  /** Path of what is in the scope. */
  readonly prefix: string;
}

class Judge {
  readonly violations: Violation[] = [];
  private readonly run: Run;
  private readonly situation: MovingSituation;
  /** Scopes whose unknown keys were named; lists that share an item name them once. */
  private readonly told = new Set<Scope>();

  constructor(root: Scope, run: Run) {
    this.run = run;
    this.situation = new MovingSituation(root, run);
  }

  /** `prefix`: path of what is in the scope; `questions`: those that are asked about, where lists share their items. */
  scope(scope: Scope, locked: boolean, prefix: string, questions = scope.plan.questions): void {
    if (scope.strangers !== undefined && !this.told.has(scope))
      this.strangers(scope, scope.strangers, prefix);
    for (const question of questions) {
      if (this.violations.length > mostViolations) return;
      if (scope.shown[question.slot]) this.question(question, { scope, prefix }, locked);
    }
  }

  /** A2: keys that no question of the scope has, prototype-shaped ones included. */
  private strangers(scope: Scope, keys: readonly string[], prefix: string): void {
    this.told.add(scope);
    for (const key of keys.slice(0, mostViolations))
      this.violations.push({
        at: prefix.slice(0, -1),
        code: 'unknown-key',
        facts: { key: key.slice(0, 80) },
      });
  }

  private note(at: string, { code, facts }: Finding): void {
    this.violations.push({ at, code, facts });
  }

  private question(question: QuestionPlan, at: Spot, listLocked: boolean): void {
    const { scope } = at;
    if (scope.undecoded !== undefined && this.undecoded(question, at, scope.undecoded)) return;
    const locked = listLocked || (question.lockable && this.isLocked(question, scope));
    const items = scope.inner[question.slot];
    if (items !== undefined) this.items(question, items, at, locked);
    // A7: nobody can be asked to mend what nobody can change.
    if (!locked) this.findings(question, this.valueOf(question, scope), at);
  }

  /** Whether there is nothing more to say about the question. */
  private undecoded(
    question: QuestionPlan,
    { prefix }: Spot,
    undecoded: readonly (Finding | undefined)[],
  ): boolean {
    const comment = question.commentSlot < 0 ? undefined : undecoded[question.commentSlot];
    if (comment !== undefined) this.note(prefix + commentName(question.answer), comment);
    const own = undecoded[question.slot];
    if (own !== undefined) this.note(prefix + question.name, own);
    return own !== undefined;
  }

  private isLocked(question: QuestionPlan, scope: Scope): boolean {
    const locks = ({ enableIf, readOnly }: ContainerPlan): boolean =>
      enableIf === undefined ? readOnly : !enableIf(scope, this.run);
    if (locks(question)) return true;
    return question.inside.some((position) => {
      const container = scope.plan.containers[position];
      return container !== undefined && locks(container);
    });
  }

  private valueOf(question: QuestionPlan, scope: Scope): Json | undefined {
    const items = scope.inner[question.slot];
    if (items === undefined) return scope.values[question.slot] as Json | undefined;
    if (!items.some(isAnswered)) return undefined;
    return question.validators.length > 0 ? scope.wholeAt(question.slot) : something;
  }

  private findings(question: QuestionPlan, value: Json | undefined, { scope, prefix }: Spot): void {
    const { compiled, requiredIf, computes, kind, validators } = question;
    const required = requiredIf === undefined ? compiled.required : requiredIf(scope, this.run);
    if (required && computes === undefined && isBlank(value)) {
      this.note(prefix + question.name, found('required'));
      return;
    }
    const own = kind.judge(compiled.rule, value, this.situation.at(question, scope));
    for (const finding of own) this.note(prefix + question.name, finding);
    if (own.length > 0) return;
    for (const validator of validators) {
      const finding = validate(validator, value, scope, this.run);
      if (finding !== undefined) this.note(prefix + question.name, finding);
    }
  }

  private items(question: QuestionPlan, items: readonly Scope[], { prefix }: Spot, locked: boolean): void {
    for (const item of items) this.scope(item, locked, pathInto(question, item, prefix), question.own);
    if (question.shape !== 'list') return;
    const { key, keys } = question.compiled.rule as unknown as ListRule;
    for (const name of keys ?? (key === undefined ? [] : [key]))
      this.repeated(question, items, name, keys !== undefined, prefix);
  }

  private repeated(
    question: QuestionPlan,
    items: readonly Scope[],
    key: string,
    anyCase: boolean,
    prefix: string,
  ): void {
    const slot = question.items?.slots.get(key) ?? -1;
    const keys = items.map((item) => item.values[slot] as Json | undefined);
    for (const [position, first] of repeatedKeys(keys, anyCase)) {
      const at = `${prefix}${question.name}[${position}].${key}`;
      this.note(at, found('repeated-key', { first: first + 1 }));
    }
  }
}

/** Every violation, in the order of the questionnaire, at most `mostViolations`. */
export const judge = (root: Scope, run: Run): readonly Violation[] => {
  const one = new Judge(root, run);
  one.scope(root, false, '');
  return one.violations.length > mostViolations ? one.violations.slice(0, mostViolations) : one.violations;
};
