/**
 * Rows of the accounts on the Table port: one item a row under `AUTH#<model>`, and a pointer for every field by which
 * better-auth looks for rows. Row and pointers change in one transaction; unique fields are unique because their pointer is
 * put only where there is none; a row carries a revision, so that nobody writes over what he has not read.
 */
import { createHash } from 'node:crypto';
import type { Item, Key, Table, Test, Write } from '../../ports.ts';
import { type Clause, type Row, rowMatches } from './where.ts';

interface Shape {
  /** The field whose value is the sort key. */
  readonly key: string;
  readonly unique: readonly string[];
  /** Fields to look by that several rows may share. */
  readonly shared: readonly string[];
}

/** A session is asked for by its token with every request, so that is where it lies: one read. */
const shapes: { readonly [model: string]: Shape } = {
  user: { key: 'id', unique: ['email', 'username'], shared: [] },
  session: { key: 'token', unique: [], shared: ['userId'] },
  account: { key: 'id', unique: [], shared: ['userId', 'accountId'] },
  verification: { key: 'id', unique: [], shared: ['identifier'] },
};

/** Another row has this value already. */
export class TakenAlready extends Error {
  override readonly name = 'TakenAlready';
}

export interface StoredRow {
  readonly row: Row;
  readonly revision: number;
}

const attempts = 10;
const isAbsent: readonly Test[] = [{ attribute: 'pk', is: 'absent' }];

const shapeOf = (model: string): Shape => {
  const shape = shapes[model];
  if (!shape) throw new TypeError(`accounts have no rows of ${model}`);
  return shape;
};

/** Values come from outside: what would be no key, or a long one, is named by its hash. */
const keyText = (value: unknown): string => {
  const text = String(value);
  return /^[^\0\p{Surrogate}]{1,200}$/u.test(text)
    ? text
    : `sha256:${createHash('sha256').update(text).digest('hex')}`;
};

const keyOf = (model: string, row: Row): Key => ({
  pk: `AUTH#${model}`,
  sk: keyText(row[shapeOf(model).key]),
});
const pointerPk = (model: string, field: string) => `AUTH#${model}#${field}`;

interface Pointer {
  readonly key: Key;
  readonly unique: boolean;
}

const pointersOf = (model: string, row: Row): readonly Pointer[] => {
  const { unique, shared } = shapeOf(model);
  const of = (field: string, behind: string): Key[] =>
    typeof row[field] === 'string' ? [{ pk: pointerPk(model, field), sk: keyText(row[field]) + behind }] : [];
  return [
    ...unique.flatMap((field) => of(field, '').map((key) => ({ key, unique: true }))),
    ...shared.flatMap((field) =>
      of(field, `#${keyOf(model, row).sk}`).map((key) => ({ key, unique: false })),
    ),
  ];
};

const putPointer = ({ key, unique }: Pointer, to: Key): Write => ({
  put: { ...key, to: to.sk },
  ...(unique ? { when: isAbsent } : {}),
});

const fromItem = (item: Item): StoredRow => ({ row: item.row as Row, revision: Number(item.revision) });

export class Rows {
  readonly #table: Table;
  constructor(table: Table) {
    this.#table = table;
  }

