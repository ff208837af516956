/**
 * What each operator does with two values, traps included (reference: survey-core 3.0.0): a missing operand makes every
 * order comparison false, counts as 0 in arithmetic, and division by 0 gives nothing.
 */
import type { BinaryOperator } from '../../questionnaire/expression/ast.ts';
import { isEmpty, isEqual } from './equality.ts';
import { isMidnight, Moment, midnightOf, momentOf } from './moment.ts';
import { afterProduct, afterSum, asNumber, coerced, texted, type Value } from './numbers.ts';

type Operation = (a: Value, b: Value) => Value;

/** A text beside a moment is read as a date; a moment is cut to the precision of the text. */
const besideMoment = (value: Value, other: Value): Value => {
  if (other instanceof Moment && typeof value === 'string') {
    const read = momentOf(value);
    return isMidnight(other) ? midnightOf(read) : read;
  }
  if (value instanceof Moment && typeof other === 'string') {
    if (other.length < 11) return midnightOf(value);
    if (other.length < 14) return new Moment(Math.floor(value.ms / 3_600_000) * 3_600_000);
    if (other.length < 17) return new Moment(Math.floor(value.ms / 60_000) * 60_000);
  }
  return value;
};

const isText = (value: Value): boolean =>
  typeof value === 'string' || (typeof value === 'object' && !(value instanceof Moment));

const isLess = (left: Value, right: Value): boolean =>
  isText(left) && isText(right) ? texted(left) < texted(right) : coerced(left) < coerced(right);

const less: Operation = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (a === undefined || a === null || b === undefined || b === null) return false;
  const left = besideMoment(a, b);
  return isLess(left, besideMoment(b, left));
};

const present = (value: Value): Value => (value === 'undefined' ? undefined : value);

const equal: Operation = (a, b) => {
  if (typeof a === 'string' && typeof b === 'string' && a !== 'undefined' && b !== 'undefined')
    return isEqual(a, b);
  const left = besideMoment(a, b);
  return isEqual(present(left), present(besideMoment(b, left)));
};

/** Numbers and truths are never missing. */
const isSure = (value: Value): boolean =>
  typeof value === 'number' ? !Number.isNaN(value) : typeof value === 'boolean';

const missingIs = (value: Value, other: Value): Value => {
  if (!isEmpty(value)) return value;
  if (typeof other === 'number') return 0;
  if (typeof value === 'string') return value;
  if (typeof other === 'string') return '';
  return Array.isArray(other) ? [] : 0;
};

const sumWithList = (list: readonly Value[], value: Value, listFirst: boolean): Value => {
  if (typeof value === 'string') {
    const words = list.map((item) => (item === null || item === undefined ? '' : texted(item))).join(', ');
    return listFirst ? words + value : value + words;
  }
  if (typeof value !== 'number')
    return listFirst ? texted(list as Value) + texted(value) : texted(value) + texted(list as Value);
  const numbers = list.filter((item) => typeof item === 'number');
  const sum = numbers.reduce((total, item) => afterSum(total, item, total + item), 0);
  return afterSum(sum, value, sum + value);
};

/** Sums of sums double what they join; beyond this there is no value, so that nobody can fill the memory (A29). */
const longest = { text: 100_000, list: 10_000 } as const;

const isBearable = (value: Value): boolean => {
  if (typeof value === 'string') return value.length <= longest.text;
  return !Array.isArray(value) || value.length <= longest.list;
};

const plus: Operation = (a, b) => {
  const sum = joined(a, b);
  return isBearable(sum) ? sum : undefined;
};

const joined: Operation = (a, b) => {
  if (a instanceof Moment || b instanceof Moment) return undefined;
  if (asNumber(a) === undefined || asNumber(b) === undefined) {
    if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
    if (Array.isArray(a)) return sumWithList(a, b, true);
    if (Array.isArray(b)) return sumWithList(b, a, false);
    return typeof a === 'string' || typeof b === 'string' ? texted(a) + texted(b) : coerced(a) + coerced(b);
  }
  if (typeof a === 'string' || typeof b === 'string') return texted(a) + texted(b);
  return afterSum(a, b, coerced(a) + coerced(b));
};

const within = (list: readonly Value[], wanted: Value): boolean =>
  list.some((item) => equal(item, wanted) === true);

const containsCore = (left: Value, right: Value, wanted: boolean): boolean => {
  if (Array.isArray(left)) {
    if (left.length === 0) return !wanted;
    const needles: readonly Value[] = Array.isArray(right) ? right : [right];
    return needles.every((needle) => within(left, needle)) ? wanted : !wanted;
  }
  if (!left && left !== 0 && left !== false) return false;
  if (!right) return false;
  return texted(left).toLowerCase().includes(texted(right).toLowerCase()) ? wanted : !wanted;
};

const contains: Operation = (a, b) => containsCore(a, b, true);

const anyof: Operation = (a, b) => {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (isEmpty(a)) return false;
  if (isEmpty(b)) return true;
  if (!Array.isArray(a)) return contains(b, a);
  if (!Array.isArray(b)) return contains(a, b);
  return b.some((wanted) => contains(a, wanted) === true);
};

const allof: Operation = (a, b) => {
  if (!a && !isEmpty(b)) return false;
  return Array.isArray(b) ? b.every((wanted) => contains(a, wanted) === true) : contains(a, b);
};

const arithmetic =
  (operation: Operation): Operation =>
  (a, b) => {
    if (isSure(a) && isSure(b)) return operation(a, b);
    const left = missingIs(a, b);
    return operation(left, missingIs(b, left));
  };

export const operations: { readonly [Operator in BinaryOperator]: Operation } = {
  and: arithmetic((a, b) => a && b),
  or: arithmetic((a, b) => a || b),
  plus: arithmetic(plus),
  minus: arithmetic((a, b) => afterSum(a, b, coerced(a) - coerced(b))),
  mul: arithmetic((a, b) => afterProduct(a, b, coerced(a) * coerced(b))),
  div: arithmetic((a, b) => (b ? coerced(a) / coerced(b) : null)),
  mod: arithmetic((a, b) => (b ? coerced(a) % coerced(b) : null)),
  power: arithmetic((a, b) => coerced(a) ** coerced(b)),
  equal,
  notequal: (a, b) => equal(a, b) !== true,
  less,
  greater: (a, b) => less(b, a),
  lessorequal: (a, b) => equal(a, b) === true || less(a, b) === true,
  greaterorequal: (a, b) => equal(a, b) === true || less(b, a) === true,
  contains,
  notcontains: (a, b) => (!a && !isEmpty(b)) || containsCore(a, b, false),
  anyof,
  noneof: (a, b) => anyof(a, b) !== true,
  allof,
};
