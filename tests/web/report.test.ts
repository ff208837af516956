import { expect, test } from 'vitest';
import type { OutboxItem } from '#web/offline/database.ts';
import { heapOf, isDue } from '#web/offline/heap.ts';

const last = { unsent: 3, drafts: 1, at: 1_000_000 };

test('[W17] a phone reports first, when something changed, and every ten minutes', () => {
  expect(isDue(undefined, { unsent: 0, drafts: 0 }, 0)).toBe(true);
  expect(isDue(last, last, last.at + 599_999)).toBe(false);
  expect(isDue(last, last, last.at + 600_000)).toBe(true);
  expect(isDue(last, { unsent: 2, drafts: 1 }, last.at)).toBe(true);
  expect(isDue(last, { unsent: 3, drafts: 0 }, last.at)).toBe(true);
});

test('[W17] unsent is what only this phone has: waiting, sending, and what needs work', () => {
  const item = (state: OutboxItem['state']) => ({ state }) as OutboxItem;
  const outbox = [
    item({ kind: 'waiting', tries: 0, notBefore: 0 }),
    item({ kind: 'sending', tries: 1 }),
    item({ kind: 'needs-work', problem: 'moved-on', facts: {} }),
    item({ kind: 'given-up' }),
    item({ kind: 'replaced', by: 'x' }),
  ];
  expect(heapOf(outbox, [])).toEqual({ unsent: 3, drafts: 0 });
});
