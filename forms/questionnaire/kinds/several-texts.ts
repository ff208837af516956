/** Several text fields under one name (`multipletext`): the answer is one object with a member per field. */
import { type Finding, found, typeName } from '../../answers/violations.ts';
import { isJsonObject, type Json } from '../../json.ts';
import { limits } from '../limits.ts';
import { anything, array, each, expression, flag, inert, local, record, text, whole } from '../properties.ts';
import { defineKind, type Inside } from './kind.ts';

/** SurveyJS knows fewer properties here than on a text question. */
const inside: Inside = {
  shape: 'record',
  property: 'items',
  element: (written) => ({ ...written, type: 'text' }),
  closed: true,
  properties: {
    name: anything,
    inputType: text,
    isRequired: flag,
    maxLength: whole(1, limits.maxLength),
    validators: array,
    ...each(local, 'title', 'placeholder', 'requiredErrorText', 'unitText'),
    ...each(expression, 'minValueExpression', 'maxValueExpression'),
    ...each(inert, 'inputSize', 'inputTextAlignment', 'sensitive'),
    indicator: record,
  },
};

/** What can be said before the fields are looked into. */
export const problemWithRecord = (raw: unknown): Finding | undefined =>
  isJsonObject(raw) ? undefined : found('wrong-type', { expected: 'object', found: typeName(raw) });

export const severalTextsKind = defineKind<object>({
  keys: ['multipletext'],
  inside,
  properties: {
    items: array,
    ...each(inert, 'inputSize', 'colCount', 'itemErrorLocation', 'itemTitleWidth'),
  },
  compile: (_, workshop) => {
    if (workshop.itemNames.length === 0)
      workshop.pad.note(workshop.at, 'missing-property', { property: 'items', type: 'multipletext' });
    return {};
  },
  decode: (_, raw) => ({ value: raw as Json }),
  judge: () => [],
});
