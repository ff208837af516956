/** Contract of the Table port: programmer faults and what is too large. */
import { expect, test } from 'vitest';
import { type Attribute, ItemTooLarge, type Write } from '#functions/ports.ts';
import { key, type Opened, put } from './table-contract-opened.ts';

export const refusesFaults = (opened: Opened): void => {
  const { everything } = opened;
  const nested = (levels: number): Attribute => (levels === 0 ? 1 : [nested(levels - 1)]);
  const faults: readonly (readonly [string, readonly unknown[]])[] = [
    ['no write', []],
    ['101 writes', Array.from({ length: 101 }, (_, index) => put(`k${index}`))],
    ['one key twice', [put('a'), { delete: key('a') }]],
    ['an empty key', [put('')]],
    ['NUL in a key', [put('a\0b')]],
    ['a key too long', [put('乡'.repeat(342))]],
    ['half a surrogate pair', [put('a', { s: '\ud842' })]],
    ['undefined', [put('a', { s: undefined as never })]],
    ['a date', [put('a', { s: new Date(0) as never })]],
    ['NaN', [put('a', { n: Number.NaN })]],
    ['a number too small', [put('a', { n: 1e-131 })]],
    ['a number too large', [put('a', { n: 1e126 })]],
    ['33 levels', [put('a', { deep: nested(33) })]],
    ['an attribute without name', [put('a', { '': 1 })]],
    ['a check without a test', [{ check: key('a'), when: [] }]],
    ['order of booleans', [{ check: key('a'), when: [{ attribute: 'b', is: '<', value: true }] }]],
    ['nothing to be in', [{ check: key('a'), when: [{ attribute: 'b', is: 'in', values: [] }] }]],
    ['adding decimals', [{ add: key('a'), amounts: { n: 0.1 } }]],
    ['adding to a key', [{ add: key('a'), amounts: { sk: 1 } }]],
    ['adding and setting one attribute', [{ add: key('a'), amounts: { n: 1 }, set: { n: 1 } }]],
    ['over 4 MB', Array.from({ length: 11 }, (_, index) => put(`k${index}`, { s: 'x'.repeat(400_000) }))],
  ];
  test.each(faults)('[B6] %s is a programmer fault', async (_, writes) => {
    await expect(opened.table.transact(writes as readonly Write[])).rejects.toThrow(TypeError);
    expect(await everything('p', {})).toEqual([]);
  });

  test.each([
    ['prefix and bounds', { prefix: 'a', from: 'a', limit: 1 }],
    ['limit 0', { limit: 0 }],
    ['limit 1001', { limit: 1001 }],
    ['half an item', { limit: 1.5 }],
  ])('[B6] a query with %s is a programmer fault', async (_, options) => {
    await expect(opened.table.query('p', options)).rejects.toThrow(TypeError);
  });
};

export const refusesLargeItems = (opened: Opened): void => {
  /** pk and sk: names 2 + 2, values 1 + 3; the attribute's name 1. */
  const filled = (bytes: number): Write => put('big', { s: '乡'.repeat(3).padEnd(bytes - 9 - 6, 'x') });
  test('[B7] 400 KB is stored, a byte more is refused before anything is written', async () => {
    const limit = 400 * 1024;
    expect(await opened.table.transact([put('a'), filled(limit)])).toBe('done');
    const larger = opened.table.transact([put('b'), filled(limit + 1)]);
    await expect(larger).rejects.toThrow(ItemTooLarge);
    await expect(larger).rejects.toMatchObject({ key: key('big'), bytes: limit + 1 });
    expect(await opened.table.get(key('b'))).toBeUndefined();
  });

  test('[B7] an add that lets an item grow over 400 KB is refused', async () => {
    await opened.table.transact([filled(400 * 1024)]);
    const grown = opened.table.transact([put('b'), { add: key('big'), amounts: { n: 1 } }]);
    await expect(grown).rejects.toThrow(ItemTooLarge);
    expect(await opened.table.get(key('b'))).toBeUndefined();
  });
};
