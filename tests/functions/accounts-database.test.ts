/** Our database for better-auth against better-auth's own in memory: the same calls, the same answers. */
import { memoryAdapter } from 'better-auth/adapters/memory';
import { username } from 'better-auth/plugins/username';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tableDatabase } from '#functions/adapters/accounts/database.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';

const options = { plugins: [username()], logger: { disabled: true } };
const open = () => ({
  ours: tableDatabase(memoryTable())(options),
  theirs: memoryAdapter({ user: [], session: [], account: [], verification: [] })(options),
});

const id = fc.constantFrom('1', '2', '3', '4');
const text = fc.constantFrom('a', 'ab', 'B', 'b', 'ab#c', '乡');
const date = fc.integer({ min: 0, max: 5 }).map((days) => new Date(Date.UTC(2031, 0, 1 + days)));
const row = fc.record({
  id,
  identifier: text,
  value: text,
  expiresAt: date,
  createdAt: date,
  updatedAt: date,
});
const mode = fc.constantFrom('sensitive' as const, 'insensitive' as const);
const clause = fc.oneof(
  fc.record({ field: fc.constant('id'), value: id, operator: fc.constantFrom('eq' as const, 'ne' as const) }),
  fc.record({
    field: fc.constantFrom('identifier', 'value'),
    value: text,
    operator: fc.constantFrom(
      'eq' as const,
      'ne' as const,
      'contains' as const,
      'starts_with' as const,
      'ends_with' as const,
    ),
    mode,
  }),
  fc.record({
    field: fc.constantFrom('id', 'identifier'),
    value: fc.array(fc.oneof(id, text), { maxLength: 3 }),
    operator: fc.constantFrom('in' as const, 'not_in' as const),
    mode,
  }),
  // Without `eq`: better-auth's own memory compares dates by identity.
  fc.record({
    field: fc.constantFrom('expiresAt', 'createdAt'),
    value: date,
    operator: fc.constantFrom('lt' as const, 'lte' as const, 'gt' as const, 'gte' as const),
  }),
);
const where = fc
  .array(fc.tuple(clause, fc.constantFrom('AND' as const, 'AND' as const, 'OR' as const)), {
    minLength: 1,
    maxLength: 3,
  })
  .map((clauses) => clauses.map(([one, connector]) => ({ ...one, connector })));
const sortBy = fc.record({
  field: fc.constantFrom('createdAt', 'id'),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
});
const model = 'verification';

const calls = fc.oneof(
  { weight: 3, arbitrary: row.map((data) => ({ call: 'create' as const, data })) },
  {
    weight: 1,
    arbitrary: fc.tuple(where, text, date).map(([on, value, at]) => ({
      call: 'updateMany' as const,
      where: on,
      update: { identifier: value, value, expiresAt: at },
    })),
  },
  { weight: 1, arbitrary: where.map((on) => ({ call: 'deleteMany' as const, where: on })) },
  {
    weight: 1,
    arbitrary: id.map((value) => ({ call: 'consumeOne' as const, where: [{ field: 'id', value }] })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(where, sortBy, fc.nat(3), fc.integer({ min: 1, max: 3 }))
      .map(([on, sort, offset, limit]) => ({
        call: 'findMany' as const,
        where: on,
        sortBy: sort,
        offset,
        limit,
      })),
  },
  { weight: 1, arbitrary: where.map((on) => ({ call: 'count' as const, where: on })) },
);
type Call = typeof calls extends fc.Arbitrary<infer C> ? C : never;
type Database = ReturnType<typeof open>['ours'];

/** When a row was changed is read from the clock, once for each of the two. */
const withoutUpdate = ({ updatedAt: _, ...fields }: { readonly updatedAt: Date }) => fields;

const answer = async (database: Database, step: Call): Promise<unknown> => {
  switch (step.call) {
    case 'create':
      // better-auth's own memory would keep two rows of one id.
      if (await database.findOne({ model, where: [{ field: 'id', value: step.data.id }] }))
        return 'there already';
      return database.create({ model, data: step.data, forceAllowId: true });
    case 'updateMany':
      return database.updateMany({ model, where: step.where, update: step.update });
    case 'deleteMany':
      return database.deleteMany({ model, where: step.where });
    case 'consumeOne': {
      const consumed = await database.consumeOne<{ updatedAt: Date }>({ model, where: step.where });
      return consumed && withoutUpdate(consumed);
    }
    case 'count':
      return database.count({ model, where: step.where });
    case 'findMany': {
      // Rows that sort alike come in any order: compared by what is sorted.
      const { call: _, ...query } = step;
      const found = await database.findMany<Record<string, Date | string>>({ model, ...query });
      return found.map((one) => one[step.sortBy.field]);
    }
  }
};

test('[B20] better-auth finds in the table what it would find in its own memory', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(calls, { maxLength: 25 }), async (history) => {
      const { ours, theirs } = open();
      for (const step of history)
        expect(await answer(ours, step), step.call).toEqual(await answer(theirs, step));
      const all = { model, sortBy: { field: 'id', direction: 'asc' as const } };
      const rows = async (database: Database) =>
        (await database.findMany<{ updatedAt: Date }>(all)).map(withoutUpdate);
      expect(await rows(ours)).toEqual(await rows(theirs));
    }),
    { numRuns: 300 },
  );
});

