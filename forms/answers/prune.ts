/**
 * A draft outlives the edition that it was begun with: a newer one may have lost a question. What no question has any more
 * is taken out before the draft is shown or sent, so that the strict check does not refuse what nobody can mend (A20).
 */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { compiledOf } from '../questionnaire/compiled.ts';
import type { Edition } from '../questionnaire/questionnaire.ts';
import { planOf, type ScopePlan } from './plan.ts';

const pruneScope = (plan: ScopePlan, draft: JsonObject): JsonObject => {
  const kept = Object.entries(draft).filter(([key]) => plan.slots.has(key));
  return Object.fromEntries(
    kept.map(([key, value]) => {
      const items = plan.questions[plan.slots.get(key) ?? -1]?.items;
      return [key, items === undefined ? value : pruneList(items, value)] as const;
    }),
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
