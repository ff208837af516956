/** From an envelope to a delivery whose answers have passed the engine: everything before the transaction. */
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { evaluationFor } from '#forms/campaign/evaluation.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import { questionnaireOf } from '#forms/campaign/pack.ts';
import type { Instant } from '#forms/json.ts';
import type { Person } from '#forms/permission/permission.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { wireVersion } from '#forms/wire/limits.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { SubmissionEnvelope, SubmissionReply } from '#forms/wire/shapes.ts';
import type { Ports } from '../../ports.ts';
import { sha256 } from '../../store/bytes.ts';
import { type Campaign, readEdition } from '../../store/campaign.ts';
import * as keys from '../../store/keys.ts';
import { unitOf } from '../../store/village.ts';
import { campaignFor } from '../access.ts';

export type SubmissionPorts = Pick<Ports, 'table' | 'signer' | 'clock' | 'dice'>;
export type SubmissionResult = Result<SubmissionReply, Problem>;

/** A delivery whose answers have passed the engine. */
export interface Delivery {
  readonly person: Person;
  readonly envelope: SubmissionEnvelope;
  readonly campaign: Campaign;
  readonly edition: Edition;
  readonly unitName: string;
  /** Canonical JSON of the normalised answers. */
  readonly canonical: Uint8Array;
  readonly contentHash: string;
}

export const checkDelivery = async (
  person: Person,
  envelope: SubmissionEnvelope,
  { table, clock }: SubmissionPorts,
): Promise<Result<Delivery, Problem>> => {
  const { village, unit: unitId, questionnaire: questionnaireId } = envelope;
  if (envelope.wire !== wireVersion) return refuse(problem('client-too-old', { wire: wireVersion }));
  const found = await campaignFor(person, 'answers.submit', envelope.campaign, village, table);
  if (!found.ok) return found;
  const campaign = found.value;
  const questionnaire = questionnaireOf(campaign, questionnaireId);
  if (!questionnaire) return refuse(problem('no-such-questionnaire', { questionnaire: questionnaireId }));
  const unitItem = await table.get(keys.unitKey(campaign.id, village, unitId));
  if (!unitItem) return refuse(problem('no-such-unit', { unit: unitId }));
  const unit = unitOf(unitItem);
  if (unit.kind !== questionnaire.unit)
    return refuse(problem('wrong-unit-kind', { unit: unitId, questionnaire: questionnaireId }));
  const edition = await readEdition(table, campaign.id, questionnaireId, envelope.edition);
  if (!edition)
    return refuse(problem('no-such-edition', { questionnaire: questionnaireId, edition: envelope.edition }));

  const verdict = checkAnswers(edition, envelope.answers, evaluationFor(campaign, clock.now()), sha256);
  if (!verdict.ok) return refuse(problem('answers-refused', { violations: verdict.violations }));
  const { canonical, contentHash } = verdict;
  if (envelope.contentHash !== undefined && envelope.contentHash !== contentHash)
    return refuse(problem('content-hash-differs', { expected: contentHash, got: envelope.contentHash }));
  return ok({ person, envelope, campaign, edition, unitName: unit.name, canonical, contentHash });
};

/** A device clock may say anything; what is no date at all is kept as the epoch rather than breaking the receipt. */
export const deviceTime = (instant: Instant): string => isoOf(Math.abs(instant) <= 8.64e15 ? instant : 0);
