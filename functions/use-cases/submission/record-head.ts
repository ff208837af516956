/** What a record says besides its answers and their hash: all of it is known before the answers are looked at. */
import { isoOf } from '#forms/campaign/local-time.ts';
import type { Instant } from '#forms/json.ts';
import type { Person } from '#forms/permission/permission.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import type { SubmissionEnvelope } from '#forms/wire/shapes.ts';
import type { Dice, RecordHead } from '../../ports.ts';
import { hexOf } from '../../store/bytes.ts';

interface Arrived {
  readonly person: Pick<Person, 'id'>;
  readonly envelope: SubmissionEnvelope;
  readonly campaign: { readonly id: string };
  readonly edition: Edition;
}

/** As it would be accepted at `now`. */
export const recordHead = (
  { person, envelope, campaign, edition }: Arrived,
  now: Instant,
  dice: Dice,
): RecordHead => ({
  kind: 'record',
  campaign: campaign.id,
  village: envelope.village,
  unit: envelope.unit,
  questionnaire: envelope.questionnaire,
  edition: edition.edition,
  sourceHash: edition.sourceHash,
  version: envelope.basedOn + 1,
  submission: envelope.id,
  basedOn: envelope.basedOn,
  ...(envelope.capturedAt === undefined ? {} : { capturedAt: deviceTime(envelope.capturedAt) }),
  acceptedAt: isoOf(now),
  by: person.id,
  nonce: hexOf(dice.bytes(16)),
  ...(envelope.explanations === undefined ? {} : { explanations: envelope.explanations }),
});

/** A device clock may say anything; what is no date at all is kept as the epoch rather than breaking the receipt. */
export const deviceTime = (instant: Instant): string => isoOf(Math.abs(instant) <= 8.64e15 ? instant : 0);
