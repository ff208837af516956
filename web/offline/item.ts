/** What becomes of a row of the outbox with every step, and of a record when a correction begins. Pure. */
import type { Instant } from '#forms/json.ts';
import { mostAnswered } from '#forms/wire/limits.ts';
import type { RecordReply } from '#forms/wire/shapes.ts';
import type { Draft, OutboxItem, Place } from './database.ts';
import { isUnderWay, type OutboxState } from './outbox.ts';

/** The row in its new state. W25: an accepted envelope leaves its receipt on the phone, not the household's answers. */
export const itemIn = (item: OutboxItem, state: OutboxState, now: Instant): OutboxItem => ({
  ...item,
  state,
  stateKind: state.kind,
  ...(isUnderWay(state) ? {} : { settledAt: now }),
  ...(state.kind === 'accepted' ? { envelope: { ...item.envelope, answers: {} } } : {}),
});

/** Which record a draft starts from, and which findings it answers. */
export type Beginning = Pick<Draft, 'answers' | 'edition' | 'basedOn'> &
  Partial<Pick<Draft, 'findings' | 'from' | 'explanations'>>;

/** W27: the record's own answers in the edition that is filled in now, on top of its version, to answer what was handed back of it. */
export const correctionOf = (
  record: Pick<RecordReply, 'answers' | 'edition' | 'version'>,
  findings: readonly { readonly id: string; readonly openedAt: Instant }[],
  currentEdition: number | undefined,
): Beginning => {
  const answered = findings.toSorted((a, b) => a.openedAt - b.openedAt).slice(0, mostAnswered);
  return {
    answers: record.answers,
    edition: currentEdition ?? record.edition,
    basedOn: record.version,
    ...(answered.length > 0 ? { findings: answered.map(({ id }) => id) } : {}),
  };
};

export const draftAt = (
  place: Place,
  keys: Pick<Draft, 'key' | 'villageKey'>,
  beginning: Beginning,
  now: Instant,
): Draft => ({
  campaign: place.campaign,
  village: place.village,
  unit: place.unit,
  questionnaire: place.questionnaire,
  ...keys,
  ...beginning,
  page: 0,
  member: 0,
  changedAt: now,
});
