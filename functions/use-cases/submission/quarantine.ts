/** What cannot be accepted is kept: quarantine behind a closed gate, and both versions when a record has moved on. */
import { type Gate, type GateRefusal, gateRefusal, movedGate } from '#forms/campaign/gate.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import { questionnaireOf } from '#forms/campaign/pack.ts';
import type { QuarantinedSubmission } from '#forms/campaign/submission.ts';
import type { Instant } from '#forms/json.ts';
import { ok, refuse } from '#forms/result.ts';
import { problem } from '#forms/wire/problems.ts';
import type { Draft } from '../../ports.ts';
import { gzip, hexOf } from '../../store/bytes.ts';
import * as keys from '../../store/keys.ts';
import { gateOf } from '../../store/village.ts';
import { moveGate } from '../move-gate.ts';
import { tell } from '../notice/tell.ts';
import { computingOf } from './computing.ts';
import type { Delivery, SubmissionPorts, SubmissionResult } from './delivery.ts';
import { earlierReply } from './earlier-reply.ts';
import { deviceTime } from './record-head.ts';
import { usableFindings } from './usable-findings.ts';

/**
 * Where the gate is closed: the submission into quarantine with all that is known about it, and a receipt that says so.
 * Nothing when the gate has changed meanwhile, or was behind the calendar and is moved now: then it is tried again.
 */
export const meetClosedGate = async (
  delivery: Delivery,
  hadFinding: boolean,
  ports: SubmissionPorts,
): Promise<SubmissionResult | undefined> => {
  const { envelope, campaign } = delivery;
  const { table, clock } = ports;
  const gateItem = await table.get(keys.gateKey(campaign.id, envelope.village, envelope.questionnaire));
  if (!gateItem) return refuse(problem('no-such-area', { area: envelope.village }));
  const gate = gateOf(gateItem);
  const findings = hadFinding ? await usableFindings(envelope, table) : [];
  const now = clock.now();
  const attempt = {
    now,
    correcting: envelope.basedOn > 0,
    underFinding: findings.length > 0,
  };
  const why = gateRefusal(gate, attempt);
  if (why === undefined) return undefined;
  const group = questionnaireOf(campaign, envelope.questionnaire)?.group ?? '';
  const next = movedGate(gate, campaign.calendar, group, now);
  if (next && gateRefusal(next, attempt) === undefined) {
    await moveGate(campaign.id, gate, next, now)(ports); // G11
    return undefined;
  }
  return quarantine(delivery, why, gate, now, ports);
};

const quarantine = async (
  { person, envelope, campaign, edition, unitName, canonical, contentHash }: Delivery,
  why: GateRefusal,
  gate: Gate,
  now: Instant,
  ports: SubmissionPorts,
): Promise<SubmissionResult | undefined> => {
  const { table, dice } = ports;
  const receivedAt = Math.max(now, gate.sealedAt ?? 0);
  const { village, unit, questionnaire, id: submission, basedOn } = envelope;
  const late: Omit<QuarantinedSubmission, 'answers'> = {
    kind: 'late',
    campaign: campaign.id,
    village,
    unit,
    questionnaire,
    edition: edition.edition,
    submission,
    basedOn,
    why,
    gate: { stage: gate.stage, right: gate.right, closesAt: isoOf(gate.closesAt) },
    ...(envelope.capturedAt === undefined ? {} : { capturedAt: deviceTime(envelope.capturedAt) }),
    ...(envelope.sinceServerTime === undefined ? {} : { sinceServerTime: envelope.sinceServerTime }),
    receivedAt: isoOf(receivedAt),
    by: person.id,
    contentHash,
    nonce: hexOf(dice.bytes(16)),
    ...(envelope.explanations === undefined ? {} : { explanations: envelope.explanations }),
    ...(envelope.newUnit === undefined ? {} : { newUnit: envelope.newUnit }), // W35
  };
  const draft: Draft = {
    outcome: 'quarantined',
    record: late,
    canonical,
    version: 0,
    at: late.receivedAt,
    why,
  };
  const { body, leafHash, receipt } = await computingOf(ports).drawUp(draft);
  const key = keys.lateKey(campaign.id, village, submission);
  const outcome = await table.transact([
    {
      put: {
        ...key,
        submission,
        unit,
        unitName,
        village,
        questionnaire,
        why,
        receivedAt,
        ...(envelope.capturedAt === undefined ? {} : { capturedAt: envelope.capturedAt }),
        by: person.id,
        contentHash,
        leafHash,
        body,
        receipt: JSON.stringify(receipt),
      },
      when: [{ attribute: 'pk', is: 'absent' }],
    },
    {
      check: keys.submissionKey(campaign.id, village, submission), // W13: a copy of it may have passed before
      when: [{ attribute: 'pk', is: 'absent' }],
    },
    {
      check: keys.gateKey(campaign.id, village, questionnaire), // S11: the late list is not being read meanwhile
      when: [
        { attribute: 'sealedAt', is: gate.sealedAt === undefined ? 'absent' : 'present' },
        { attribute: 'revision', is: '=', value: gate.revision }, // G14: no extension has come meanwhile
      ],
    },
    { add: keys.tallyKey(campaign.id, village, questionnaire), amounts: { late: 1 } },
    ...tell(
      campaign.id,
      [person.id],
      {
        id: submission,
        kind: 'quarantined',
        at: receivedAt,
        facts: { village, unit, questionnaire, receipt: receipt.code },
      },
      ports,
    ),
  ]);
  if (outcome === 'done') return ok({ outcome: 'quarantined', receipt });
  if (outcome === 'busy') return refuse(problem('busy', { seconds: 5 }));
  return earlierReply(envelope, contentHash, ports);
};

/** 409: both versions are kept, a person merges. */
export const keepMovedOn = async (
  delivery: Delivery,
  version: number,
  { table, clock }: SubmissionPorts,
): Promise<SubmissionResult> => {
  const { person, envelope, campaign, canonical, contentHash } = delivery;
  const outcome = await table.transact([
    {
      put: {
        ...keys.movedOnKey(campaign.id, envelope.village, envelope.id),
        unit: envelope.unit,
        questionnaire: envelope.questionnaire,
        submission: envelope.id,
        basedOn: envelope.basedOn,
        found: version,
        receivedAt: clock.now(),
        by: person.id,
        contentHash,
        body: gzip(canonical),
      },
    },
  ]);
  if (outcome === 'busy') return refuse(problem('busy', { seconds: 5 }));
  return refuse(problem('moved-on', { version, basedOn: envelope.basedOn }));
};
