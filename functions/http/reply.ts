/** Results become responses here and nowhere else. */
import type { Context } from 'hono';
import type { Result } from '#forms/result.ts';
import { type Problem, problems } from '#forms/wire/problems.ts';

type Status = 200 | 201 | 202;

export const problemReply = (context: Context, problem: Problem): Response => {
  const seconds = problem.facts.seconds;
  return context.body(JSON.stringify(problem), problems[problem.problem].status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {}),
  });
};

export const reply = <Value extends object>(
  context: Context,
  result: Result<Value, Problem>,
  status: Status = 200,
): Response =>
  result.ok
    ? context.json(result.value, status, { 'cache-control': 'no-store' })
    : problemReply(context, result.refusal);
