/**
 * What is wrong with evaluated answers, in the order of the questionnaire: what could not be decoded, what is missing, what
 * breaks a bound or a rule of the designer (A7, A8). The first group of findings hides the next, as in SurveyJS.
 */
import type { Json } from '../json.ts';
import type { CompiledContainer, CompiledQuestion, CompiledValidator } from '../questionnaire/compiled.ts';
import type { Situation } from '../questionnaire/kinds/kind.ts';
import { type ListRule, repeatedKeys } from '../questionnaire/kinds/list.ts';
import { kindOf } from '../questionnaire/kinds/registry.ts';
import { type PatternTester, patternTester } from '../questionnaire/pattern/match-pattern.ts';
import type { EvaluationContext, Violation } from './answers.ts';
import { isEmail } from './email.ts';
import { isEmpty } from './expression/equality.ts';
import { asNumber } from './expression/numbers.ts';
import { situationIn } from './fill.ts';
import { unknownKeys } from './limits.ts';
import { answersOf, commentName, type Scope } from './scope.ts';
import { type Finding, found, quoted } from './violations.ts';

/** More than this nobody reads, and an attacker must not make us write. */
export const mostViolations = 200;

const isBlank = (value: Json | undefined): boolean =>
  isEmpty(typeof value === 'string' ? value.trim() : value);

const testers = new WeakMap<CompiledValidator, PatternTester>();

const testerOf = (validator: Extract<CompiledValidator, { type: 'regex' }>): PatternTester => {
  const known = testers.get(validator);
  if (known !== undefined) return known;
  const made = patternTester(validator.pattern, validator.anyCase);
  testers.set(validator, made);
  return made;
};

const numeric = ({ least, most }: { least?: number; most?: number }, value: Json): Finding | undefined => {
  const number = asNumber(value);
  if (number === undefined) return found('not-a-number', { value: quoted(value) });
  if (least !== undefined && number < least) return found('too-small', { value: number, limit: least });
  return most !== undefined && number > most
    ? found('too-large-number', { value: number, limit: most })
    : undefined;
};

const lengths = (
  rule: { least?: number; most?: number; digits: boolean },
  value: string,
): Finding | undefined => {
  if (!rule.digits && /\d$/.test(value)) return found('digits-not-allowed');
  const { length } = value;
  if (rule.least !== undefined && length < rule.least)
    return found('text-too-short', { length, limit: rule.least });
  return rule.most !== undefined && length > rule.most
    ? found('text-too-long', { length, limit: rule.most })
    : undefined;
};

const counts = ({ least, most }: { least?: number; most?: number }, count: number): Finding | undefined => {
  if (count === 0) return undefined;
  if (least !== undefined && count < least) return found('too-few-choices', { count, limit: least });
  return most !== undefined && count > most ? found('too-many-choices', { count, limit: most }) : undefined;
};

/** Only expression validators look at an answer that is not there. */
const validate = (
  validator: CompiledValidator,
  value: Json | undefined,
  situation: Situation,
): Finding | undefined => {
  if (validator.type === 'expression')
    return situation.holds(validator.expression) ? undefined : found('rule-broken');
  if (value === undefined || isBlank(value)) return undefined;
  switch (validator.type) {
    case 'numeric':
      return numeric(validator, value);
    case 'text':
      return typeof value === 'string' ? lengths(validator, value) : undefined;
    case 'answercount':
      return Array.isArray(value) ? counts(validator, value.length) : undefined;
    case 'email':
      return typeof value !== 'string' || isEmail(value)
        ? undefined
        : found('not-an-email', { value: quoted(value) });
    case 'regex': {
      const texts = (Array.isArray(value) ? value : [value]).map(String);
      return texts.every((text) => testerOf(validator).test(text)) ? undefined : found('pattern-mismatch');
    }
  }
};

class Judge {
  readonly violations: Violation[] = [];
  private readonly context: EvaluationContext;

  constructor(context: EvaluationContext) {
    this.context = context;
  }

  scope(scope: Scope, locked: boolean): void {
    this.violations.push(...unknownKeys(scope).slice(0, mostViolations));
    for (const question of scope.compiled.questions) {
      if (this.violations.length > mostViolations) return;
      if (scope.shown.has(question.name)) this.question(question, scope, locked);
    }
  }

  private note(at: string, findings: readonly Finding[]): void {
    for (const { code, facts } of findings) this.violations.push({ at, code, facts });
  }

  private isLocked(element: CompiledContainer, situation: Situation): boolean {
    return element.enableIf === undefined ? element.readOnly : !situation.holds(element.enableIf);
  }

  private question(question: CompiledQuestion, scope: Scope, listLocked: boolean): void {
    const at = scope.prefix + question.name;
    const comment = scope.undecoded.get(commentName(question.name));
    if (comment !== undefined) this.note(`${scope.prefix}${commentName(question.name)}`, [comment]);
    const undecoded = scope.undecoded.get(question.name);
    if (undecoded !== undefined) {
      this.note(at, [undecoded]);
      return;
    }
    const situation = situationIn(scope, this.context, question.name);
    const locked = listLocked || this.isQuestionLocked(question, scope, situation);
    const items = scope.lists.get(question.name);
    if (items !== undefined) this.items(question, items, at, locked);
    // A7: nobody can be asked to mend what nobody can change.
    if (!locked) this.note(at, this.findings(question, this.valueOf(question, scope), situation));
  }

  private isQuestionLocked(question: CompiledQuestion, scope: Scope, situation: Situation): boolean {
    if (this.isLocked(question, situation)) return true;
    return question.inside.some((position) => {
      const container = scope.compiled.containers[position];
      return container !== undefined && this.isLocked(container, situation);
    });
  }

  private valueOf(question: CompiledQuestion, scope: Scope): Json | undefined {
    const items = scope.lists.get(question.name);
    if (items === undefined) return scope.values[question.name];
    return items.every((item) => Object.keys(answersOf(item)).length === 0)
      ? undefined
      : items.map((item) => item.values);
  }

  private findings(
    question: CompiledQuestion,
    value: Json | undefined,
    situation: Situation,
  ): readonly Finding[] {
    const kind = kindOf(question.kind);
    const computed = kind.computes(question.rule) !== undefined;
    const required =
      question.requiredIf === undefined ? question.required : situation.holds(question.requiredIf);
    if (required && !computed && isBlank(value)) return [found('required')];
    const own = kind.judge(question.rule, value, situation);
    if (own.length > 0) return own;
    return question.validators.flatMap(({ position, validator }) => {
      const finding = validate(validator, value, situation);
      return finding === undefined
        ? []
        : [{ code: finding.code, facts: { ...finding.facts, validator: position } }];
    });
  }

  private items(question: CompiledQuestion, items: readonly Scope[], at: string, locked: boolean): void {
    for (const item of items) this.scope(item, locked);
    const rule = question.rule as unknown as ListRule;
    for (const [position, first] of repeatedKeys(
      rule,
      items.map((item) => item.values),
    )) {
      this.note(`${at}[${position}].${rule.key}`, [found('repeated-key', { first: first + 1 })]);
    }
  }
}

/** Every violation, in the order of the questionnaire, at most `mostViolations`. */
export const judge = (root: Scope, context: EvaluationContext): readonly Violation[] => {
  const one = new Judge(context);
  one.scope(root, false);
  return one.violations.slice(0, mostViolations);
};
