/** "Done": answers become an envelope that never changes, in the outbox, and the draft is gone, all in one transaction. */
import type { Explanation } from '#forms/campaign/submission.ts';
import { factsIn } from '#forms/checks/told.ts';
import type { JsonObject } from '#forms/json.ts';
import { wireVersion } from '#forms/wire/limits.ts';
import type { SubmissionEnvelope } from '#forms/wire/shapes.ts';
import { type Draft, keyOf, type OutboxItem, unitKeyOf, villageKey } from '../offline/database.ts';
import { uuidV7 } from '../offline/ids.ts';
import { isUnderWay, queued, step } from '../offline/outbox.ts';
import { serverNow } from '../time/server-time.ts';
import type { Field } from './field.tsx';

export interface Done {
  readonly draft: Draft;
  /** As the engine normalised them. */
  readonly answers: JsonObject;
  readonly contentHash: string;
  readonly unitName: string;
  /** What the sender says to checks. */
  readonly explanations: readonly Explanation[];
  /** References to the files in the answers. */
  readonly files: readonly string[];
}

const itemOf = (
  envelope: SubmissionEnvelope,
  { unitName, files = [], after }: Pick<OutboxItem, 'unitName' | 'files'> & { after?: string | undefined },
): OutboxItem => ({
  id: envelope.id,
  key: keyOf(envelope),
  villageKey: villageKey(envelope),
  unitName,
  envelope,
  state: queued,
  stateKind: 'waiting',
  queuedAt: envelope.capturedAt ?? serverNow(),
  ...(after === undefined ? {} : { after }),
  ...(files.length === 0 ? {} : { files }),
});

/**
 * W24: what waits untried for the same record is replaced; what may have reached the server goes first, and the new one
 * starts from what that one brings.
 */
const makeRoom = async (
  { database }: Field,
  key: string,
  by: string,
): Promise<{ readonly after?: string }> => {
  const items = await database.outbox.where('key').equals(key).sortBy('queuedAt');
  let after: string | undefined;
  for (const item of items) {
    const state = step(item.state, { kind: 'replaced', by });
    if (state !== item.state) await database.outbox.put({ ...item, state, stateKind: state.kind });
    else if (isUnderWay(state)) after = item.id;
  }
  return after === undefined ? {} : { after };
};

export const submitDraft = async (field: Field, done: Done): Promise<OutboxItem> => {
  const { draft, answers, contentHash, unitName, explanations, files } = done;
  const { database } = field;
  const now = serverNow();
  const id = uuidV7(now);
  const stores = [database.outbox, database.drafts, database.addedUnits, database.told];
  const item = await database.transaction('rw', stores, async () => {
    const { after } = await makeRoom(field, draft.key, id);
    const from = draft.from === undefined ? undefined : await database.outbox.get(draft.from);
    // Until the server lists it, every envelope brings the unit along (W33).
    const added = await database.addedUnits.get(draft.unit);
    const arrived = from?.state.kind === 'accepted' ? from.state.receipt.version : undefined;
    const made = itemOf(
      {
        wire: wireVersion,
        id,
        campaign: draft.campaign,
        village: draft.village,
        unit: draft.unit,
        questionnaire: draft.questionnaire,
        edition: draft.edition,
        basedOn: arrived ?? draft.basedOn,
        answers,
        contentHash,
        capturedAt: now,
        ...(draft.findings === undefined ? {} : { findings: [...draft.findings] }),
        ...(added === undefined ? {} : { newUnit: added.unit }),
        ...(explanations.length === 0 ? {} : { explanations: [...explanations] }),
      },
      { unitName, files, after },
    );
    await database.outbox.put(made);
    await database.drafts.delete(draft.key);
    const told = factsIn(field.campaign.facts, draft.questionnaire, answers, now);
    await database.told.bulkPut(
      told.map((one) => ({ ...one, key: `${unitKeyOf(draft)}/${one.questionnaire}.${one.question}` })),
    );
    return made;
  });
  void field.deliver();
  return item;
};

/** The same answers on top of the version that somebody else made meanwhile: a new envelope, the old one kept. */
export const resend = async (field: Field, old: OutboxItem, version: number): Promise<void> => {
  const { database } = field;
  const now = serverNow();
  const id = uuidV7(now);
  await database.transaction('rw', database.outbox, async () => {
    await makeRoom(field, old.key, id);
    await database.outbox.put(itemOf({ ...old.envelope, id, basedOn: version, capturedAt: now }, old));
  });
  void field.deliver();
};
