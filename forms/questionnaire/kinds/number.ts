/** Numbers: JSON numbers only, bounds and step as the designer set them. */
import { asNumber } from '../../answers/expression/numbers.ts';
import { type Finding, found, typeName } from '../../answers/violations.ts';
import type { Json } from '../../json.ts';
import type { Expression } from '../expression/ast.ts';
import { each, expression, inert, local, number, oneOf } from '../properties.ts';
import { type Decoded, defineKind, present, type Situation } from './kind.ts';

interface NumberRule {
  readonly least?: number;
  readonly most?: number;
  readonly leastBy?: Expression;
  readonly mostBy?: Expression;
  readonly step?: number | undefined;
}

/** A2: finite; −0 is 0, because JSON texts do not tell them apart for people. */
export const decodeNumber = (raw: unknown): Decoded => {
  if (typeof raw === 'number' && Number.isFinite(raw)) return { value: raw === 0 ? 0 : raw };
  return { finding: found('wrong-type', { expected: 'number', found: typeName(raw) }) };
};

/** Whether `value` is a whole multiple of `step`, decided on their decimals: 0.3 is three times 0.1. */
export const isOnStep = (value: number, step: number): boolean => {
  let scale = 1;
  const isWhole = (part: number): boolean => Math.round(part * scale) / scale === part;
  while (scale < 1_000_000 && !(isWhole(step) && isWhole(value))) scale *= 10;
  const size = Math.round(step * scale);
  return size <= 0 || Math.round(value * scale) % size === 0;
};

const boundBy = (
  by: Expression | undefined,
  fixed: number | undefined,
  situation: Situation,
): number | undefined => (by === undefined ? fixed : asNumber(situation.value(by)));

const judge = (rule: NumberRule, value: Json | undefined, situation: Situation): readonly Finding[] => {
  if (typeof value !== 'number') return [];
  const findings: Finding[] = [];
  const least = boundBy(rule.leastBy, rule.least, situation);
  const most = boundBy(rule.mostBy, rule.most, situation);
  if (least !== undefined && value < least) findings.push(found('too-small', { value, limit: least }));
  if (most !== undefined && value > most) findings.push(found('too-large-number', { value, limit: most }));
  if (rule.step !== undefined && !isOnStep(value, rule.step))
    findings.push(found('off-step', { value, step: rule.step }));
  return findings;
};

const numeric = (value: Json | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

interface RangeRule {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly leastBy?: Expression;
  readonly mostBy?: Expression;
}

/** A slider gives no other values than these, so that others were not given with it. */
const judgeRange = (rule: RangeRule, value: Json | undefined, situation: Situation): readonly Finding[] => {
  if (typeof value !== 'number') return [];
  const findings = judge({ ...rule, step: undefined }, value, situation);
  if (findings.length > 0 || isOnStep(value - rule.least, rule.step)) return findings;
  return [found('off-step', { value, step: rule.step })];
};

/** HTML's own bounds of a slider that has none. */
export const rangeKind = defineKind<RangeRule>({
  keys: ['text:range'],
  properties: {
    inputType: oneOf('range'),
    ...each(number, 'min', 'max', 'step'),
    ...each(expression, 'minValueExpression', 'maxValueExpression'),
    ...each(local, 'minErrorText', 'maxErrorText'),
  },
  compile: (source, workshop) => {
    const [least, most, step] = [
      numeric(source.min) ?? 0,
      numeric(source.max) ?? 100,
      numeric(source.step) ?? 1,
    ];
    if (least > most || !(step > 0))
      workshop.pad.note(workshop.at, 'bounds-crossed', { lower: least, upper: most });
    return present({
      least,
      most,
      step,
      leastBy: workshop.expression('minValueExpression'),
      mostBy: workshop.expression('maxValueExpression'),
    }) as RangeRule;
  },
  decode: (_, raw) => decodeNumber(raw),
  judge: judgeRange,
});

export const numberKind = defineKind<NumberRule>({
  keys: ['text:number'],
  properties: {
    inputType: oneOf('number'),
    ...each(number, 'min', 'max', 'step'),
    ...each(expression, 'minValueExpression', 'maxValueExpression'),
    ...each(local, 'placeholder', 'minErrorText', 'maxErrorText'),
    ...each(inert, 'autocomplete', 'inputMode', 'textUpdateMode', 'size'),
  },
  compile: (source, workshop) => {
    const [least, most] = [numeric(source.min), numeric(source.max)];
    if (least !== undefined && most !== undefined && least > most) {
      workshop.pad.note(workshop.at, 'bounds-crossed', { lower: least, upper: most });
    }
    return present({
      least,
      most,
      leastBy: workshop.expression('minValueExpression'),
      mostBy: workshop.expression('maxValueExpression'),
      step: numeric(source.step),
    }) as NumberRule;
  },
  decode: (_, raw) => decodeNumber(raw),
  judge,
});
