/** The engine's verdict on what is on the screen, with the server's time and the campaign's calendar. */
import type { EvaluationContext, Verdict, Violation } from '#forms/answers/answers.ts';
import { checkAnswers, inspectAnswers } from '#forms/answers/check-answers.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { serverNow } from '../../time/server-time.ts';

const contextAt = (timeZone: string): EvaluationContext => {
  const now = serverNow();
  return { now, timeZone, today: dateAt(now, timeZone) };
};

export const todayIn = (timeZone: string): string => dateAt(serverNow(), timeZone);

export const inspect = (edition: Edition, answers: unknown, timeZone: string): readonly Violation[] =>
  inspectAnswers(edition, answers, contextAt(timeZone));

export const judgeAnswers = (edition: Edition, answers: unknown, timeZone: string): Verdict =>
  checkAnswers(edition, answers, contextAt(timeZone));
