/** Results become responses here and nowhere else. */
import type { Result } from '#forms/result.ts';
import { type Problem, problems } from '#forms/wire/problems.ts';

type Status = 200 | 201 | 202;

/**
 * N26: whatever a browser is made to believe of such a reply, it loads, frames and guesses nothing. After the OWASP REST Security Cheat
 * Sheet, "Security headers".
 */
const securityHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const secured = new WeakSet<Response>();

/** Whether it went out of here as it is, with all headers on: every submission is answered so, and looking at them again costs. */
export const isSecured = (response: Response): boolean => secured.has(response);

const jsonReply = (status: number, value: object, headers: { readonly [name: string]: string }): Response => {
  const response = new Response(JSON.stringify(value), {
    status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...securityHeaders,
      ...headers,
    },
  });
  secured.add(response);
  return response;
};

export const problemReply = (problem: Problem): Response => {
  const seconds = problem.facts.seconds;
  return jsonReply(problems[problem.problem].status, problem, {
    'content-type': 'application/problem+json',
    ...(typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {}),
  });
};

export const reply = <Value extends object>(
  result: Result<Value, Problem>,
  status: Status = 200,
): Response => (result.ok ? jsonReply(status, result.value, {}) : problemReply(result.refusal));
