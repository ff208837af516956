/**
 * A draft outlives the edition that it was begun with: a newer one may have lost a question. What no question has any more
 * is taken out before the draft is shown or sent, so that the strict check does not refuse what nobody can mend (A20).
 */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { compiledOf } from '../questionnaire/compiled.ts';
import type { RowsRule } from '../questionnaire/kinds/grid.ts';
import type { Edition } from '../questionnaire/questionnaire.ts';
import type { QuestionPlan, ScopePlan } from './plan.ts';
import { planOf } from './planner.ts';

const pruneScope = (plan: ScopePlan, draft: JsonObject): JsonObject => {
  const kept = Object.entries(draft).filter(([key]) => plan.slots.has(key));
  return Object.fromEntries(
    kept.map(([key, value]) => {
      const question = plan.questions[plan.slots.get(key) ?? -1];
      return [key, question === undefined ? value : pruneIn(question, value)] as const;
    }),
  );
};

const pruneIn = (question: QuestionPlan, value: Json): Json => {
  const { items, shape, kind, compiled } = question;
  if (items === undefined) return kind.prune(compiled.rule, value);
  if (shape === 'list') return pruneList(items, value);
  if (!isJsonObject(value)) return value;
  if (shape === 'record') return pruneScope(items, value as JsonObject);
  return pruneRows(compiled.rule as unknown as RowsRule, items, value as JsonObject);
};

const pruneRows = ({ rows }: RowsRule, items: ScopePlan, value: JsonObject): JsonObject => {
  const names = new Set(rows.values.map(String));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([row]) => names.has(row))
      .map(([row, cells]) => [row, isJsonObject(cells) ? pruneScope(items, cells as JsonObject) : cells]),
  );
};

const pruneList = (items: ScopePlan, value: Json): Json =>
  Array.isArray(value)
    ? (value as readonly Json[]).map((item) =>
        isJsonObject(item) ? pruneScope(items, item as JsonObject) : item,
      )
    : value;

/** The draft without keys that the edition does not know, at every depth. */
export const pruneDraft = (edition: Edition, draft: JsonObject): JsonObject =>
  pruneScope(planOf(compiledOf(edition)).root, draft);
