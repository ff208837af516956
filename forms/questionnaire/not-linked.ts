/** How linking stops at the first thing that it cannot resolve; `linkText` turns it into a fault. */
import type { FaultCode } from './faults.ts';

export class NotLinked extends Error {
  readonly code: FaultCode;
  readonly facts: { readonly [name: string]: string | number };
  constructor(code: FaultCode, facts: { readonly [name: string]: string | number }) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}
