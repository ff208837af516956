/** The port's promises as the plainest program: a Map and a loop. Written apart from the engines, which share their rules. */
import fc from 'fast-check';
import type { Item, Key, QueryOptions, Test, TransactOutcome, Write } from '#functions/ports.ts';

const name = ({ pk, sk }: Key) => JSON.stringify([pk, sk]);
const keyIn = (write: Write): Key =>
  'put' in write ? write.put : 'delete' in write ? write.delete : 'check' in write ? write.check : write.add;

const before = (a: string | number, b: string | number): boolean =>
  typeof a === 'number' || typeof b === 'number' ? a < b : Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;

const holds = (item: Item | undefined, test: Test): boolean => {
  const value = item?.[test.attribute];
  if (!('value' in test) && !('values' in test)) return (value === undefined) === (test.is === 'absent');
  if (value === undefined) return false;
  if ('values' in test) return test.values.includes(value as string);
  if (test.is === '=' || test.is === '<>') return (value === test.value) === (test.is === '=');
  if (typeof value !== typeof test.value || typeof value === 'boolean') return false;
  const [left, right] = [value as string | number, test.value as string | number];
  if (test.is.startsWith('<')) return before(left, right) || (test.is === '<=' && left === right);
  return before(right, left) || (test.is === '>=' && left === right);
};

export class TableModel {
  readonly items = new Map<string, Item>();

  get(key: Key): Item | undefined {
    return this.items.get(name(key));
  }

  transact(writes: readonly Write[]): TransactOutcome {
    for (const [index, write] of writes.entries()) {
      const item = this.get(keyIn(write));
      if (!(write.when ?? []).every((test) => holds(item, test))) return { refused: index };
    }
    for (const write of writes) {
      const key = name(keyIn(write));
      if ('put' in write) this.items.set(key, write.put);
      if ('delete' in write) this.items.delete(key);
      if ('add' in write) this.items.set(key, this.sum(write));
    }
    return 'done';
  }

  private sum(write: Extract<Write, { add: Key }>): Item {
    const item: Record<string, unknown> = { ...this.get(write.add), ...write.add, ...write.set };
    for (const [field, amount] of Object.entries(write.amounts))
      item[field] = Number(item[field] ?? 0) + amount;
    return item as Item;
  }

  /** All that a query covers, whatever its limit. */
  query(pk: string, { prefix, from, to, after, newestFirst }: Omit<QueryOptions, 'limit'>): Item[] {
    const found = [...this.items.values()]
      .filter((item) => item.pk === pk)
      .filter(({ sk }) => prefix === undefined || sk.startsWith(prefix))
      .filter(({ sk }) => from === undefined || !before(sk, from))
      .filter(({ sk }) => to === undefined || !before(to, sk))
      .filter(({ sk }) => after === undefined || (newestFirst ? before(sk, after) : before(after, sk)))
      .sort((a, b) => (before(a.sk, b.sk) ? -1 : 1));
    return newestFirst ? found.reverse() : found;
  }
}

/** Few keys and few values, so that writes meet; sort keys of every UTF-8 length, some being a prefix of another. */
const pk = fc.constantFrom('村', 'V', 'V1');
const skText = fc.constantFrom('a', 'a#', 'a#1', 'aé', 'a乡', 'a\u{20000}', 'a\uffee', 'b', '乡', '乡表');
const key = fc.record({ pk, sk: skText });
/** Attribute n is a number or absent, so that `add` never meets anything else. */
const amount = fc.integer({ min: -3, max: 3 });
const text = fc.constantFrom('', 'x', 'y', '乡', '\u{20000}', '\uffee');
const other = fc.oneof(text, amount, fc.boolean(), fc.constant(null), fc.uint8Array({ maxLength: 3 }));

const test = fc.oneof(
  fc.record({
    attribute: fc.constantFrom('n', 's', 'pk'),
    is: fc.constantFrom('absent' as const, 'present' as const),
  }),
  fc.record({
    attribute: fc.constantFrom('n', 's', 'sk'),
    is: fc.constantFrom(
      '=' as const,
      '<>' as const,
      '<' as const,
      '<=' as const,
      '>' as const,
      '>=' as const,
    ),
    value: fc.oneof(text, amount),
  }),
  fc.record({
    attribute: fc.constantFrom('n', 's'),
    is: fc.constant('in' as const),
    values: fc.array(fc.oneof(text, amount), { minLength: 1, maxLength: 3 }),
  }),
);
const when = fc.option(fc.array(test, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 2 });
const guarded = <W extends object>(write: W, tests: readonly Test[] | undefined) =>
  tests ? { ...write, when: tests } : write;

const write: fc.Arbitrary<Write> = fc.oneof(
  fc
    .tuple(key, fc.option(amount), other, when)
    .map(([at, n, s, tests]) => guarded({ put: { ...at, ...(n === null ? {} : { n }), s } }, tests)),
  fc.tuple(key, when).map(([at, tests]) => guarded({ delete: at }, tests)),
  fc.tuple(key, test).map(([at, only]) => ({ check: at, when: [only] })),
  fc
    .tuple(
      key,
      amount,
      other.filter((value) => typeof value === 'string'),
      when,
    )
    .map(([at, n, s, tests]) => guarded({ add: at, amounts: { n }, set: { s: String(s) } }, tests)),
);

export const transactions = fc.array(
  fc.uniqueArray(write, { minLength: 1, maxLength: 4, selector: (one) => name(keyIn(one)) }),
  { minLength: 1, maxLength: 12 },
);

const edge = fc.option(skText, { nil: undefined });
const bounds = fc.oneof(
  fc.constant({}),
  fc.constantFrom('a', 'a#', '乡', 'z').map((prefix) => ({ prefix })),
  fc.tuple(edge, edge).map(([from, to]) => ({ ...(from ? { from } : {}), ...(to ? { to } : {}) })),
);
export const queries = fc
  .tuple(pk, bounds, edge, fc.boolean(), fc.integer({ min: 1, max: 4 }))
  .map(([partition, range, after, newestFirst, limit]) => ({
    pk: partition,
    options: { ...range, ...(after ? { after } : {}), newestFirst, limit },
  }));
