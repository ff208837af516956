/** Free text in one line or many, and e-mail addresses. */
import { isEmail } from '../../answers/email.ts';
import { type Finding, found, quoted, typeName } from '../../answers/violations.ts';
import type { Json, JsonObject } from '../../json.ts';
import { limits } from '../limits.ts';
import { each, inert, local, oneOf, whole } from '../properties.ts';
import { type Decoded, defineKind, type KindDefinition } from './kind.ts';

interface TextRule {
  readonly maxLength: number;
  readonly email: boolean;
}

const loneSurrogate = /\p{Surrogate}/u;

/** A2, A3: a text is well-formed Unicode and not longer than allowed (UTF-16 code units, as input fields count). */
export const decodeText = (raw: unknown, limit: number): Decoded => {
  if (typeof raw !== 'string')
    return { finding: found('wrong-type', { expected: 'text', found: typeName(raw) }) };
  if (raw.length > limit) return { finding: found('text-too-long', { length: raw.length, limit }) };
  return loneSurrogate.test(raw) ? { finding: found('bad-text') } : { value: raw };
};

const judge = (rule: TextRule, value: Json | undefined): readonly Finding[] =>
  rule.email && typeof value === 'string' && value !== '' && !isEmail(value)
    ? [found('not-an-email', { value: quoted(value) })]
    : [];

const shared: Pick<KindDefinition<TextRule>, 'decode' | 'judge'> = {
  decode: (rule, raw) => decodeText(raw, rule.maxLength),
  judge,
};

const lengthOf = (source: JsonObject, otherwise: number): number =>
  typeof source.maxLength === 'number' && source.maxLength > 0 ? source.maxLength : otherwise;

const input = {
  ...each(local, 'placeholder'),
  ...each(inert, 'autocomplete', 'inputMode', 'textUpdateMode', 'size'),
  maxLength: whole(1, limits.maxLength),
};

/** What is masked unless somebody may see it (A16); a computed answer can be as personal as what it comes from. */
export const sensitive = oneOf('id-number', 'bank-account', 'phone');

export const lineKind = defineKind<TextRule>({
  keys: ['text:text', 'text:tel', 'text:email', 'text:url', 'text:password'],
  properties: {
    ...input,
    inputType: oneOf('text', 'tel', 'email', 'url', 'password'),
    sensitive,
  },
  compile: (source) => ({
    maxLength: lengthOf(source, limits.answerText),
    email: source.inputType === 'email',
  }),
  ...shared,
});

/** `#rrggbb`, as the browser's own field gives it. */
export const colorKind = defineKind<object>({
  keys: ['text:color'],
  properties: { inputType: oneOf('color') },
  compile: () => ({}),
  decode: (_, raw) => {
    if (typeof raw !== 'string')
      return { finding: found('wrong-type', { expected: 'text', found: typeName(raw) }) };
    return /^#[0-9a-f]{6}$/.test(raw)
      ? { value: raw }
      : { finding: found('not-a-color', { value: quoted(raw) }) };
  },
  judge: () => [],
});

export const commentKind = defineKind<TextRule>({
  keys: ['comment'],
  properties: { ...input, ...each(inert, 'rows', 'cols', 'autoGrow', 'allowResize', 'acceptCarriageReturn') },
  compile: (source) => ({
    maxLength: lengthOf(source, limits.answerComment),
    email: false,
  }),
  ...shared,
});
