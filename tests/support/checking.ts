/** Checking answers in tests: a context, editions from a few questions, and verdicts as short lines. */
import type { EvaluationContext, Verdict, Violation } from '#forms/answers/answers.ts';
import { checkAnswers } from '#forms/answers/check-answers.ts';
import type { JsonObject } from '#forms/json.ts';
import { publish } from '#forms/questionnaire/publish.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { changed } from './changed.ts';
import { everyKind, everyKindExample } from './every-kind.ts';

export const context: EvaluationContext = {
  now: Date.UTC(2022, 9, 20, 4),
  timeZone: 'Asia/Shanghai',
  today: '2022-10-20',
  parameters: { line: 5 },
  prev: { income: 3 },
};

/** Throws with every fault when the source has one. */
export const editionOf = (source: unknown): Edition => {
  const published = publish(source, {
    questionnaire: 'q',
    edition: 1,
    codeLists: {},
    locales: ['zh-CN', 'en'],
  });
  if (!published.ok) throw new Error(JSON.stringify(published.refusal, null, 1));
  return published.value;
};

export const withElements = (...elements: unknown[]): Edition =>
  editionOf({ pages: [{ name: 'p', elements }] });

export const violationsOf = (verdict: Verdict): readonly Violation[] =>
  verdict.ok ? [] : verdict.violations;

/** `path code` of every violation. */
export const found = (edition: Edition, raw: unknown): readonly string[] =>
  violationsOf(checkAnswers(edition, raw, context)).map(({ at, code }) => `${at} ${code}`);

/** The cleaned answers. Throws when they are refused. */
export const answersOf = (edition: Edition, raw: unknown): JsonObject => {
  const verdict = checkAnswers(edition, raw, context);
  if (!verdict.ok) throw new Error(JSON.stringify(verdict.violations));
  return verdict.answers;
};

export const everything = editionOf(everyKind);

/** What is found in the valid example after some answers were changed. */
export const foundAfter = (changes: { readonly [path: string]: unknown }): readonly string[] =>
  found(everything, changed(everyKindExample, changes as JsonObject));