const user = (name: string) => ({
  name,
  email: `${name}@accounts.invalid`,
  username: name,
  emailVerified: true,
  createdAt: new Date(),
  updatedAt: new Date(),
});

test('[B20] unique fields are unique, also when they change', async () => {
  const { ours } = open();
  const [li, wang] = [
    await ours.create({ model: 'user', data: user('li') }),
    await ours.create({ model: 'user', data: user('wang') }),
  ];
  await expect(ours.create({ model: 'user', data: { ...user('zhao'), username: 'li' } })).rejects.toThrow(
    'another row',
  );
  const on = (row: unknown) => [{ field: 'id', value: (row as { id: string }).id }];
  const update = { username: 'li' };
  await expect(ours.update({ model: 'user', where: on(wang), update })).rejects.toThrow('another row');
  await ours.update({ model: 'user', where: on(li), update: { username: 'li2' } });
  expect(await ours.update({ model: 'user', where: on(wang), update })).toMatchObject({
    name: 'wang',
    username: 'li',
  });
  const byName = async (value: string) =>
    (await ours.findOne<{ name: string }>({ model: 'user', where: [{ field: 'username', value }] }))?.name;
  expect([await byName('li'), await byName('li2'), await byName('wang')]).toEqual(['wang', 'li', undefined]);
  await ours.delete({ model: 'user', where: on(wang) });
  expect(await byName('li')).toBeUndefined();
});

test('[B20] of those who change one row at the same time, none undoes what another did', async () => {
  const { ours } = open();
  const { id: value } = (await ours.create({ model: 'user', data: user('li') })) as unknown as { id: string };
  const updates = [
    { name: 'Li' },
    { image: 'x' },
    { displayUsername: 'LI' },
    { emailVerified: false },
    { username: 'li2' },
  ];
  const where = [{ field: 'id', value }];
  await Promise.all(updates.map((update) => ours.update({ model: 'user', where, update })));
  expect(await ours.findOne({ model: 'user', where })).toMatchObject(Object.assign({}, ...updates));
});

test('[B20] of many who consume one row, one gets it', async () => {
  const { ours } = open();
  const at = new Date();
  const data = { identifier: 'once', value: 'x', expiresAt: at, createdAt: at, updatedAt: at };
  await ours.create({ model, data });
  const where = [{ field: 'identifier', value: 'once' }];
  const consumed = await Promise.all(Array.from({ length: 8 }, () => ours.consumeOne({ model, where })));
  expect(consumed.filter((one) => one !== null)).toHaveLength(1);
});

test('[B20] values that could not be keys are found all the same', async () => {
  const { ours } = open();
  const at = new Date();
  for (const identifier of ['乡'.repeat(500), 'a\0b', '']) {
    await ours.create({
      model,
      data: { identifier, value: 'x', expiresAt: at, createdAt: at, updatedAt: at },
    });
    expect(await ours.findMany({ model, where: [{ field: 'identifier', value: identifier }] })).toHaveLength(
      1,
    );
  }
  await expect(ours.create({ model: 'passkey', data: {} })).rejects.toThrow();
});
