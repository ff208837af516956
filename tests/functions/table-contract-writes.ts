/** Contract of the Table port: transactions, tests, contention, values. */
import { expect, test } from 'vitest';
import type { Item, Test, Write } from '#functions/ports.ts';
import { key, type Opened, put } from './table-contract-opened.ts';

export const writesAllOrNothing = (opened: Opened): void => {
  const { everything } = opened;
  test('[B1] a transaction is written whole', async () => {
    await opened.table.transact([put('old')]);
    const writes: Write[] = [
      put('a', { n: 1 }),
      { delete: key('old') },
      { add: key('sum'), amounts: { n: 2 } },
    ];
    expect(
      await opened.table.transact([
        ...writes,
        { check: key('none'), when: [{ attribute: 'sk', is: 'absent' }] },
      ]),
    ).toBe('done');
    expect(await everything('p', {})).toEqual([
      { ...key('a'), n: 1 },
      { ...key('sum'), n: 2 },
    ]);
  });

  test('[B1] a refused transaction writes nothing', async () => {
    await opened.table.transact([put('old', { n: 1 })]);
    const writes: Write[] = [put('a'), { delete: key('old') }, { add: key('sum'), amounts: { n: 2 } }];
    const last: Write = { check: key('none'), when: [{ attribute: 'sk', is: 'present' }] };
    expect(await opened.table.transact([...writes, last])).toEqual({ refused: 3 });
    expect(await everything('p', {})).toEqual([{ ...key('old'), n: 1 }]);
  });

  test('[B1] an add that cannot be done writes nothing beside it', async () => {
    await opened.table.transact([put('text', { n: 'one' })]);
    await expect(
      opened.table.transact([put('a'), { add: key('text'), amounts: { n: 1 } }]),
    ).rejects.toThrow();
    expect(await everything('p', {})).toEqual([{ ...key('text'), n: 'one' }]);
  });

  const verdicts: readonly (readonly [Test, holdsOnStored: boolean, holdsOnMissing: boolean])[] = [
    [{ attribute: 'none', is: 'absent' }, true, true],
    [{ attribute: 'n', is: 'absent' }, false, true],
    [{ attribute: 'n', is: 'present' }, true, false],
    [{ attribute: 'nothing', is: 'present' }, true, false],
    [{ attribute: 'pk', is: 'present' }, true, false],
    [{ attribute: 'n', is: '=', value: 10 }, true, false],
    [{ attribute: 'n', is: '=', value: '10' }, false, false],
    [{ attribute: 'n', is: '<>', value: 9 }, true, false],
    [{ attribute: 'n', is: '<>', value: 10 }, false, false],
    [{ attribute: 'n', is: '<>', value: 'x' }, true, false],
    [{ attribute: 'none', is: '<>', value: 1 }, false, false],
    [{ attribute: 'n', is: '<', value: 10 }, false, false],
    [{ attribute: 'n', is: '<', value: 10.5 }, true, false],
    [{ attribute: 'n', is: '<=', value: 10 }, true, false],
    [{ attribute: 'n', is: '>', value: 9 }, true, false],
    [{ attribute: 'n', is: '>', value: 10 }, false, false],
    [{ attribute: 'n', is: '>=', value: 10 }, true, false],
    [{ attribute: 'n', is: '>=', value: 'a' }, false, false],
    [{ attribute: 'n', is: '<', value: 'a' }, false, false],
    [{ attribute: 's', is: '>', value: '\uffee' }, true, false],
    [{ attribute: 's', is: '<', value: '\u{20001}' }, true, false],
    [{ attribute: 'empty', is: '=', value: '' }, true, false],
    [{ attribute: 'yes', is: '=', value: true }, true, false],
    [{ attribute: 'yes', is: '<>', value: false }, true, false],
    [{ attribute: 'nothing', is: '<>', value: 'x' }, true, false],
    [{ attribute: 'n', is: 'in', values: ['10', 10] }, true, false],
    [{ attribute: 'n', is: 'in', values: ['10', 11] }, false, false],
    [{ attribute: 's', is: 'in', values: ['\u{20000}'] }, true, false],
    [{ attribute: 'a.b-1', is: '=', value: 'dotted' }, true, false],
  ];
  test.each(verdicts)('[B2] [B3] %j', async (only, stored, missing) => {
    const item = { n: 10, s: '\u{20000}', empty: '', yes: true, nothing: null, 'a.b-1': 'dotted' };
    await opened.table.transact([put('stored', item)]);
    for (const [sk, expected] of [
      ['stored', stored],
      ['missing', missing],
    ] as const) {
      const outcome = expected ? 'done' : { refused: 0 };
      expect(await opened.table.transact([{ check: key(sk), when: [only] }]), `check ${sk}`).toEqual(outcome);
      expect(
        await opened.table.transact([{ add: key(sk), amounts: { m: 0 }, when: [only, only] }]),
        `add ${sk}`,
      ).toEqual(outcome);
      await opened.table.transact([sk === 'stored' ? put(sk, item) : { delete: key(sk) }]);
      expect(await opened.table.transact([{ ...put(sk, item), when: [only] }]), `put ${sk}`).toEqual(outcome);
      await opened.table.transact([sk === 'stored' ? put(sk, item) : { delete: key(sk) }]);
      expect(await opened.table.transact([{ delete: key(sk), when: [only] }]), `delete ${sk}`).toEqual(
        outcome,
      );
    }
  });

  test('[B2] all tests of a write must hold', async () => {
    await opened.table.transact([put('a', { n: 1, m: 2 })]);
    const tests = (m: number): readonly Test[] => [
      { attribute: 'n', is: '=', value: 1 },
      { attribute: 'm', is: '=', value: m },
    ];
    expect(await opened.table.transact([{ delete: key('a'), when: tests(3) }])).toEqual({ refused: 0 });
    expect(await opened.table.transact([{ delete: key('a'), when: tests(2) }])).toBe('done');
  });

  test('[B4] the first write that was refused is named', async () => {
    const never: readonly Test[] = [{ attribute: 'sk', is: 'present' }];
    const writes: Write[] = [
      put('a'),
      { delete: key('b'), when: never },
      put('c'),
      { check: key('d'), when: never },
    ];
    expect(await opened.table.transact(writes)).toEqual({ refused: 1 });
    expect(await opened.table.transact(writes.toReversed())).toEqual({ refused: 0 });
  });

  test('[B5] concurrent increments add up to those that were done', async () => {
    await opened.table.transact([put('n', { n: 0 })]);
    const outcomes = await Promise.all(
      Array.from({ length: 32 }, (_, index) =>
        opened.table.transact([
          { add: key('n'), amounts: { n: 1 }, when: [{ attribute: 'n', is: '<', value: 20 }] },
          put(`mark${index}`),
        ]),
      ),
    );
    const done = outcomes.filter((outcome) => outcome === 'done').length;
    expect(
      outcomes.every((outcome) => outcome === 'done' || outcome === 'busy' || outcome.refused === 0),
    ).toBe(true);
    expect(done).toBeGreaterThan(0);
    expect(await opened.table.get(key('n'))).toEqual({ ...key('n'), n: done });
    expect(await everything('p', { prefix: 'mark' })).toHaveLength(done);
  });

  test('[B5] of those who saw the same version, one wins', async () => {
    await opened.table.transact([put('doc', { version: 1 })]);
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, by) =>
        opened.table.transact([
          { ...put('doc', { version: 2, by }), when: [{ attribute: 'version', is: '=', value: 1 }] },
        ]),
      ),
    );
    const winners = outcomes.flatMap((outcome, by) => (outcome === 'done' ? [by] : []));
    expect(winners).toHaveLength(1);
    expect(await opened.table.get(key('doc'))).toEqual({ ...key('doc'), version: 2, by: winners[0] });
  });
};

