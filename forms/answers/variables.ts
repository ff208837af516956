/** What expressions find under `{P.…}` and `{prev.…}`: one object for the engine, for the renderer and for its oracle. */
import { isJsonObject, type JsonObject } from '../json.ts';
import { compiledOf } from '../questionnaire/compiled.ts';
import type { Edition } from '../questionnaire/questionnaire.ts';
import type { EvaluationContext } from './answers.ts';

export const variablesOf = ({
  parameters = {},
  prev = {},
}: Pick<EvaluationContext, 'parameters' | 'prev'>): JsonObject => ({ P: parameters, prev });

const namesPrevious = (part: unknown): boolean => {
  if (Array.isArray(part)) return part.some(namesPrevious);
  if (!isJsonObject(part)) return false;
  if (part.from === 'variable' && Array.isArray(part.path))
    return String(part.path[0]).toLowerCase() === 'prev';
  return Object.values(part).some(namesPrevious);
};

const known = new WeakMap<Edition, boolean>();

/** Whether anything in the edition looks at the round before: where nothing does, nobody needs to fetch it. */
export const readsPrevious = (edition: Edition): boolean => {
  const before = known.get(edition);
  if (before !== undefined) return before;
  const reads = namesPrevious(compiledOf(edition).root);
  known.set(edition, reads);
  return reads;
};
