/**
 * A draft outlives the edition that it was begun with: a newer one may have lost a question. What no question has any more
 * is taken out before the draft is shown or sent, so that the strict check does not refuse what nobody can mend (A20).
 */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { type CompiledScope, compiledOf } from '../questionnaire/compiled.ts';
import type { Edition } from '../questionnaire/questionnaire.ts';
import { knownKeys } from './limits.ts';
import { questionsByName } from './scope.ts';

const pruneScope = (compiled: CompiledScope, draft: JsonObject): JsonObject => {
  const kept = Object.entries(draft).filter(([key]) => knownKeys(compiled).has(key));
  return Object.fromEntries(
    kept.map(([key, value]) => {
      const items = questionsByName(compiled).get(key)?.items;
      return [key, items === undefined ? value : pruneList(items, value)] as const;
    }),
  );
};

const pruneList = (items: CompiledScope, value: Json): Json =>
  Array.isArray(value)
    ? (value as readonly Json[]).map((item) =>
        isJsonObject(item) ? pruneScope(items, item as JsonObject) : item,
      )
    : value;

/** The draft without keys that the edition does not know, at every depth. */
export const pruneDraft = (edition: Edition, draft: JsonObject): JsonObject =>
  pruneScope(compiledOf(edition).root, draft);
