/** How answers get onto the desk of the fill page: new, taken up from the outbox, or fetched to be corrected. */
import type { JsonObject } from '#forms/json.ts';
import { call } from '../api.ts';
import { type Draft, keyOf, type OutboxItem, type Place, villageKey } from '../offline/database.ts';
import { type Beginning, correctionOf, draftAt } from '../offline/item.ts';
import type { Standing } from '../offline/standing.ts';
import { serverNow } from '../time/server-time.ts';
import type { Field } from './field.tsx';

const draftOf = (place: Place, beginning: Beginning): Draft =>
  draftAt(place, { key: keyOf(place), villageKey: villageKey(place) }, beginning, serverNow());

/** The answers of an envelope that has not arrived, to be changed before it goes (or because it was refused). */
export const resumeItem = async ({ database, campaign }: Field, item: OutboxItem): Promise<void> => {
  const { envelope } = item;
  const current = campaign.questionnaires.find(({ id }) => id === envelope.questionnaire)?.edition;
  await database.drafts.put(
    draftOf(envelope, {
      answers: envelope.answers as JsonObject,
      edition: current ?? envelope.edition,
      basedOn: envelope.basedOn,
      from: item.id,
      ...(envelope.finding === undefined ? {} : { finding: envelope.finding }),
    }),
  );
};

/** W27: the record's own answers, unmasked, as the start of a correction; needs the server. Throws what `call` throws. */
export const beginCorrection = async (
  { database, campaign, village }: Field,
  place: Place,
  { findings }: Standing,
): Promise<void> => {
  const record = await call('reveal', {
    params: {
      campaign: campaign.id,
      area: village.code,
      unit: place.unit,
      questionnaire: place.questionnaire,
    },
    body: { reason: 'correction' },
  });
  const current = campaign.questionnaires.find(({ id }) => id === place.questionnaire)?.edition;
  await database.drafts.put(draftOf(place, correctionOf(record, findings, current)));
};

/** A first draft; an existing one stays as it is. */
export const beginDraft = async ({ database, campaign }: Field, place: Place): Promise<Draft> => {
  const known = await database.drafts.get(keyOf(place));
  if (known) return known;
  const edition = campaign.questionnaires.find(({ id }) => id === place.questionnaire)?.edition ?? 1;
  return draftOf(place, { answers: {}, edition, basedOn: 0 });
};
