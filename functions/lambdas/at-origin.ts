/**
 * API Gateway hears its own host name, browsers know another: CloudFront or a domain stands in between. The app compares the
 * two to tell a page of ours from a page of somebody else (W4), so it is told the name that browsers use.
 */
import { Hono } from 'hono';

/** `origin`: `https://` and a host. */
export const atOrigin = (app: Pick<Hono, 'fetch'>, origin: string): Hono => {
  const { host } = new URL(origin);
  return new Hono().all('*', (context) => {
    const { pathname, search } = new URL(context.req.url);
    const request = new Request(`${origin}${pathname}${search}`, context.req.raw);
    request.headers.set('host', host);
    return app.fetch(request);
  });
};
