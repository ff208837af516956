/** What cannot be accepted is kept: quarantine behind a closed gate, and both versions when a record has moved on. */
import { type GateRefusal, gateRefusal } from '#forms/campaign/gate.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import type { QuarantinedSubmission } from '#forms/campaign/submission.ts';
import type { Json } from '#forms/json.ts';
import { ok, refuse } from '#forms/result.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { problem } from '#forms/wire/problems.ts';
import { gzip, hexOf, leafHashOf } from '../../store/bytes.ts';
import * as keys from '../../store/keys.ts';
import { findingOf, gateOf, receiptOf } from '../../store/village.ts';
import { type Delivery, deviceTime, type SubmissionPorts, type SubmissionResult } from './delivery.ts';
import { signReceipt } from './sign-receipt.ts';

/** Where the gate is closed: the submission into quarantine with all that is known about it, and a receipt that says so. */
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
  const findingItem = hadFinding
    ? await table.get(keys.findingKey(campaign.id, envelope.village, envelope.finding ?? ''))
    : undefined;
  const why = gateRefusal(gate, {
    now: clock.now(),
    correcting: envelope.basedOn > 0,
    underFinding: findingItem !== undefined && findingOf(findingItem).state === 'open',
  });
  if (why === undefined) return undefined;
  return quarantine(delivery, why, gate, ports);
};

const quarantine = async (
  { person, envelope, campaign, edition, unitName, answers, contentHash }: Delivery,
  why: GateRefusal,
  gate: ReturnType<typeof gateOf>,
  { table, signer, clock, dice }: SubmissionPorts,
): Promise<SubmissionResult> => {
  const now = clock.now();
  const { village, unit, questionnaire, id: submission, basedOn } = envelope;
  const late: QuarantinedSubmission = {
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
    receivedAt: isoOf(now),
    by: person.id,
    contentHash,
    nonce: hexOf(dice.bytes(16)),
    answers,
  };
  const body = canonicalJson(late as unknown as Json);
  const leafHash = leafHashOf(body);
  const receipt = await signReceipt(
    { outcome: 'quarantined', record: late, version: 0, leafHash, at: late.receivedAt, why },
    signer,
  );
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
        receivedAt: now,
        ...(envelope.capturedAt === undefined ? {} : { capturedAt: envelope.capturedAt }),
        by: person.id,
        contentHash,
        leafHash,
        body: gzip(body),
        receipt: JSON.stringify(receipt),
      },
      when: [{ attribute: 'pk', is: 'absent' }],
    },
    { add: keys.tallyKey(campaign.id, village, questionnaire), amounts: { late: 1 } },
  ]);
  if (outcome === 'done') return ok({ outcome: 'quarantined', receipt });
  if (outcome === 'busy') return refuse(problem('busy', { seconds: 5 }));
  const earlier = await table.get(key);
  if (!earlier || earlier.contentHash !== contentHash)
    return refuse(problem('submission-id-reused', { submission }));
  return ok({ outcome: 'quarantined', receipt: receiptOf(earlier) });
};

/** 409: both versions are kept, a person merges. */
export const keepMovedOn = async (
  delivery: Delivery,
  version: number,
  { table, clock }: SubmissionPorts,
): Promise<SubmissionResult> => {
  const { person, envelope, campaign, answers, contentHash } = delivery;
  await table.transact([
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
        body: gzip(canonicalJson(answers)),
      },
    },
  ]);
  return refuse(problem('moved-on', { version, basedOn: envelope.basedOn }));
};
