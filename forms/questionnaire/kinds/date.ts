/**
 * Dates, months, weeks, times and moments of the calendar: real ones, as texts (`YYYY-MM-DD`, `YYYY-MM`, `YYYY-Www`, `HH:MM`,
 * `YYYY-MM-DDTHH:MM`), compared as texts.
 */
import {
  isCalendarDate,
  isCalendarMonth,
  isCalendarWeek,
  isClockTime,
  isLocalMoment,
  Moment,
  textOf,
} from '../../answers/expression/moment.ts';
import type { Value } from '../../answers/expression/numbers.ts';
import { type Finding, found, quoted, typeName } from '../../answers/violations.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Expression } from '../expression/ast.ts';
import { each, expression, inert, local, oneOf, type PropertyShape } from '../properties.ts';
import { type Decoded, defineKind, type Kind, present, type Situation, type Workshop } from './kind.ts';

interface DateRule {
  readonly least?: string;
  readonly most?: string;
  readonly leastBy?: Expression;
  readonly mostBy?: Expression;
}

interface Form {
  readonly input: 'date' | 'month' | 'week' | 'time' | 'datetime-local';
  readonly code: 'not-a-date' | 'not-a-month' | 'not-a-week' | 'not-a-time' | 'not-a-moment';
  readonly length: number;
  /** SurveyJS's own latest date. */
  readonly latest?: string;
  isReal(text: string): boolean;
}

const forms: readonly Form[] = [
  { input: 'date', code: 'not-a-date', length: 10, latest: '2999-12-31', isReal: isCalendarDate },
  { input: 'month', code: 'not-a-month', length: 7, isReal: isCalendarMonth },
  { input: 'week', code: 'not-a-week', length: 8, isReal: isCalendarWeek },
  { input: 'time', code: 'not-a-time', length: 5, isReal: isClockTime },
  {
    input: 'datetime-local',
    code: 'not-a-moment',
    length: 16,
    latest: '2999-12-31T00:00',
    isReal: isLocalMoment,
  },
];

const decode = (form: Form, raw: unknown): Decoded => {
  if (typeof raw !== 'string')
    return { finding: found('wrong-type', { expected: form.input, found: typeName(raw) }) };
  return form.isReal(raw) ? { value: raw } : { finding: found(form.code, { value: quoted(raw) }) };
};

/** A bound that an expression gives, cut to the form; what is no date is no bound. */
const bound = (form: Form, value: Value): string | undefined => {
  const text = value instanceof Moment ? textOf(value) : value;
  if (typeof text !== 'string') return undefined;
  const cut = text.slice(0, form.length);
  return form.isReal(cut) ? cut : undefined;
};

const judge = (
  form: Form,
  rule: DateRule,
  value: Json | undefined,
  situation: Situation,
): readonly Finding[] => {
  if (typeof value !== 'string' || value === '') return [];
  const findings: Finding[] = [];
  const least = rule.leastBy === undefined ? rule.least : bound(form, situation.value(rule.leastBy));
  const most =
    (rule.mostBy === undefined ? rule.most : bound(form, situation.value(rule.mostBy))) ?? form.latest;
  if (least !== undefined && value < least) findings.push(found('too-early', { value, limit: least }));
  if (most !== undefined && value > most) findings.push(found('too-late', { value, limit: most }));
  return findings;
};

const compile = (source: JsonObject, workshop: Workshop): DateRule => {
  const least = typeof source.min === 'string' ? source.min : undefined;
  const most = typeof source.max === 'string' ? source.max : undefined;
  if (least !== undefined && most !== undefined && least > most) {
    workshop.pad.note(workshop.at, 'bounds-crossed', { lower: least, upper: most });
  }
  return present({
    least,
    most,
    leastBy: workshop.expression('minValueExpression'),
    mostBy: workshop.expression('maxValueExpression'),
  }) as DateRule;
};

const dateBound =
  (form: Form): PropertyShape =>
  (value, at, property, { pad }) => {
    const isBound = typeof value === 'string' && form.isReal(value);
    if (!isBound) pad.note(at, 'wrong-shape', { property, expected: form.input });
  };

export const dateKinds: readonly Kind[] = forms.map((form) =>
  defineKind<DateRule>({
    keys: [`text:${form.input}`],
    properties: {
      inputType: oneOf(form.input),
      ...each(dateBound(form), 'min', 'max'),
      ...each(expression, 'minValueExpression', 'maxValueExpression'),
      ...each(local, 'placeholder', 'minErrorText', 'maxErrorText'),
      ...each(inert, 'autocomplete', 'textUpdateMode', 'size'),
    },
    compile,
    decode: (_, raw) => decode(form, raw),
    judge: (rule, value, situation) => judge(form, rule, value, situation),
  }),
);
