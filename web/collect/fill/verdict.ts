/** The engine's verdict on what is on the screen, with the server's time and the campaign's calendar. */
import type { Verdict, Violation } from '#forms/answers/answers.ts';
import { checkAnswers, inspectAnswers } from '#forms/answers/check-answers.ts';
import { variablesOf } from '#forms/answers/variables.ts';
import { evaluationFor } from '#forms/campaign/evaluation.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import type { CampaignReply } from '#forms/wire/shapes.ts';
import { serverNow } from '../../time/server-time.ts';

/** What the engine is told besides the answers. `prev`: the answers of the round before, when there was one. */
export interface Judging {
  readonly campaign: Pick<CampaignReply, 'calendar' | 'parameters'>;
  readonly prev?: JsonObject | undefined;
}

const contextOf = ({ campaign, prev }: Judging) => evaluationFor(campaign, serverNow(), prev);

/** What the form itself shows of it: `{P.name}`, `{prev.question}`. */
export const variablesIn = ({ campaign: { parameters }, prev = {} }: Judging): JsonObject =>
  variablesOf({ parameters, prev });

export const todayIn = (timeZone: string): string => dateAt(serverNow(), timeZone);

export const inspect = (edition: Edition, answers: unknown, judging: Judging): readonly Violation[] =>
  inspectAnswers(edition, answers, contextOf(judging));

export const judgeAnswers = (edition: Edition, answers: unknown, judging: Judging): Verdict =>
  checkAnswers(edition, answers, contextOf(judging));
