/**
 * What can be wrong with answers: every code with the facts that come with it. web/locale has one sentence for each. What a
 * validator of the designer found also carries `validator`, its position, so that the designer's own words can be shown.
 */
import type { Violation } from './answers.ts';

export const violationCodes = [
  // limits and shape (A1, A2)
  { code: 'not-an-object', facts: ['found'] },
  { code: 'too-large', facts: ['limit'] },
  { code: 'too-deep', facts: ['limit'] },
  { code: 'unknown-key', facts: ['key'] },
  { code: 'wrong-type', facts: ['expected', 'found'] },
  { code: 'bad-text', facts: [] },
  // one answer
  { code: 'text-too-long', facts: ['length', 'limit'] },
  { code: 'not-a-date', facts: ['value'] },
  { code: 'not-a-month', facts: ['value'] },
  { code: 'not-a-week', facts: ['value'] },
  { code: 'not-a-time', facts: ['value'] },
  { code: 'not-a-moment', facts: ['value'] },
  { code: 'not-a-color', facts: ['value'] },
  { code: 'too-small', facts: ['value', 'limit'] },
  { code: 'too-large-number', facts: ['value', 'limit'] },
  { code: 'too-early', facts: ['value', 'limit'] },
  { code: 'too-late', facts: ['value', 'limit'] },
  { code: 'off-step', facts: ['value', 'step'] },
  { code: 'not-a-choice', facts: ['value'] },
  { code: 'choice-not-offered', facts: ['value'] },
  { code: 'repeated-choice', facts: ['value'] },
  { code: 'none-with-others', facts: [] },
  { code: 'too-many-choices', facts: ['count', 'limit'] },
  { code: 'too-few-choices', facts: ['count', 'limit'] },
  { code: 'other-not-described', facts: [] },
  { code: 'not-ranked', facts: ['count', 'limit'] },
  { code: 'rows-unanswered', facts: ['row'] },
  { code: 'repeated-column', facts: ['value'] },
  { code: 'not-our-blob', facts: [] },
  { code: 'too-many-files', facts: ['count', 'limit'] },
  { code: 'file-not-accepted', facts: ['type'] },
  { code: 'too-many-items', facts: ['count', 'limit'] },
  { code: 'repeated-key', facts: ['first'] },
  // rules of the designer
  { code: 'required', facts: [] },
  { code: 'not-a-number', facts: ['value'] },
  { code: 'text-too-short', facts: ['length', 'limit'] },
  { code: 'digits-not-allowed', facts: [] },
  { code: 'pattern-mismatch', facts: ['validator'] },
  { code: 'not-an-email', facts: ['value'] },
  { code: 'rule-broken', facts: ['validator'] },
  // checks of the pack (K31)
  { code: 'check', facts: ['check'] },
] as const;

export type ViolationCode = (typeof violationCodes)[number]['code'];

/** Something wrong with one answer, before it is known where the answer stands. */
export interface Finding {
  readonly code: ViolationCode;
  readonly facts: Violation['facts'];
}

export const found = (code: ViolationCode, facts: Violation['facts'] = {}): Finding => ({ code, facts });

/** What a sentence may quote of a value: short, and never a whole structure. */
export const quoted = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Array.isArray(value)
      ? '[…]'
      : '{…}'
    : String(value).slice(0, 60);

export const typeName = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
