/**
 * What a question with questions inside holds while it is evaluated: the items of a list, the rows of a matrix, or several
 * fields. What has the wrong form as a whole is said here; what is in it is decoded question by question.
 */
import { isJsonObject } from '../json.ts';
import { problemWithRows, type RowsRule } from '../questionnaire/kinds/grid.ts';
import type { Situation } from '../questionnaire/kinds/kind.ts';
import { type ListRule, problemWithList } from '../questionnaire/kinds/list.ts';
import { isOffered } from '../questionnaire/kinds/offer.ts';
import { problemWithRecord } from '../questionnaire/kinds/several-texts.ts';
import type { QuestionPlan, ScopePlan } from './plan.ts';
import { type Given, Scope } from './scope.ts';
import type { Finding } from './violations.ts';

type Items = readonly Scope[] | { readonly finding: Finding };

const nothing: Given = {};
const given = (raw: unknown): Given => (isJsonObject(raw) ? raw : nothing);

/**
 * A9: SurveyJS shows the least number of items, and the first number when there is no answer yet. An empty list is an answer:
 * somebody took the items away.
 */
const listItems = ({ compiled }: QuestionPlan, plan: ScopePlan, scope: Scope, raw: unknown): Items => {
  const rule = compiled.rule as unknown as ListRule;
  const list = raw ?? [];
  const finding = problemWithList(rule, list);
  if (finding !== undefined) return { finding };
  const sent = list as readonly unknown[];
  const count = Math.max(sent.length, rule.least, raw === undefined || raw === null ? rule.first : 0);
  const items: Scope[] = [];
  for (let index = 0; index < count; index += 1) {
    const seed = { parent: scope, index, added: index >= sent.length };
    items.push(new Scope(plan, given(sent[index]), seed));
  }
  return items;
};

/** Rows that are not shown are not looked at (A6). */
const rowItems = (
  { compiled }: QuestionPlan,
  plan: ScopePlan,
  scope: Scope,
  raw: unknown,
  situation: Situation,
): Items => {
  const { rows } = compiled.rule as unknown as RowsRule;
  const sent = raw ?? nothing;
  const finding = problemWithRows({ rows }, sent);
  if (finding !== undefined) return { finding };
  const items: Scope[] = [];
  rows.values.forEach((value, position) => {
    if (!isOffered(rows, position, situation)) return;
    const row = String(value);
    const own = Object.hasOwn(sent, row) ? (sent as Given)[row] : undefined;
    const seed = { parent: scope, index: items.length, row, added: !isJsonObject(own) };
    items.push(new Scope(plan, given(own), seed));
  });
  return items;
};

const recordItems = (plan: ScopePlan, scope: Scope, raw: unknown): Items => {
  const sent = raw ?? nothing;
  const finding = problemWithRecord(sent);
  if (finding !== undefined) return { finding };
  const seed = { parent: scope, index: 0, added: raw === undefined };
  return [new Scope(plan, given(sent), seed)];
};

export const itemsOf = (
  question: QuestionPlan,
  plan: ScopePlan,
  scope: Scope,
  situation: Situation,
): Items => {
  const raw = scope.given[question.slot];
  if (question.shape === 'rows') return rowItems(question, plan, scope, raw, situation);
  if (question.shape === 'record') return recordItems(plan, scope, raw);
  return listItems(question, plan, scope, raw);
};

/** Path of what is inside an item, with a dot at its end: `members[2].`, `matrix.row.`, `texts.`. */
export const pathInto = ({ name, shape }: QuestionPlan, item: Scope, prefix: string): string => {
  if (shape === 'list') return `${prefix}${name}[${item.index}].`;
  return shape === 'rows' ? `${prefix}${name}.${item.row}.` : `${prefix}${name}.`;
};
