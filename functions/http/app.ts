/**
 * The HTTP face, the same on one machine and in Lambda: route → session → use case → reply or problem. A route only names;
 * what may be done is decided in the use case, what is said is in forms/wire.
 */
import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { problem } from '#forms/wire/problems.ts';
import { type RouteName, routes } from '#forms/wire/routes.ts';
import type { AppParts, Handler, Handlers, SignedInHandler } from './handler.ts';
import { problemReply } from './reply.ts';
import { campaignRoutes } from './routes/campaign.ts';
import { deadlineRoutes } from './routes/deadline.ts';
import { designRoutes } from './routes/design.ts';
import { noticeRoutes } from './routes/notice.ts';
import { sealRoutes } from './routes/seal.ts';
import { sessionRoutes } from './routes/session.ts';
import { villageRoutes } from './routes/village.ts';

const handlers: Handlers = {
  ...sessionRoutes,
  ...campaignRoutes,
  ...villageRoutes,
  ...deadlineRoutes,
  ...noticeRoutes,
  ...designRoutes,
  ...sealRoutes,
};

export const createApp = (parts: AppParts): Hono => {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"], // survey-react-ui and Mantine set style attributes
        imgSrc: ["'self'", 'data:', 'blob:', ...blobOrigins(parts)],
        connectSrc: ["'self'", ...blobOrigins(parts)],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      strictTransportSecurity: false, // set by whoever terminates TLS
    }),
  );
  for (const [name, route] of Object.entries(routes) as [RouteName, (typeof routes)[RouteName]][])
    app.on(route.method, route.path, (context) => handle(context, parts, name));
  app.all('/api/*', (context) => problemReply(context, problem('no-such-route')));
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
    return problemReply(context, problem('something-broke', { trace }));
  });
  return app;
};

const blobOrigins = ({ ports }: AppParts): string[] => [...(ports.scans.origins ?? [])];

const handle = async (context: Context, parts: AppParts, name: RouteName): Promise<Response> => {
  const route = routes[name];
  if (route.method !== 'GET' && crossSite(context)) return problemReply(context, problem('cross-site'));
  if (route.verb === 'open') return (handlers[name] as Handler)(context, parts);
  const person = await parts.accounts.personOf(context.req.raw.headers);
  if (!person) return problemReply(context, problem('not-signed-in'));
  return (handlers[name] as SignedInHandler)(context, parts, person);
};

/** W4: a browser says where a write comes from; a page of another site may not ride on our cookie. */
const crossSite = (context: Context): boolean => {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = context.req.header('origin');
  return origin !== undefined && new URL(origin).host !== context.req.header('host');
};
