/** What expressions find under `{P.…}` and `{prev.…}`: one object for the engine, for the renderer and for its oracle. */
import type { JsonObject } from '../json.ts';
import type { EvaluationContext } from './answers.ts';

export const variablesOf = ({
  parameters = {},
  prev = {},
}: Pick<EvaluationContext, 'parameters' | 'prev'>): JsonObject => ({ P: parameters, prev });
