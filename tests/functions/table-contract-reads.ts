/** Contract of the Table port: queries and scans. */
import { expect, test } from 'vitest';
import type { QueryOptions } from '#functions/ports.ts';
import { key, type Opened, put } from './table-contract-opened.ts';

export const queriesAndScans = (opened: Opened): void => {
  const { everything, scanned } = opened;
  const ordered = [
    '!',
    'a',
    'a#',
    'a#1',
    'aé',
    'a乡',
    'a\uffee',
    'a\u{20000}',
    'b',
    'é',
    '乡',
    '乡表',
    '\uffee',
    '\u{20000}',
  ];
  test('[B10] sort keys come in the order of their UTF-8 bytes, both ways', async () => {
    await opened.table.transact(ordered.toReversed().map((sk) => put(sk)));
    await opened.table.transact([
      { put: { pk: 'p!', sk: 'x' } },
      { put: { pk: 'o', sk: 'x' } },
      { put: { pk: 'pa', sk: 'x' } },
    ]);
    for (const limit of [1, 3, ordered.length, 1000]) {
      expect((await everything('p', {}, limit)).map(({ sk }) => sk)).toEqual(ordered);
      expect((await everything('p', { newestFirst: true }, limit)).map(({ sk }) => sk)).toEqual(
        ordered.toReversed(),
      );
    }
    expect(await opened.table.query('nothing', { limit: 5 })).toEqual({ items: [] });
  });

  test.each<[string, Omit<QueryOptions, 'limit'>, readonly string[]]>([
    ['a prefix', { prefix: 'a#' }, ['a#', 'a#1']],
    ['a Chinese prefix', { prefix: '乡' }, ['乡', '乡表']],
    ['an empty prefix', { prefix: '' }, ordered],
    [
      'bounds, both included',
      { from: 'a#', to: 'b' },
      ['a#', 'a#1', 'aé', 'a乡', 'a\uffee', 'a\u{20000}', 'b'],
    ],
    ['bounds that are no keys', { from: 'a!', to: 'a0' }, ['a#', 'a#1']],
    ['a lower bound', { from: '乡表' }, ['乡表', '\uffee', '\u{20000}']],
    ['an upper bound', { to: 'a#' }, ['!', 'a', 'a#']],
    ['reversed bounds', { from: 'b', to: 'a' }, []],
    ['a place to continue', { after: '乡' }, ['乡表', '\uffee', '\u{20000}']],
    ['a place that is no key', { prefix: 'a', after: 'a0' }, ['aé', 'a乡', 'a\uffee', 'a\u{20000}']],
    ['a place before the prefix', { prefix: '乡', after: 'a' }, ['乡', '乡表']],
    ['a place behind the prefix', { prefix: 'a', after: 'b' }, []],
    ['a place before the bounds', { from: '乡表', after: 'a' }, ['乡表', '\uffee', '\u{20000}']],
    ['a place behind the bounds', { to: 'a', after: 'b' }, []],
  ])('[B10] a query with %s', async (_, options, expected) => {
    await opened.table.transact(ordered.map((sk) => put(sk)));
    expect((await everything('p', options)).map(({ sk }) => sk)).toEqual(expected);
  });

  test('[B10] newest first continues before the place', async () => {
    await opened.table.transact(ordered.map((sk) => put(sk)));
    const found = async (options: Omit<QueryOptions, 'limit'>) =>
      (await everything('p', { ...options, newestFirst: true })).map(({ sk }) => sk);
    expect(await found({ after: 'a#1' })).toEqual(['a#', 'a', '!']);
    expect(await found({ prefix: 'a', after: 'b' })).toEqual([
      'a\u{20000}',
      'a\uffee',
      'a乡',
      'aé',
      'a#1',
      'a#',
      'a',
    ]);
    expect(await found({ prefix: 'b', after: 'a' })).toEqual([]);
    expect(await found({ from: 'a#', to: 'aé' })).toEqual(['aé', 'a#1', 'a#']);
  });

  test('[B10] a page holds as many items as asked for, however large', async () => {
    for (let index = 0; index < 5; index++)
      await opened.table.transact([put(`k${index}`, { s: 'x'.repeat(390_000) })]);
    const page = await opened.table.query('p', { limit: 4 });
    expect(page.items.map(({ sk }) => sk)).toEqual(['k0', 'k1', 'k2', 'k3']);
    expect(page.next).toBe('k3');
  });

  test('[B11] reads see what was written', async () => {
    for (let n = 0; n < 20; n++) {
      await opened.table.transact([put('a', { n })]);
      expect((await opened.table.get(key('a')))?.n).toBe(n);
      expect((await opened.table.query('p', { limit: 1 })).items[0]?.n).toBe(n);
    }
    expect(await opened.table.get(key('none'))).toBeUndefined();
  });

  test('[B12] segments cover every item once', async () => {
    const items = Array.from({ length: 1400 }, (_, index) => ({
      pk: index < 1000 ? '村' : `p${index % 40}`,
      sk: `k${index}`,
    }));
    for (let start = 0; start < items.length; start += 100) {
      await opened.table.transact(items.slice(start, start + 100).map((item) => ({ put: item })));
    }
    for (const of of [1, 4]) {
      const found = (await scanned(of)).map(({ sk }) => sk);
      expect(found.toSorted()).toEqual(items.map(({ sk }) => sk).toSorted());
    }
    for (const [segment, of] of [
      [0, 0],
      [2, 2],
      [-1, 2],
    ] as const) {
      await expect(async () => {
        for await (const _ of opened.table.scan(segment, of));
      }).rejects.toThrow(TypeError);
    }
  });
};
