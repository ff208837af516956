/** A computed value as an answer: dates become texts, what JSON cannot hold becomes nothing (A10). */
import type { Json } from '../../json.ts';
import { isEmpty } from './equality.ts';
import { Moment, textOf } from './moment.ts';
import type { Value } from './numbers.ts';

export const asAnswer = (value: Value): Json | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (value === 0) return 0; // never −0
    return Number.isFinite(value) ? value : undefined;
  }
  const plain = value instanceof Moment ? textOf(value) : value;
  return plain === undefined || isEmpty(plain) ? undefined : plain;
};
