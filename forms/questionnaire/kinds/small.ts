/** Kinds that fit in a few lines: yes or no, rating, computed values. */
import { type Finding, found, quoted, typeName } from '../../answers/violations.ts';
import type { Json } from '../../json.ts';
import type { Expression } from '../expression/ast.ts';
import { limits } from '../limits.ts';
import { array, each, expression, flag, inert, local, number, scalar, whole } from '../properties.ts';
import { readChoices } from './choices.ts';
import { defineKind, present } from './kind.ts';
import { sensitive } from './text.ts';

const nothing = (): readonly Finding[] => [];

interface ValuesRule {
  readonly values: readonly Json[];
  readonly comment: boolean;
}

const isScalar = (value: Json | undefined): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** One of the values, exact in type. */
const decodeOneOf = (rule: ValuesRule, raw: unknown) => {
  if (rule.values.includes(raw as Json)) return { value: raw as Json };
  if (typeof raw === typeof rule.values[0]) return { finding: found('not-a-choice', { value: quoted(raw) }) };
  return { finding: found('wrong-type', { expected: typeof rule.values[0], found: typeName(raw) }) };
};

const commented = (rule: ValuesRule): 'always' | undefined => (rule.comment ? 'always' : undefined);

export const booleanKind = defineKind<ValuesRule>({
  keys: ['boolean'],
  properties: {
    ...each(scalar, 'valueTrue', 'valueFalse'),
    ...each(local, 'labelTrue', 'labelFalse'),
    ...each(inert, 'swapOrder', 'renderAs', 'useTitleAsLabel'),
    showCommentArea: flag,
  },
  compile: (source) => ({
    values: [
      isScalar(source.valueTrue) ? source.valueTrue : true,
      isScalar(source.valueFalse) ? source.valueFalse : false,
    ],
    comment: source.showCommentArea === true,
  }),
  decode: decodeOneOf,
  judge: nothing,
  comment: commented,
});

const numberOr = (value: Json | undefined, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

const rateCount = (least: number, most: number, step: number): number =>
  Math.floor((most - least) / step + 1e-9) + 1;

/** The steps of a rating from `rateMin` to `rateMax`, without the drift of adding decimals. */
const rateSteps = (least: number, most: number, step: number): readonly number[] => {
  const count = Math.min(rateCount(least, most, step), limits.choices);
  return Array.from({ length: Math.max(count, 0) }, (_, index) => Number((least + index * step).toFixed(6)));
};

export const ratingKind = defineKind<ValuesRule>({
  keys: ['rating'],
  properties: {
    ...each(number, 'rateMin', 'rateMax', 'rateStep'),
    rateValues: array,
    ...each(local, 'minRateDescription', 'maxRateDescription'),
    ...each(inert, 'rateType', 'displayMode', 'scaleMode', 'rateColorMode', 'rateDescriptionLocation'),
    ...each(inert, 'displayRateDescriptionsAsExtremeItems', 'autoGenerate', 'itemSize'),
    showCommentArea: flag,
  },
  compile: (source, workshop) => {
    const comment = source.showCommentArea === true;
    if (source.rateValues !== undefined) {
      const choices = readChoices({ name: source.name ?? '', choices: source.rateValues }, workshop);
      return { values: choices.map((choice) => choice.value), comment };
    }
    const [least, most] = [numberOr(source.rateMin, 1), numberOr(source.rateMax, 5)];
    const step = numberOr(source.rateStep, 1);
    if (!(least < most) || !(step > 0)) {
      workshop.pad.note(workshop.at, 'bounds-crossed', { lower: least, upper: most });
      return { values: [], comment };
    }
    const count = rateCount(least, most, step);
    if (count > limits.choices)
      workshop.pad.note(workshop.at, 'too-many-choices', { count, limit: limits.choices });
    return { values: rateSteps(least, most, step), comment };
  },
  decode: decodeOneOf,
  judge: nothing,
  comment: commented,
});

interface ComputedRule {
  readonly expression?: Expression;
  readonly precision: number;
}

export const computedKind = defineKind<ComputedRule>({
  keys: ['expression'],
  properties: {
    expression,
    format: local,
    ...each(whole(-1, 20), 'precision', 'maximumFractionDigits', 'minimumFractionDigits'),
    ...each(inert, 'displayStyle', 'currency', 'useGrouping'),
    sensitive,
  },
  compile: (source, workshop) => {
    if (typeof source.expression !== 'string' || source.expression.trim() === '') {
      workshop.pad.note(workshop.at, 'missing-property', { property: 'expression', type: 'expression' });
    }
    const precision = typeof source.precision === 'number' ? source.precision : -1;
    return present({ expression: workshop.expression('expression'), precision }) as ComputedRule;
  },
  /** The evaluation hands in its own result; see `computes`. */
  decode: (rule, raw) => ({ value: rounded(raw as Json, rule.precision) }),
  judge: nothing,
  computes: (rule) => rule.expression,
});

const rounded = (value: Json, precision: number): Json =>
  typeof value === 'number' && precision >= 0 ? Number.parseFloat(value.toFixed(precision)) : value;