  /** Throws TakenAlready. */
  async create(model: string, row: Row): Promise<void> {
    const key = keyOf(model, row);
    await this.#write([
      { put: { ...key, row, revision: 1 }, when: isAbsent },
      ...pointersOf(model, row).map((pointer) => putPointer(pointer, key)),
    ]);
  }

  /** The row of this key, read once. */
  async read(model: string, key: string): Promise<Row | undefined> {
    return (await this.#get({ pk: `AUTH#${model}`, sk: keyText(key) }))?.row;
  }

  async find(model: string, where: readonly Clause[]): Promise<readonly StoredRow[]> {
    const found = await this.#candidates(model, where);
    return found.filter(({ row }) => rowMatches(row, where));
  }

  /**
   * Changes or deletes (undefined) each row that fits the condition at the moment of writing; gives back the rows as they are
   * then, or as they were last.
   */
  async change(
    model: string,
    where: readonly Clause[],
    to: (row: Row) => Row | undefined,
  ): Promise<readonly Row[]> {
    const changed: Row[] = [];
    for (const stored of await this.find(model, where)) {
      const row = await this.#changeOne(model, stored, { where, to });
      if (row) changed.push(row);
    }
    return changed;
  }

  async #changeOne(
    model: string,
    first: StoredRow,
    { where, to }: { readonly where: readonly Clause[]; readonly to: (row: Row) => Row | undefined },
  ): Promise<Row | undefined> {
    let stored: StoredRow | undefined = first;
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (!stored || !rowMatches(stored.row, where)) return undefined;
      const after = to(stored.row);
      if (await this.#replace(model, stored, after)) return after ?? stored.row;
      stored = await this.#get(keyOf(model, first.row));
    }
    throw new Error(`a row of ${model} is changed by others all the time`);
  }

  /** False when somebody else was faster. */
  async #replace(model: string, { row, revision }: StoredRow, after: Row | undefined): Promise<boolean> {
    const key = keyOf(model, row);
    if (after && keyOf(model, after).sk !== key.sk)
      throw new TypeError(`the key of a row of ${model} cannot change`);
    const name = ({ key: { pk, sk } }: Pointer) => `${pk}\0${sk}`;
    const [before, behind] = [pointersOf(model, row), after ? pointersOf(model, after) : []];
    const without = (pointers: readonly Pointer[], others: readonly Pointer[]) =>
      pointers.filter((pointer) => !others.some((other) => name(other) === name(pointer)));
    const when: readonly Test[] = [{ attribute: 'revision', is: '=', value: revision }];
    const main: Write = after
      ? { put: { ...key, row: after, revision: revision + 1 }, when }
      : { delete: key, when };
    const refused = await this.#write(
      [
        main,
        ...without(before, behind).map((pointer): Write => ({ delete: pointer.key })),
        ...without(behind, before).map((pointer) => putPointer(pointer, key)),
      ],
      { staleAt: 0 },
    );
    return refused === undefined;
  }

  /** The index that was refused when it is `staleAt`; throws TakenAlready for any other. */
  async #write(
    writes: readonly Write[],
    { staleAt }: { readonly staleAt?: number } = {},
  ): Promise<number | undefined> {
    const outcome = await this.#table.transact(writes);
    if (outcome === 'done') return undefined;
    if (outcome === 'busy') throw new Error('the store is busy');
    if (outcome.refused === staleAt) return staleAt;
    throw new TakenAlready('another row has this value already');
  }

  async #get(key: Key): Promise<StoredRow | undefined> {
    const item = await this.#table.get(key);
    return item && fromItem(item);
  }

  async #all(pk: string, prefix: string): Promise<readonly Item[]> {
    const items: Item[] = [];
    let next: string | undefined;
    do {
      const page = await this.#table.query(pk, { prefix, limit: 1000, ...(next ? { after: next } : {}) });
      for (const item of page.items) items.push(item);
      next = page.next;
    } while (next);
    return items;
  }

  /** The shortest way to all rows that might fit; without a field to look by, all rows of the model. */
  async #candidates(model: string, where: readonly Clause[]): Promise<readonly StoredRow[]> {
    const { key, unique, shared } = shapeOf(model);
    const pk = `AUTH#${model}`;
    const simple = where.some(({ connector }) => connector === 'OR') ? [] : where.filter(isLookup);
    for (const field of [key, ...unique, ...shared]) {
      const clause = simple.find((one) => one.field === field);
      if (!clause) continue;
      const values = [...new Set([clause.value].flat().map(keyText))];
      const sks =
        field === key ? values : await this.#pointed(pointerPk(model, field), values, unique.includes(field));
      const found = await Promise.all(sks.map((sk) => this.#get({ pk, sk })));
      return found.filter((stored) => stored !== undefined);
    }
    return (await this.#all(pk, '')).map(fromItem);
  }

  async #pointed(pk: string, values: readonly string[], unique: boolean): Promise<readonly string[]> {
    const pointers = await Promise.all(
      values.map(async (value) =>
        unique ? [await this.#table.get({ pk, sk: value })] : this.#all(pk, `${value}#`),
      ),
    );
    return [...new Set(pointers.flat().flatMap((pointer) => (pointer ? [String(pointer.to)] : [])))];
  }
}

const isLookup = ({ operator, mode, value }: Clause): boolean =>
  mode === 'sensitive' &&
  ((operator === 'eq' && typeof value === 'string') ||
    (operator === 'in' && Array.isArray(value) && value.every((entry) => typeof entry === 'string')));
