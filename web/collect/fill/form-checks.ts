/**
 * Checks on the phone, without a network: those of the rows and of the record that is being filled in, the same as the server
 * runs (W53), and what the person says to those that ask (W54). Pure.
 */
import type { Violation } from '#forms/answers/answers.ts';
import type { Explanation } from '#forms/campaign/submission.ts';
import type { UnitFacts } from '#forms/campaign/unit.ts';
import { type Hit, isKept } from '#forms/checks/check.ts';
import {
  dossierContext,
  type RecordChecks,
  type RecordSource,
  recordChecks,
  recordHits,
} from '#forms/checks/record-checks.ts';
import type { Instant, JsonObject, LocalText } from '#forms/json.ts';
import type { CodeLists, Edition } from '#forms/questionnaire/questionnaire.ts';
import type { ChecksReply } from '#forms/wire/findings.ts';
import { leastExplained, mostExplained, mostExplanations } from '#forms/wire/limits.ts';
import type { CampaignReply } from '#forms/wire/shapes.ts';
import type { Said } from '../../offline/database.ts';
import { messageText } from '../../questionnaire/check-words.ts';

export interface FormChecks {
  readonly ready: RecordChecks;
  readonly unit: UnitFacts;
  readonly codeLists: CodeLists;
  readonly messages: ReadonlyMap<string, LocalText>;
}

export const formChecks = (
  { topics, codeLists }: ChecksReply,
  { unitKinds, questionnaires, parameters }: Omit<RecordSource, 'codeLists'>,
  edition: Edition,
  unit: UnitFacts,
): FormChecks => {
  const written = topics.flatMap(({ checks }) => checks.flatMap((check) => (isKept(check) ? [] : check)));
  const source = { unitKinds, questionnaires, parameters, codeLists };
  return {
    ready: recordChecks(written, source, edition),
    unit,
    codeLists,
    messages: new Map(written.map(({ id, message }) => [id, message])),
  };
};

interface Known {
  readonly campaign: Pick<CampaignReply, 'calendar' | 'parameters' | 'locales'>;
  readonly prev?: JsonObject | undefined;
  readonly now: Instant;
}

export const hitsIn = (
  { ready, unit, codeLists }: FormChecks,
  answers: JsonObject,
  { campaign, prev, now }: Known,
): readonly Hit[] => {
  const { calendar, parameters, locales } = campaign;
  const context = dossierContext({ calendar, parameters, locales, codeLists }, now);
  return recordHits(ready, { unit, answers, prev }, context);
};

export const messageOfHit = ({ messages }: FormChecks, hit: Hit, language: string): string => {
  const message = messages.get(hit.check);
  return message === undefined ? hit.check : messageText(message, hit.facts, language);
};

/** The words for a violation that a check found; nothing for one of the engine. */
export const wordsOfHits =
  (checks: FormChecks, hits: readonly Hit[], language: string) =>
  ({ code, at, facts }: Violation): string | undefined => {
    if (code !== 'check') return undefined;
    const hit = hits.find((one) => one.check === facts.check && (one.at ?? one.row?.path ?? '') === at);
    return hit && messageOfHit(checks, hit, language);
  };

export const explanationKey = ({ check, row }: Pick<Hit, 'check' | 'row'>): string =>
  `${check} ${row?.path ?? ''}`;

/** What was said in an envelope, for whoever takes it up again. */
export const saidIn = (explanations: readonly Explanation[]): Said =>
  Object.fromEntries(explanations.map(({ check, row, text }) => [`${check} ${row ?? ''}`, text]));

const textFor = (hit: Hit, said: Said): string => (said[explanationKey(hit)] ?? '').trim();

/** Hits that ask and have no answer yet. */
export const unsaid = (hits: readonly Hit[], said: Said): readonly Hit[] =>
  hits.filter((hit) => hit.severity === 'warn' && textFor(hit, said).length < leastExplained);

/** Only what is still asked is sent: words to a hit that is gone are gone with it. */
export const explanationsOf = (hits: readonly Hit[], said: Said): readonly Explanation[] =>
  hits
    .filter((hit) => hit.severity === 'warn' && textFor(hit, said).length >= leastExplained)
    .slice(0, mostExplanations)
    .map((hit) => ({
      check: hit.check,
      ...(hit.row === undefined ? {} : { row: hit.row.path }),
      text: textFor(hit, said).slice(0, mostExplained),
    }));
