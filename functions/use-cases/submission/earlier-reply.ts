/**
 * W5, W13: sent again is harmless. Whatever was answered first to an id is answered again, whether that was acceptance or
 * quarantine and whatever has happened since.
 */
import { ok, refuse } from '#forms/result.ts';
import { problem } from '#forms/wire/problems.ts';
import type { SubmissionEnvelope } from '#forms/wire/shapes.ts';
import * as keys from '../../store/keys.ts';
import { receiptOf } from '../../store/village.ts';
import type { SubmissionPorts, SubmissionResult } from './delivery.ts';

/** Nothing when the id is new here. */
export const earlierReply = async (
  { campaign, village, id, unit, questionnaire }: SubmissionEnvelope,
  contentHash: string,
  { table }: Pick<SubmissionPorts, 'table'>,
): Promise<SubmissionResult | undefined> => {
  const accepted = await table.get(keys.submissionKey(campaign, village, id));
  const item = accepted ?? (await table.get(keys.lateKey(campaign, village, id)));
  if (!item) return undefined;
  const receipt = receiptOf(item);
  const same =
    receipt.unit === unit && receipt.questionnaire === questionnaire && receipt.contentHash === contentHash;
  if (!same) return refuse(problem('submission-id-reused', { submission: id }));
  return ok({ outcome: accepted ? 'already-have-it' : 'quarantined', receipt });
};
