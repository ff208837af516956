/**
 * Finding equal values without comparing each with each: values that `=` calls equal have the same key, and those with the
 * same key are compared by `=` itself, so that an index changes the cost and never the outcome (K4).
 */
import { asAnswer } from '../answers/expression/as-answer.ts';
import { isEmpty } from '../answers/expression/equality.ts';
import { Moment } from '../answers/expression/moment.ts';
import type { Value } from '../answers/expression/numbers.ts';
import { operations } from '../answers/expression/operators.ts';
import type { Json } from '../json.ts';

const textKey = (text: string): string | undefined => {
  const plain = text.trim().toLowerCase();
  if (plain === '') return undefined;
  if (plain === 'true' || plain === 'false') return plain === 'true' ? 'n1' : 'n0';
  const number = Number(plain);
  return Number.isNaN(number) ? `t${plain}` : `n${number}`;
};

/** Undefined for a blank: nothing equals it. */
const keyOf = (value: Json | undefined): string | undefined => {
  if (value === undefined || value === null || isEmpty(value)) return undefined;
  if (typeof value === 'string') return textKey(value);
  if (typeof value === 'number') return `n${value + 0}`;
  if (typeof value === 'boolean') return value ? 'n1' : 'n0';
  if (!Array.isArray(value)) return 'o';
  return `l${(value as readonly Json[]).map(keyOf).sort().join()}`;
};

interface Entry<Item> {
  readonly value: Json;
  readonly item: Item;
}

const asJson = (value: Value): Json | undefined => (value instanceof Moment ? asAnswer(value) : value);

/** Items by a value of each. */
export class Same<Item> {
  private readonly entries = new Map<string, Entry<Item>[]>();

  add(value: Value, item: Item): void {
    const json = asJson(value);
    const key = keyOf(json);
    if (key === undefined || json === undefined) return;
    const known = this.entries.get(key);
    if (known === undefined) this.entries.set(key, [{ value: json, item }]);
    else known.push({ value: json, item });
  }

  /** In the order in which they were added. `spend` is called for every comparison. */
  find(value: Value, spend: () => void): readonly Item[] {
    const json = asJson(value);
    const key = keyOf(json);
    const candidates = key === undefined ? undefined : this.entries.get(key);
    if (candidates === undefined) return [];
    const found: Item[] = [];
    for (const candidate of candidates) {
      spend();
      if (operations.equal(candidate.value, json) === true) found.push(candidate.item);
    }
    return found;
  }

  /** Notes a value unless it is blank or an equal one is noted; whether it was new. */
  addNew(value: Value, item: Item, spend: () => void): boolean {
    if (keyOf(asJson(value)) === undefined || this.find(value, spend).length > 0) return false;
    this.add(value, item);
    return true;
  }
}
