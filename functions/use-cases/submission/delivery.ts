/** From an envelope to a delivery whose answers have passed the engine: everything before the transaction. */
import { readsPrevious } from '#forms/answers/variables.ts';
import { evaluationFor } from '#forms/campaign/evaluation.ts';
import { type PackQuestionnaire, questionnaireOf } from '#forms/campaign/pack.ts';
import type { Instant, JsonObject } from '#forms/json.ts';
import { type Person, rolesFor } from '#forms/permission/permission.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { wireVersion } from '#forms/wire/limits.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { SubmissionEnvelope, SubmissionReply } from '#forms/wire/shapes.ts';
import type { DrawnUp, Ports } from '../../ports.ts';
import { type Campaign, readEdition } from '../../store/campaign.ts';
import { readPreviousAnswers } from '../../store/previous.ts';
import type { StoredUnit } from '../../store/village.ts';
import { campaignFor } from '../access.ts';
import { missingFiles } from '../answer-blobs.ts';
import { askedChecks } from './asked-checks.ts';
import { computingOf } from './computing.ts';
import { recordHead } from './record-head.ts';
import { unitOfEnvelope } from './unit-of-envelope.ts';

export type SubmissionPorts = Pick<
  Ports,
  'table' | 'signer' | 'clock' | 'dice' | 'computing' | 'notices' | 'checking'
>;
export type SubmissionResult = Result<SubmissionReply, Problem>;

/** A delivery whose answers have passed the engine. */
export interface Delivery {
  readonly person: Person;
  readonly envelope: SubmissionEnvelope;
  readonly campaign: Campaign;
  readonly edition: Edition;
  readonly questionnaire: PackQuestionnaire;
  /** The unit as it was read; absent when this delivery is to add it. */
  readonly unit: StoredUnit | undefined;
  readonly unitName: string;
  /** Normalised. */
  readonly answers: JsonObject;
  /** Canonical JSON of the normalised answers. */
  readonly canonical: Uint8Array;
  readonly contentHash: string;
  /** The record as it would be accepted at that instant, drawn up while the answers were judged. */
  readonly drawn?: { readonly at: Instant; readonly up: DrawnUp };
}

export const checkDelivery = async (
  person: Person,
  envelope: SubmissionEnvelope,
  ports: SubmissionPorts,
): Promise<Result<Delivery, Problem>> => {
  if (envelope.wire !== wireVersion) return refuse(problem('client-too-old', { wire: wireVersion }));
  const { campaign: id, village } = envelope;
  const found = await campaignFor(person, 'answers.submit', id, village, ports.table);
  if (!found.ok) return found;
  const { filledBy } = questionnaireOf(found.value, envelope.questionnaire) ?? {};
  if (filledBy && !rolesFor(person, 'answers.submit', village).some((role) => filledBy.includes(role)))
    return refuse(problem('wrong-role', { questionnaire: envelope.questionnaire, filledBy })); // P25
  return judgeDelivery(found.value, person, envelope, ports, 'to-accept');
};

/** Everything but who may: whoever lets in what lies in quarantine has decided on that. */
export const judgeDelivery = async (
  campaign: Campaign,
  person: Person,
  envelope: SubmissionEnvelope,
  ports: SubmissionPorts,
  purpose: 'to-accept' | 'to-judge' = 'to-judge',
): Promise<Result<Delivery, Problem>> => {
  const { table, clock, dice } = ports;
  const { unit: unitId, questionnaire: questionnaireId } = envelope;
  const questionnaire = questionnaireOf(campaign, questionnaireId);
  if (!questionnaire) return refuse(problem('no-such-questionnaire', { questionnaire: questionnaireId }));
  const about = await unitOfEnvelope(campaign, envelope, table);
  if (!about.ok) return about;
  const unit = about.value;
  if ((unit?.kind ?? envelope.newUnit?.kind) !== questionnaire.unit)
    return refuse(problem('wrong-unit-kind', { unit: unitId, questionnaire: questionnaireId }));
  const edition = await readEdition(table, campaign.id, questionnaireId, envelope.edition);
  if (!edition)
    return refuse(problem('no-such-edition', { questionnaire: questionnaireId, edition: envelope.edition }));

  const { village } = envelope;
  const asked = await askedChecks({ campaign, envelope, unit, edition }, table);
  const prev =
    readsPrevious(edition) || asked.readsPrevious
      ? await readPreviousAnswers(table, campaign.id, {
          village,
          unit: unitId,
          questionnaire: questionnaireId,
        })
      : undefined;
  const now = clock.now();
  const { checking } = asked;
  const claimed = envelope.contentHash === undefined ? {} : { claimed: envelope.contentHash };
  const record = recordHead({ person, envelope, campaign, edition }, now, dice);
  const verdict = await computingOf(ports).judge({
    ...{ edition, answers: envelope.answers, evaluation: evaluationFor(campaign, now, prev) }, // W37
    ...(checking ? { checking } : {}),
    ...(purpose === 'to-accept' ? { accepting: { record, ...claimed } } : {}),
  });
  if (!verdict.ok) return refuse(problem('answers-refused', { violations: verdict.violations }));
  const { answers, canonical, contentHash, found, drawnUp } = verdict;
  if (envelope.contentHash !== undefined && envelope.contentHash !== contentHash)
    return refuse(problem('content-hash-differs', { expected: contentHash, got: envelope.contentHash }));
  if (found.length > 0) return refuse(problem('answers-refused', { violations: found })); // K31
  const missing = await missingFiles(table, campaign.id, village, edition, answers);
  if (missing) return refuse(missing);
  const unitName = unit?.name ?? envelope.newUnit?.name ?? '';
  const checked = { person, envelope, campaign, questionnaire, edition, unit, unitName };
  const drawn = drawnUp ? { drawn: { at: now, up: drawnUp } } : {};
  return ok({ ...checked, answers, canonical, contentHash, ...drawn });
};
