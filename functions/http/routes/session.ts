/** Signing in and out, who am I, the demo clock. */
import { ok } from '#forms/result.ts';
import { problem } from '#forms/wire/problems.ts';
import { moveClockShape, signInShape } from '#forms/wire/shapes.ts';
import { readSession } from '../../use-cases/read-campaign.ts';
import { readBody } from '../body.ts';
import type { Handlers } from '../handler.ts';
import { problemReply, reply } from '../reply.ts';

const smallBody = 10 * 1024;

const withCookies = (response: Response, cookies: readonly string[]): Response => {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
};

export const sessionRoutes: Pick<
  Handlers,
  'health' | 'signIn' | 'signOut' | 'session' | 'clock' | 'moveClock'
> = {
  health: (context) => context.json({ ok: true }),

  signIn: async (context, { accounts }) => {
    const body = await readBody(context, signInShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    const outcome = await accounts.signIn(context.req.raw.headers, body.value);
    if (outcome.outcome === 'signed-in')
      return withCookies(context.json({ outcome: 'signed-in' }), outcome.cookies);
    if (outcome.outcome === 'too-many-tries')
      return problemReply(problem('too-many-tries', { seconds: outcome.seconds }));
    return problemReply(problem('wrong-credentials'));
  },

  signOut: async (context, { accounts }) =>
    withCookies(context.json({ outcome: 'signed-out' }), await accounts.signOut(context.req.raw.headers)),

  session: async (_, { ports, moveClock }, person) =>
    reply(ok(await readSession(person, person.userName, moveClock !== undefined)(ports))),

  clock: (_, { ports }) => reply(ok({ now: ports.clock.now() })),

  // Whoever tries this outside the demo learns only that there is no such thing (W6).
  moveClock: async (context, { ports, moveClock }) => {
    if (!moveClock) return problemReply(problem('demo-only'));
    const body = await readBody(context, moveClockShape, smallBody);
    if (!body.ok) return problemReply(body.refusal);
    await moveClock(body.value.now);
    return context.json({ now: ports.clock.now() });
  },
};
