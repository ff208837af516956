/** What the engine may know of a campaign besides the answers; server and browser ask with the very same (A31). */
import type { EvaluationContext } from '../answers/answers.ts';
import type { Instant, JsonObject } from '../json.ts';
import type { Parameters } from '../questionnaire/questionnaire.ts';
import { dateAt } from './local-time.ts';

interface Campaign {
  readonly calendar: { readonly timeZone: string };
  readonly parameters: Parameters;
}

/** `prev`: the answers of the same unit to the same questionnaire in the round before, when there was one. */
export const evaluationFor = (
  { calendar: { timeZone }, parameters }: Campaign,
  now: Instant,
  prev?: JsonObject,
): EvaluationContext => ({
  now,
  timeZone,
  today: dateAt(now, timeZone),
  parameters,
  ...(prev === undefined ? {} : { prev }),
});
