/** The engine's verdict on what is on the screen, with the server's time and the campaign's calendar. */
import type { Verdict, Violation } from '#forms/answers/answers.ts';
import { checkAnswers, inspectWhole } from '#forms/answers/check-answers.ts';
import { variablesOf } from '#forms/answers/variables.ts';
import { evaluationFor } from '#forms/campaign/evaluation.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import type { Hit } from '#forms/checks/check.ts';
import { violationsOfHits } from '#forms/checks/record-checks.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import type { CampaignReply } from '#forms/wire/shapes.ts';
import { serverNow } from '../../time/server-time.ts';
import { type FormChecks, hitsIn } from './form-checks.ts';

/** What the engine is told besides the answers. `prev`: the answers of the round before, when there was one. */
export interface Judging {
  readonly campaign: Pick<CampaignReply, 'calendar' | 'parameters' | 'locales'>;
  readonly prev?: JsonObject | undefined;
  /** The checks of its rows and of itself, when this phone has them. */
  readonly checks?: FormChecks | undefined;
}

const contextOf = ({ campaign, prev }: Judging) => evaluationFor(campaign, serverNow(), prev);

/** What the form itself shows of it: `{P.name}`, `{prev.question}`. */
export const variablesIn = ({ campaign: { parameters }, prev = {} }: Judging): JsonObject =>
  variablesOf({ parameters, prev });

export const todayIn = (timeZone: string): string => dateAt(serverNow(), timeZone);

/** W53: what the engine and the checks find wrong, and everything that checks find. */
export interface Inspected {
  readonly violations: readonly Violation[];
  readonly hits: readonly Hit[];
}

const hitsOf = (answers: JsonObject, { checks, campaign, prev }: Judging): readonly Hit[] =>
  checks === undefined ? [] : hitsIn(checks, answers, { campaign, prev, now: serverNow() });

export const inspect = (edition: Edition, draft: unknown, judging: Judging): Inspected => {
  const { violations, answers } = inspectWhole(edition, draft, contextOf(judging));
  const hits = hitsOf(answers, judging);
  return { violations: [...violations, ...violationsOfHits(hits)], hits };
};

/** As the server will judge: errors of checks refuse like violations (K31). `hits` are those that refuse nothing. */
export const judgeAnswers = (
  edition: Edition,
  draft: unknown,
  judging: Judging,
): Verdict & { readonly hits: readonly Hit[] } => {
  const verdict = checkAnswers(edition, draft, contextOf(judging));
  if (!verdict.ok) return { ...verdict, hits: [] };
  const hits = hitsOf(verdict.answers, judging);
  const violations = violationsOfHits(hits);
  return violations.length > 0 ? { ok: false, violations, hits } : { ...verdict, hits };
};