export const keepsValues = (opened: Opened): void => {
  test('[B8] attributes come back as they went', async () => {
    const item = {
      ...key('all'),
      empty: '',
      chinese: '乡镇农房 \u{20000} e\u0301',
      integer: 2 ** 53,
      negative: -(2 ** 53),
      decimal: 0.1,
      long: 0.1 + 0.2,
      tiny: 1.5e-130,
      huge: 9.9e125,
      zero: 0,
      yes: true,
      no: false,
      nothing: null,
      bytes: Uint8Array.from({ length: 256 }, (_, byte) => byte),
      noBytes: new Uint8Array(),
      list: [1, '', null, [], {}, new Uint8Array([0])],
      map: { 'a.b': { deep: [{ bytes: new Uint8Array([255]) }] }, constructor: 'x' },
      '#odd :name': 1,
    } satisfies Item;
    await opened.table.transact([{ put: item }]);
    expect(await opened.table.get(key('all'))).toStrictEqual(item);
    expect((await opened.table.query('p', { limit: 1 })).items).toStrictEqual([item]);
  });

  test('[B8] what was given and what was got can be changed without changing the store', async () => {
    const bytes = new Uint8Array([1]);
    await opened.table.transact([put('a', { bytes })]);
    bytes[0] = 9;
    const got = await opened.table.get(key('a'));
    expect(got?.bytes).toEqual(new Uint8Array([1]));
    (got?.bytes as Uint8Array)[0] = 8;
    expect((await opened.table.get(key('a')))?.bytes).toEqual(new Uint8Array([1]));
  });

  test('[B9] add begins at 0, keeps the rest and sets beside it', async () => {
    await opened.table.transact([{ add: key('new'), amounts: { n: 3, m: -1 }, set: { s: 'x', b: false } }]);
    expect(await opened.table.get(key('new'))).toEqual({ ...key('new'), n: 3, m: -1, s: 'x', b: false });
    await opened.table.transact([{ add: key('new'), amounts: { n: -5, k: 0 }, set: { s: '' } }]);
    expect(await opened.table.get(key('new'))).toEqual({
      ...key('new'),
      n: -2,
      m: -1,
      k: 0,
      s: '',
      b: false,
    });
    await opened.table.transact([{ add: key('bare'), amounts: {} }]);
    expect(await opened.table.get(key('bare'))).toEqual(key('bare'));
  });
};
