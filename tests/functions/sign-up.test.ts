/** The library that keeps accounts has routes of its own; none of them may be reached. */
import { expect, test } from 'vitest';
import { openWorld } from '#tests/support/world.ts';

test('[P18] nobody signs up over the network', async () => {
  const world = await openWorld();
  for (const path of [
    '/api/auth/sign-up/email',
    '/api/sign-up',
    '/sign-up/email',
    '/api/auth/sign-in/username',
  ]) {
    const body = JSON.stringify({
      email: 'x@accounts.invalid',
      name: 'x',
      username: 'x-y',
      password: 'a long enough secret',
    });
    const headers = { 'content-type': 'application/json' };
    expect((await world.app.request(path, { method: 'POST', headers, body })).status, path).toBe(404);
  }
  await world.close();
});
