/** What a browser may make of a reply; the same app answers on one machine and in Lambda. */
import { expect, test } from 'vitest';
import { createApp } from '#functions/http/app.ts';
import type { Accounts, Ports } from '#functions/ports.ts';

const parts = {
  ports: { scans: { origins: [] }, clock: { now: () => 0 } } as unknown as Ports,
  accounts: { personOf: async () => undefined } as unknown as Accounts,
};

test('[N26] a reply of the API is closed, compressed or not', async () => {
  const app = createApp(parts);
  for (const headers of [{}, { 'accept-encoding': 'gzip' }]) {
    const reply = await app.request('/api/session', { headers });
    expect(reply.status).toBe(401);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  }
});

test('[N26] what is no such reply says where it loads from, unless it says so itself', async () => {
  const app = createApp(parts);
  app.get('/page', (context) => context.html('<p>page</p>'));
  app.get('/file', (context) =>
    context.body('file', 200, { 'content-security-policy': "default-src 'none'; sandbox" }),
  );
  const policyOf = async (path: string) =>
    (await app.request(path)).headers.get('content-security-policy') ?? '';
  expect(await policyOf('/page')).toMatch(/^default-src 'self'; /);
  expect(await policyOf('/file')).toBe("default-src 'none'; sandbox");
  expect((await app.request('/file')).headers.get('x-content-type-options')).toBe('nosniff');
});
