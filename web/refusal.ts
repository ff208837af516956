/** How an exchange with the server fails. Apart from `call`, so that workers can say the same without the page behind it. */
import { type ProblemCode, problems } from '#forms/wire/problems.ts';

export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly facts: { readonly [name: string]: unknown };
  readonly status: number;
  constructor(code: ProblemCode, facts: { readonly [name: string]: unknown }, status: number) {
    super(code);
    this.code = code;
    this.facts = facts;
    this.status = status;
  }
}

/** No reply came: no network, server away, time out. Nothing is known about what the server did. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

export const isProblemCode = (code: unknown): code is ProblemCode =>
  typeof code === 'string' && code in problems;
