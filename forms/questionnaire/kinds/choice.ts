/** One or several of a list of choices, with "other" and "none", each choice offered or not as conditions say. */
import { type Finding, found, quoted, typeName } from '../../answers/violations.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Expression } from '../expression/ast.ts';
import { below } from '../faults.ts';
import { limits } from '../limits.ts';
import { array, each, expression, flag, inert, local, text, whole } from '../properties.ts';
import { readChoices } from './choices.ts';
import { type Decoded, defineKind, present, type Situation, type Workshop } from './kind.ts';

export interface ChoiceRule {
  readonly values: readonly Json[];
  /** Conditions of single choices, by position. */
  readonly when: { readonly [position: string]: Expression };
  /** Condition for every choice that has none of its own. */
  readonly visibleIf?: Expression;
  readonly other: boolean;
  readonly none: boolean;
  readonly least: number;
  readonly most: number;
  readonly comment: boolean;
}

/** Positions by value; built once per rule, because code lists can have thousands of entries. */
const positions = new WeakMap<ChoiceRule, ReadonlyMap<Json, number>>();

const positionsOf = (rule: ChoiceRule): ReadonlyMap<Json, number> => {
  const known = positions.get(rule);
  if (known !== undefined) return known;
  const built = new Map(rule.values.map((value, position) => [value, position]));
  positions.set(rule, built);
  return built;
};

/** What is wrong with one chosen value; A4: membership is exact in type and spelling, and as the choices stand. */
const problemWith = (rule: ChoiceRule, value: unknown, situation: Situation): Finding | undefined => {
  if (!['string', 'number', 'boolean'].includes(typeof value)) {
    return found('wrong-type', { expected: 'choice', found: typeName(value) });
  }
  if ((rule.other && value === 'other') || (rule.none && value === 'none')) return undefined;
  const position = positionsOf(rule).get(value as Json);
  if (position === undefined) return found('not-a-choice', { value: quoted(value) });
  const condition = rule.when[position] ?? rule.visibleIf;
  if (condition === undefined || situation.holdsForChoice(condition, value as Json)) return undefined;
  return found('choice-not-offered', { value: quoted(value) });
};

const decodeOne = (rule: ChoiceRule, raw: unknown, situation: Situation): Decoded => {
  const finding = problemWith(rule, raw, situation);
  return finding === undefined ? { value: raw as Json } : { finding };
};

const decodeMany = (rule: ChoiceRule, raw: unknown, situation: Situation): Decoded => {
  if (!Array.isArray(raw))
    return { finding: found('wrong-type', { expected: 'list', found: typeName(raw) }) };
  const offered = rule.values.length + 2;
  if (raw.length > offered)
    return { finding: found('too-many-choices', { count: raw.length, limit: offered }) };
  const seen = new Set<unknown>();
  for (const value of raw) {
    const finding = problemWith(rule, value, situation);
    if (finding !== undefined) return { finding };
    if (seen.has(value)) return { finding: found('repeated-choice', { value: quoted(value) }) };
    seen.add(value);
  }
  if (rule.none && seen.has('none') && seen.size > 1) return { finding: found('none-with-others') };
  return { value: raw as readonly Json[] };
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

const compile = (source: JsonObject, workshop: Workshop): ChoiceRule => {
  const choices = readChoices(source, workshop);
  const when = choices.flatMap((choice, position) => {
    if (choice.visibleIf === undefined) return [];
    const at = below(below(below(workshop.at, 'choices'), position), 'visibleIf');
    const linked = workshop.choiceExpression(choice.visibleIf, at);
    return linked === undefined ? [] : [[String(position), linked] as const];
  });
  const forAll = source.choicesVisibleIf;
  return present({
    values: choices.map((choice) => choice.value),
    when: Object.fromEntries(when),
    visibleIf:
      typeof forAll === 'string' && forAll.trim() !== ''
        ? workshop.choiceExpression(forAll, below(workshop.at, 'choicesVisibleIf'))
        : undefined,
    other: source.showOtherItem === true,
    none: source.showNoneItem === true,
    least: typeof source.minSelectedChoices === 'number' ? source.minSelectedChoices : 0,
    most: typeof source.maxSelectedChoices === 'number' ? source.maxSelectedChoices : 0,
    comment: source.showCommentArea === true,
  }) as ChoiceRule;
};

const offered = {
  choices: array,
  codeList: text,
  choicesVisibleIf: expression,
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
  needs: (rule: ChoiceRule) => [
    ...Object.values(rule.when),
    ...(rule.visibleIf === undefined ? [] : [rule.visibleIf]),
  ],
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
  properties: {
    ...offered,
    ...each(whole(0, limits.choices), 'minSelectedChoices', 'maxSelectedChoices'),
    showSelectAllItem: flag,
    selectAllText: local,
    ...each(inert, 'hideSelectedItems', 'closeOnSelect'),
  },
  decode: decodeMany,
  judge: judgeMany,
  ...shared,
});

/** Whether the comment of a choice question belongs to the answer: only beside "other". */
export const keepsComment = (value: Json | undefined): boolean => isChosen(value, 'other');
