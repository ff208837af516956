/** The designer's validators. Only those that are expressions look at an answer that is not there (A8). */
import type { Json } from '../json.ts';
import type { CompiledValidator } from '../questionnaire/compiled.ts';
import { type PatternTester, patternTester } from '../questionnaire/pattern/match-pattern.ts';
import { isEmail } from './email.ts';
import { isEmpty } from './expression/equality.ts';
import { asNumber } from './expression/numbers.ts';
import type { ValidatorPlan } from './plan.ts';
import type { Run, Scope } from './scope.ts';
import { type Finding, found, quoted } from './violations.ts';

export const isBlank = (value: Json | undefined): boolean => {
  if (value === undefined) return true;
  if (typeof value === 'string') return value === '' || value.trim() === '';
  return isEmpty(value);
};

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

const breach = (rule: CompiledValidator, value: Json): Finding | undefined => {
  switch (rule.type) {
    case 'numeric':
      return numeric(rule, value);
    case 'text':
      return typeof value === 'string' ? lengths(rule, value) : undefined;
    case 'answercount':
      return Array.isArray(value) ? counts(rule, value.length) : undefined;
    case 'email':
      return typeof value !== 'string' || isEmail(value)
        ? undefined
        : found('not-an-email', { value: quoted(value) });
    case 'regex': {
      const texts = (Array.isArray(value) ? value : [value]).map(String);
      return texts.every((text) => testerOf(rule).test(text)) ? undefined : found('pattern-mismatch');
    }
    case 'expression':
      return undefined;
  }
};

/** What the validator finds, with its position, or nothing. */
export const validate = (
  { position, rule, holds }: ValidatorPlan,
  value: Json | undefined,
  scope: Scope,
  run: Run,
): Finding | undefined => {
  if (holds !== undefined)
    return holds(scope, run) ? undefined : found('rule-broken', { validator: position });
  // SurveyJS lets a blank text pass everywhere but as an address.
  if (value === undefined || (isBlank(value) && !(rule.type === 'email' && value !== ''))) return undefined;
  const finding = breach(rule, value);
  return finding && found(finding.code, { ...finding.facts, validator: position });
};
