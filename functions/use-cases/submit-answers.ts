/**
 * The life of a submission (docs/architecture.md): permission → edition → strict decode → evaluate → normalise → one
 * transaction with gate, idempotent submission, versioned record, tallies → receipt. Nothing that arrives is dropped: what
 * meets a closed gate goes to quarantine, what meets a record that moved on is kept until a person has merged it.
 */
import type { Person } from '#forms/permission/permission.ts';
import { ok, refuse } from '#forms/result.ts';
import { problem } from '#forms/wire/problems.ts';
import type { SubmissionEnvelope } from '#forms/wire/shapes.ts';
import { ItemTooLarge } from '../ports.ts';
import * as keys from '../store/keys.ts';
import { recordOf } from '../store/village.ts';
import { acceptance } from './submission/acceptance.ts';
import {
  checkDelivery,
  type Delivery,
  type SubmissionPorts,
  type SubmissionResult,
} from './submission/delivery.ts';
import { earlierReply } from './submission/earlier-reply.ts';
import { keepMovedOn, meetClosedGate } from './submission/quarantine.ts';
import { mostUnits } from './submission/unit-changes.ts';
import { unitOfEnvelope } from './submission/unit-of-envelope.ts';
import { usableFindings } from './submission/usable-findings.ts';

export const submitAnswers =
  (person: Person, envelope: SubmissionEnvelope) =>
  async (ports: SubmissionPorts): Promise<SubmissionResult> => {
    const checked = await checkDelivery(person, envelope, ports);
    if (!checked.ok) return await refusedOrEarlier(envelope, checked, ports);
    try {
      return await deliver(checked.value, ports);
    } catch (error) {
      if (error instanceof ItemTooLarge) return refuse(problem('record-too-large', { limit: 400 * 1024 }));
      throw error;
    }
  };

/** Rules that look at the date may refuse tomorrow what they let through today: what was accepted stays accepted. */
const refusedOrEarlier = async (
  envelope: SubmissionEnvelope,
  refused: SubmissionResult & { readonly ok: false },
  ports: SubmissionPorts,
): Promise<SubmissionResult> => {
  if (refused.refusal.problem !== 'answers-refused' || envelope.contentHash === undefined) return refused;
  const earlier = await earlierReply(envelope, envelope.contentHash, ports);
  return earlier?.ok ? earlier : refused;
};

/** A gate, a finding or a unit can change between reading and writing; three rounds are plenty, then the phone tries later. */
const rounds = 3;

const deliver = async (checked: Delivery, ports: SubmissionPorts): Promise<SubmissionResult> => {
  let delivery = checked;
  const { envelope, campaign, contentHash } = delivery;
  const { table, clock } = ports;
  const recordKey = keys.recordKey(campaign.id, envelope.village, envelope.unit, envelope.questionnaire);
  for (let round = 0; round < rounds; round++) {
    const recordItem = envelope.basedOn > 0 ? await table.get(recordKey) : undefined;
    const previous = recordItem && recordOf(recordItem);
    const findings = await usableFindings(envelope, table);
    const now = round === 0 && delivery.drawn ? delivery.drawn.at : clock.now();
    const accepted = await acceptance(delivery, previous, findings, now, ports);
    const outcome = await table.transact(accepted.writes);
    if (outcome === 'done') {
      ports.checking?.changed(campaign.id, envelope.village);
      return ok({ outcome: 'accepted', receipt: accepted.receipt });
    }
    if (outcome === 'busy') break;
    const refused = accepted.names[outcome.refused];
    if (refused === 'submission' || refused === 'late') {
      const earlier = await earlierReply(envelope, contentHash, ports);
      if (earlier) return earlier;
    } else if (refused === 'gate') {
      const reply = await meetClosedGate(delivery, findings.length > 0, ports);
      if (reply) return reply;
    } else if (refused === 'record') {
      const current = await table.get(recordKey);
      const version = current ? recordOf(current).version : 0;
      if (version !== envelope.basedOn) return await keepMovedOn(delivery, version, ports);
    } else if (refused === 'unit') {
      const unit = await unitOfEnvelope(campaign, envelope, table); // added or changed meanwhile
      if (!unit.ok) return unit;
      delivery = { ...delivery, unit: unit.value };
    } else if (refused === 'parent') {
      return refuse(problem('no-such-unit', { unit: envelope.newUnit?.parent ?? '' }));
    } else if (refused === 'tally') {
      return refuse(problem('too-many-units', { limit: mostUnits }));
    } // a finding that was changed meanwhile is read again
  }
  return refuse(problem('busy', { seconds: 5 }));
};
