/** How answers get onto the desk of the fill page: new, taken up from the outbox, or fetched to be corrected. */

import { factsIn, type Told } from '#forms/checks/told.ts';
import { answeredBy } from '#forms/findings/finding.ts';
import type { JsonObject } from '#forms/json.ts';
import { call } from '../api.ts';
import {
  type Draft,
  keyOf,
  type OutboxItem,
  type Place,
  unitKeyOf,
  villageKey,
} from '../offline/database.ts';
import { type Beginning, correctionOf, draftAt } from '../offline/item.ts';
import type { Standing } from '../offline/standing.ts';
import { serverNow } from '../time/server-time.ts';
import { beginWith } from './carry.ts';
import type { Field } from './field.tsx';
import { saidIn } from './fill/form-checks.ts';

const draftOf = (place: Place, beginning: Beginning): Draft =>
  draftAt(place, { key: keyOf(place), villageKey: villageKey(place) }, beginning, serverNow());

/** The answers of an envelope that has not arrived, to be changed before it goes (or because it was refused). */
export const resumeItem = async ({ database, campaign }: Field, item: OutboxItem): Promise<void> => {
  const { envelope } = item;
  const findings = answeredBy(envelope);
  const current = campaign.questionnaires.find(({ id }) => id === envelope.questionnaire)?.edition;
  await database.drafts.put(
    draftOf(envelope, {
      answers: envelope.answers as JsonObject,
      edition: current ?? envelope.edition,
      basedOn: envelope.basedOn,
      from: item.id,
      ...(findings.length === 0 ? {} : { findings }),
      ...(envelope.explanations === undefined ? {} : { explanations: saidIn(envelope.explanations) }),
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

/** A visit is over by the next day: what was told then is asked again. */
const visitMs = 86_400_000;

/** Everything about the unit that was told on this visit, to other questionnaires, and what its records say (W55). */
const toldAbout = async ({ database, campaign }: Field, place: Place): Promise<readonly Told[]> => {
  await database.told
    .where('at')
    .below(serverNow() - visitMs)
    .delete();
  const prefix = `${unitKeyOf(place)}/`;
  const sent = await database.told.where('key').startsWith(prefix).toArray();
  const drafts = await database.drafts.where('key').startsWith(prefix).toArray();
  const elsewhere = await database.facts.get(unitKeyOf(place));
  return [
    ...(elsewhere?.told ?? []),
    ...sent,
    ...drafts.flatMap(({ questionnaire, answers, changedAt }) =>
      factsIn(campaign.facts, questionnaire, answers, changedAt),
    ),
  ];
};

/** The draft with what is known already beside it (W41, W42). A correction starts from the record's own answers alone. */
export const withKnown = async (
  field: Field,
  draft: Draft,
  source: JsonObject,
  previous: JsonObject | undefined,
): Promise<Draft> => {
  if (draft.basedOn > 0 || draft.from !== undefined) return draft;
  const { facts, questionnaires } = field.campaign;
  const { answers, carried } = beginWith({
    questionnaire: draft.questionnaire,
    source,
    answers: draft.answers,
    facts,
    told: await toldAbout(field, draft),
    prefill: questionnaires.find(({ id }) => id === draft.questionnaire)?.prefill,
    previous,
  });
  return { ...draft, answers, carried: { ...draft.carried, ...carried } };
};
