/**
 * A query as DynamoDB wants it. It refuses reversed bounds and a start outside the bounds, where the port promises an empty
 * page or no effect: those are answered before anything is sent.
 */
import type { QueryOptions } from '../../ports.ts';
import { byteOrder } from '../table-rules.ts';
import { keyValue, Placeholders } from './expressions.ts';

const skCondition = ({ prefix, from, to }: QueryOptions, marks: Placeholders): string | undefined => {
  if (prefix) return `begins_with(${marks.name('sk')}, ${marks.value(prefix)})`;
  if (from && to) return `${marks.name('sk')} BETWEEN ${marks.value(from)} AND ${marks.value(to)}`;
  if (from) return `${marks.name('sk')} >= ${marks.value(from)}`;
  return to ? `${marks.name('sk')} <= ${marks.value(to)}` : undefined;
};

/** Whether nothing, everything or some of the range lies behind `after` in the direction of the query. */
const left = (after: string, { prefix = '', from = '', to, newestFirst = false }: QueryOptions) => {
  const [sk, low] = [byteOrder(after), byteOrder(prefix || from)];
  const above = prefix ? sk > low && !after.startsWith(prefix) : to !== undefined && sk > byteOrder(to);
  const below = sk < low || sk === '';
  if (newestFirst) return above ? 'everything' : below || sk === low ? 'nothing' : 'some';
  return below ? 'everything' : above || after === to ? 'nothing' : 'some';
};

/** Key condition and start, or undefined when nothing can match. */
export const toRange = (pk: string, options: QueryOptions) => {
  const { from = '', to, after } = options;
  if (to !== undefined && (to === '' || byteOrder(to) < byteOrder(from))) return undefined;
  const rest = after === undefined ? 'everything' : left(after, options);
  if (rest === 'nothing') return undefined;
  const marks = new Placeholders();
  const partition = `${marks.name('pk')} = ${marks.value(pk)}`;
  const sk = skCondition(options, marks);
  return {
    KeyConditionExpression: sk ? `${partition} AND ${sk}` : partition,
    ...marks.used(),
    ...(after !== undefined && rest === 'some' ? { ExclusiveStartKey: keyValue({ pk, sk: after }) } : {}),
  };
};
