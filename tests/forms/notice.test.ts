import { expect, test } from 'vitest';
import { noticeKinds } from '#forms/notice/notice.ts';
import { factsOf, noticeText } from '#forms/notice/notice-text.ts';

test.each(noticeKinds)('[G21] %s is said in both languages, of the same facts', (kind) => {
  expect(factsOf('zh-CN', kind)).toEqual(factsOf('en', kind));
});

test('[G21] ids become names, instants become times, and a fact that looks like a place for one stays text', () => {
  const words = {
    language: 'en' as const,
    when: (at: number) => `at ${at}`,
    nameOf: (what: string, id: string) => `${what} ${id}`,
  };
  const facts = { stage: 's', until: 7, why: '{until} <b>' };
  expect(noticeText({ kind: 'extension-granted', facts }, words)).toEqual({
    title: 'Extended to at 7',
    body: '“stage s” goes on to at 7 and then ends by itself. Reason: {until} <b>',
  });
});
