/** One or several of a list of choices, with "other" and "none", each choice offered or not as conditions say. */
import { type Finding, found } from '../../answers/violations.ts';
import type { Json, JsonObject } from '../../json.ts';
import { below } from '../faults.ts';
import { limits } from '../limits.ts';
import { array, each, expression, flag, inert, local, text, whole } from '../properties.ts';
import { type Decoded, defineKind, type Situation, type Workshop } from './kind.ts';
import { carriedProperties, decodeSet, mostValues, type Offer, offerOf, problemWith } from './offer.ts';

export interface ChoiceRule extends Offer {
  readonly other: boolean;
  readonly none: boolean;
  readonly least: number;
  readonly most: number;
  readonly comment: boolean;
}

const decodeOne = (rule: ChoiceRule, raw: unknown, situation: Situation): Decoded => {
  const finding = problemWith(rule, raw, situation);
  return finding === undefined ? { value: raw as Json } : { finding };
};

const decodeMany = (rule: ChoiceRule, raw: unknown, situation: Situation): Decoded => {
  const decoded = decodeSet(rule, raw, situation);
  const clash =
    rule.none && 'value' in decoded && Array.isArray(raw) && raw.length > 1 && raw.includes('none');
  return clash ? { finding: found('none-with-others') } : decoded;
};

const isChosen = (value: Json | undefined, choice: string): boolean =>
  value === choice || (Array.isArray(value) && value.includes(choice));

const judgeOther = (rule: ChoiceRule, value: Json | undefined, { comment }: Situation): readonly Finding[] =>
  rule.other && isChosen(value, 'other') && comment.trim() === '' ? [found('other-not-described')] : [];

/** SurveyJS's lower bound also holds for no answer at all, but not for "none" alone. */
const judgeMany = (rule: ChoiceRule, value: Json | undefined, situation: Situation): readonly Finding[] => {
  const count = Array.isArray(value) ? value.length : 0;
  const findings = [...judgeOther(rule, value, situation)];
  const onlyNone = rule.none && count === 1 && isChosen(value, 'none');
  if (count < rule.least && !onlyNone) findings.push(found('too-few-choices', { count, limit: rule.least }));
  if (rule.most > 0 && count > rule.most)
    findings.push(found('too-many-choices', { count, limit: rule.most }));
  return findings;
};

/** SurveyJS has one place for the comment and for what "other" is. */
const noteTwoComments = (source: JsonObject, { at, pad }: Workshop): void => {
  if (source.showOtherItem === true && source.showCommentArea === true)
    pad.note(below(at, 'showCommentArea'), 'refused-property', {
      property: 'showCommentArea',
      reason: 'unsupported',
    });
};

const compile = (source: JsonObject, workshop: Workshop): ChoiceRule => {
  noteTwoComments(source, workshop);
  return {
    ...offerOf(source, 'choices', 'choicesVisibleIf', workshop),
    other: source.showOtherItem === true,
    none: source.showNoneItem === true,
    least: typeof source.minSelectedChoices === 'number' ? source.minSelectedChoices : 0,
    most: typeof source.maxSelectedChoices === 'number' ? source.maxSelectedChoices : 0,
    comment: source.showCommentArea === true,
  };
};

const offered = {
  choices: array,
  codeList: text,
  choicesVisibleIf: expression,
  ...carriedProperties,
  ...each(flag, 'showOtherItem', 'showNoneItem', 'showCommentArea'),
  ...each(local, 'otherText', 'noneText', 'otherErrorText', 'otherPlaceholder', 'placeholder'),
  ...each(
    inert,
    'choicesOrder',
    'colCount',
    'separateSpecialChoices',
    'showClearButton',
    'allowClear',
    'itemSize',
  ),
  ...each(inert, 'searchEnabled', 'searchMode', 'renderAs', 'autocomplete', 'textWrapEnabled'),
};

const shared = {
  compile,
  comment: (rule: ChoiceRule) => (rule.comment ? 'always' : rule.other ? 'other' : undefined),
} as const;

export const oneChoiceKind = defineKind<ChoiceRule>({
  keys: ['radiogroup', 'dropdown'],
  properties: offered,
  decode: decodeOne,
  judge: judgeOther,
  ...shared,
});

export const manyChoicesKind = defineKind<ChoiceRule>({
  keys: ['checkbox', 'tagbox'],
  several: true,
  properties: {
    ...offered,
    ...each(whole(0, limits.choices), 'minSelectedChoices', 'maxSelectedChoices'),
    showSelectAllItem: flag,
    selectAllText: local,
    ...each(inert, 'hideSelectedItems', 'closeOnSelect'),
  },
  decode: decodeMany,
  judge: judgeMany,
  nodes: (rule) => mostValues(rule) + 2,
  ...shared,
});

/** Whether the comment of a choice question belongs to the answer: only beside "other". */
export const keepsComment = (value: Json | undefined): boolean => isChosen(value, 'other');
