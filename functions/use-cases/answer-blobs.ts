/**
 * Files that answers refer to. A file is named by its village and its SHA-256, so that a phone can name it without a network,
 * sending it twice is harmless, and what was signed is what is stored. Answers are taken only when their files are there.
 */
import type { Violation } from '#forms/answers/answers.ts';
import { type AnswerBlob, answerBlobOf, answerBlobReference } from '#forms/answers/blob-reference.ts';
import { blobsIn } from '#forms/answers/blobs-in.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Person } from '#forms/permission/permission.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { BlobReply, BlobRequest, BlobTicketReply } from '#forms/wire/blobs.ts';
import { limits } from '#forms/wire/limits.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Blobs, Ports } from '../ports.ts';
import { campaignFor } from './access.ts';

const uploadSeconds = 15 * 60;
const downloadSeconds = 10 * 60;

const fileOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

/** Beside the signed pages of the village, in the same store. */
const keyOf = (campaign: string, reference: string, { village }: AnswerBlob): string =>
  `${campaign}/${village}/answers/${fileOf(reference)}`;

/** Where to send a file to, or that it is there already. Whether a gate is open is asked when answers come that refer to it. */
export const requestBlob =
  (person: Person, campaign: string, village: string, request: BlobRequest) =>
  async ({ table, scans }: Pick<Ports, 'table' | 'scans'>): Promise<Result<BlobTicketReply, Problem>> => {
    const found = await campaignFor(person, 'answers.submit', campaign, village, table);
    if (!found.ok) return found;
    const { sha256, size, type } = request;
    const blob = { village, sha256, type };
    const reference = answerBlobReference(blob);
    if (reference === undefined)
      return refuse(problem('wrong-file-type', { type, allowed: limits.scanTypes.join(', ') }));
    if (size > limits.scanBytes) return refuse(problem('file-too-large', { limit: limits.scanBytes }));
    const key = keyOf(campaign, reference, blob);
    if (await scans.head(key)) return ok({ reference });
    return ok({ reference, upload: await scans.presignUpload(key, { size, sha256, type }, uploadSeconds) });
  };

/** A link to a file of the village's answers, for whoever may read its records. */
export const readBlob =
  (person: Person, campaign: string, village: string, file: string) =>
  async ({ table, scans }: Pick<Ports, 'table' | 'scans'>): Promise<Result<BlobReply, Problem>> => {
    const found = await campaignFor(person, 'record.read', campaign, village, table);
    if (!found.ok) return found;
    const reference = `blobs/answers/${village}/${file}`;
    const blob = answerBlobOf(reference);
    const key = blob && keyOf(campaign, reference, blob);
    if (key === undefined || !(await scans.head(key))) return refuse(problem('no-such-blob'));
    return ok({
      download: await scans.presignDownload(key, { expiresInSeconds: downloadSeconds, fileName: file }),
    });
  };

/** A35: what the answers refer to is of this village and is there. Nothing is asked of the store when they refer to nothing. */
export const missingFiles = async (
  scans: Pick<Blobs, 'head'>,
  campaign: string,
  village: string,
  edition: Edition,
  answers: JsonObject,
): Promise<Problem | undefined> => {
  const blobs = blobsIn(edition, answers).map((one) => ({ ...one, blob: answerBlobOf(one.reference) }));
  const strange = blobs.filter(({ blob }) => blob?.village !== village);
  if (strange.length > 0) {
    const violations = strange.map(({ at }): Violation => ({ at, code: 'not-our-blob', facts: {} }));
    return problem('answers-refused', { violations });
  }
  const found = await Promise.all(
    blobs.map(async ({ reference, blob }) => {
      const stored = blob && (await scans.head(keyOf(campaign, reference, blob)));
      return stored?.sha256 === blob?.sha256 ? [] : [reference];
    }),
  );
  const missing = [...new Set(found.flat())];
  return missing.length === 0 ? undefined : problem('files-missing', { files: missing });
};
