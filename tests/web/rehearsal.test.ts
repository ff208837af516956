import { expect, test } from 'vitest';
import { standingOf } from '#web/supervise/extension-standing.ts';
import { sumOf, villageSums } from '#web/supervise/rehearsal-sums.ts';

const line = (village: string, group: string, owed: number, records: number) => ({
  village,
  group,
  owed,
  records,
  unfinished: owed - records,
  unsigned: 1,
  late: 2,
  open: true,
  extended: 0,
});
const reply = {
  villages: [
    { code: 'a', name: 'A' },
    { code: 'b', name: 'B' },
  ],
  lines: [line('a', 'g', 10, 9), line('a', 'h', 5, 5), line('b', 'g', 10, 4)],
  phones: [{ person: 'p', village: 'a', unsent: 9, drafts: 1, heardAt: 0 }],
  people: {},
  now: 0,
};

test('[D20] the rehearsal adds up by area and village, whoever would lose most first', () => {
  expect(sumOf(reply.lines)).toEqual({ owed: 25, records: 18, unfinished: 7, unsigned: 3, late: 6 });
  expect(
    villageSums(reply, ['g', 'h']).map(({ code, unfinished, unsent }) => [code, unfinished, unsent]),
  ).toEqual([
    ['a', 1, 9],
    ['b', 6, 0],
  ]);
  expect(villageSums(reply, ['h']).map(({ owed }) => owed)).toEqual([5, 0]);
});

test('[D21] a granted extension shows as over once its end has come, with nobody having done anything', () => {
  const extension = { state: 'granted', until: 10 } as Parameters<typeof standingOf>[0];
  expect(standingOf(extension, 9)).toBe('granted');
  expect(standingOf(extension, 10)).toBe('over');
  expect(standingOf({ ...extension, state: 'declined' }, 10)).toBe('declined');
});
