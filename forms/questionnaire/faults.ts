/** What can be wrong with a questionnaire, and the pad on which every fault is noted before anything is refused (Q1). */
import type { Fault } from './questionnaire.ts';

/** Every code with the facts that come with it. web/locale has one sentence for each. */
export const faultCodes = [
  // the document
  { code: 'not-json', facts: ['found'] },
  { code: 'too-large', facts: ['size', 'limit'] },
  { code: 'too-deep', facts: ['limit'] },
  { code: 'unsafe-key', facts: ['key'] },
  { code: 'wrong-shape', facts: ['property', 'expected'] },
  { code: 'bad-text', facts: ['property'] },
  { code: 'text-too-long', facts: ['property', 'limit'] },
  { code: 'unknown-locale', facts: ['locale'] },
  // types, properties, names
  { code: 'unknown-type', facts: ['type'] },
  { code: 'refused-type', facts: ['type', 'reason'] },
  { code: 'unknown-property', facts: ['property', 'type'] },
  { code: 'refused-property', facts: ['property', 'reason'] },
  { code: 'missing-property', facts: ['property', 'type'] },
  { code: 'bad-name', facts: ['name'] },
  { code: 'reserved-name', facts: ['name'] },
  { code: 'duplicate-name', facts: ['name'] },
  { code: 'shared-value', facts: ['name'] },
  { code: 'shared-differently', facts: ['name', 'property'] },
  { code: 'bad-markdown', facts: ['property', 'found'] },
  // pictures
  { code: 'language-missing', facts: ['language'] },
  { code: 'unknown-picture', facts: ['picture'] },
  // limits
  { code: 'no-questions', facts: [] },
  { code: 'too-many-pages', facts: ['count', 'limit'] },
  { code: 'too-many-questions', facts: ['count', 'limit'] },
  { code: 'too-many-choices', facts: ['count', 'limit'] },
  { code: 'too-many-answers', facts: ['count', 'limit'] },
  { code: 'nested-too-deep', facts: ['limit'] },
  // choices
  { code: 'unknown-code-list', facts: ['codeList'] },
  { code: 'no-choices', facts: ['name'] },
  { code: 'duplicate-choice', facts: ['value'] },
  { code: 'bounds-crossed', facts: ['lower', 'upper'] },
  { code: 'unknown-key-name', facts: ['name'] },
  // expressions
  { code: 'expression-too-long', facts: ['length', 'limit'] },
  { code: 'expression-too-deep', facts: ['position', 'text'] },
  { code: 'expression-syntax', facts: ['position', 'text'] },
  { code: 'expression-long-number', facts: ['position', 'text'] },
  { code: 'expression-rewritten', facts: ['position', 'text'] },
  { code: 'unknown-reference', facts: ['name'] },
  { code: 'unknown-function', facts: ['name'] },
  { code: 'wrong-argument-count', facts: ['name', 'count', 'least', 'most'] },
  { code: 'bad-list-argument', facts: ['name', 'argument'] },
  { code: 'cycle', facts: ['names'] },
  // patterns
  { code: 'pattern-syntax', facts: ['position', 'pattern'] },
  { code: 'pattern-unsafe', facts: ['position', 'pattern', 'reason'] },
  { code: 'pattern-too-large', facts: ['pattern', 'limit'] },
] as const;

export type FaultCode = (typeof faultCodes)[number]['code'];

/** No designer reads more than this many at once, and a hostile document must not make an endless list. */
const mostFaults = 300;

export class FaultPad {
  private readonly noted: Fault[] = [];

  note(at: string, code: FaultCode, facts: Fault['facts'] = {}): void {
    if (this.noted.length < mostFaults) this.noted.push({ at, code, facts });
  }

  get faults(): readonly Fault[] {
    return this.noted;
  }

  get clean(): boolean {
    return this.noted.length === 0;
  }
}

/** A value as a fact: `String` itself throws on objects such as `{"toString": 1}`. */
export const spelled = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Array.isArray(value)
      ? '[…]'
      : '{…}'
    : String(value).slice(0, 80);

/** JSON pointer (RFC 6901) to a member of what `at` points to. */
export const below = (at: string, key: string | number): string =>
  `${at}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 120)}`;
