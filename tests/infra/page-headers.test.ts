import { expect, test } from 'vitest';
import { createApp } from '#functions/http/app.ts';
import type { Accounts, Ports } from '#functions/ports.ts';
import { pageHeaders } from '#infra/page-headers.ts';
import { appOf, resourcesOf } from './synthesise.ts';

const blobOrigin = 'https://scans.s3.eu-central-1.amazonaws.com';
const headers = pageHeaders(blobOrigin);

test('[N12] the page gets the policy that the app sends', async () => {
  const app = createApp({
    ports: { scans: { origins: [blobOrigin] } } as unknown as Ports,
    accounts: {} as Accounts,
  });
  const sent = (await app.request('/api/health')).headers;
  expect(headers.contentSecurityPolicy).toBe(sent.get('content-security-policy'));
  expect(headers.referrerPolicy).toBe(sent.get('referrer-policy'));
});

test.each(['cloudfront', 'website'])('[N12] %s sends the policy with the page', (web) => {
  const resources = resourcesOf(appOf({ context: { partition: 'aws', web } })).filter(
    ({ stack, type }) => stack === 'xiangbiao-web' && /Policy$|Integration$/.test(type),
  );
  const text = JSON.stringify(resources);
  for (const directive of headers.contentSecurityPolicy
    .split('; ')
    .filter((each) => !each.includes('https:')))
    expect(text).toContain(directive);
  expect(text).toMatch(/no-referrer/);
  expect(text).toMatch(/DENY/);
});
