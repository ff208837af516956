/**
 * Serves the routes that it is given handlers for: cross-site check, session, handler, and one way in which everything fails.
 * Whoever answers few routes carries little: the submit function has one.
 */
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import { problem } from '#forms/wire/problems.ts';
import { type RouteName, routes } from '#forms/wire/routes.ts';
import type { Accounts, Ports } from '../ports.ts';
import type { Handler, Handlers, SignedInHandler } from './handler.ts';
import { isSecured, problemReply } from './reply.ts';

/** What every route needs; handlers may need more. */
export interface ServingParts {
  readonly ports: Pick<Ports, 'clock' | 'dice' | 'journal'>;
  readonly accounts: Pick<Accounts, 'personOf'>;
}

/** `blobOrigins`: where a page may load from and upload to besides its own origin. */
export const serveRoutes = <Parts extends ServingParts>(
  parts: Parts,
  handlers: Partial<Handlers<Parts>>,
  blobOrigins: readonly string[] = [],
): Hono => {
  const app = new Hono();
  const secure = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"], // survey-react-ui and Mantine set style attributes
      imgSrc: ["'self'", 'data:', 'blob:', ...blobOrigins],
      connectSrc: ["'self'", ...blobOrigins],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    strictTransportSecurity: false, // set by whoever terminates TLS
    overwrite: false, // files that people sent say more strictly what they may do
  });
  app.use(async (context, next) => {
    await next();
    if (!isSecured(context.res)) await secure(context, async () => undefined);
  });
  // N36: questionnaires, checks and a village's work are read over poor lines; what is sent in gets a short answer.
  app.get('/api/*', compress({ encoding: 'gzip', contentTypeFilter: /^application\/json/ }));
  for (const [name, { method, path, verb }] of Object.entries(routes) as [RouteName, Route][]) {
    const handler: AnyHandler<Parts> | undefined = handlers[name];
    if (handler)
      app.on(method, path, (context) => answer(context, parts, { open: verb === 'open', handler }));
  }
  app.all('/api/*', () => problemReply(problem('no-such-route')));
  app.onError((error, context) => {
    const now = parts.ports.clock.now();
    const trace = parts.ports.dice.id(now);
    // Where, never what: a message can carry an answer.
    const where = (error.stack ?? '')
      .split('\n')
      .filter((line) => line.trim().startsWith('at '))
      .slice(0, 4)
      .join(' | ');
    parts.ports.journal.error('request-broke', {
      trace,
      path: context.req.routePath,
      error: error.name,
      where,
    });
    return problemReply(problem('something-broke', { trace }));
  });
  return app;
};

type Route = (typeof routes)[RouteName];
type AnyHandler<Parts> = Handler<Parts> | SignedInHandler<Parts>;

const answer = async <Parts extends ServingParts>(
  context: Context,
  parts: Parts,
  { open, handler }: { readonly open: boolean; readonly handler: AnyHandler<Parts> },
): Promise<Response> => {
  if (context.req.method !== 'GET' && crossSite(context)) return problemReply(problem('cross-site'));
  if (open) return (handler as Handler<Parts>)(context, parts);
  const person = await parts.accounts.personOf(context.req.raw.headers);
  if (!person) return problemReply(problem('not-signed-in'));
  return (handler as SignedInHandler<Parts>)(context, parts, person);
};

/** W4: a browser says where a write comes from; a page of another site may not ride on our cookie. */
const crossSite = (context: Context): boolean => {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = context.req.header('origin');
  return origin !== undefined && new URL(origin).host !== context.req.header('host');
};
