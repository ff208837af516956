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
import type { Ports, Table, Write } from '../ports.ts';
import * as keys from '../store/keys.ts';
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
    if (await isKept(table, campaign, reference, blob)) return ok({ reference });
    const key = keyOf(campaign, reference, blob);
    return ok({ reference, upload: await scans.presignUpload(key, { size, sha256, type }, uploadSeconds) });
  };

/** The store is asked once whether it holds what was announced; from then on a row says so, and no submission has to wait for it. */
export const keepBlob =
  (person: Person, campaign: string, village: string, file: string) =>
  async ({
    table,
    scans,
    clock,
  }: Pick<Ports, 'table' | 'scans' | 'clock'>): Promise<Result<BlobTicketReply, Problem>> => {
    const found = await campaignFor(person, 'answers.submit', campaign, village, table);
    if (!found.ok) return found;
    const reference = `blobs/answers/${village}/${file}`;
    const blob = answerBlobOf(reference);
    const stored = blob && (await scans.head(keyOf(campaign, reference, blob)));
    if (stored?.sha256 !== blob?.sha256 || stored === undefined) return refuse(problem('no-such-blob'));
    const { sha256, size, type } = stored;
    const item = { ...keys.fileKey(campaign, village, file), sha256, size, type, keptAt: clock.now() };
    const outcome = await table.transact([{ put: item }]);
    return outcome === 'done' ? ok({ reference }) : refuse(problem('busy', { seconds: 2 }));
  };

const isKept = async (
  table: Pick<Table, 'get'>,
  campaign: string,
  reference: string,
  { village }: AnswerBlob,
): Promise<boolean> => (await table.get(keys.fileKey(campaign, village, fileOf(reference)))) !== undefined;

/** Of a write that speaks of a file: the file is handed in before it. */
export const fileIsKept = (campaign: string, village: string, file: string): Write => ({
  check: keys.fileKey(campaign, village, file),
  when: [{ attribute: 'pk', is: 'present' }],
});

/** A link that works for some minutes; undefined for what is no file of the village. Who may have it is asked before. */
export const linkToFile = async (
  scans: Pick<Ports['scans'], 'presignDownload'>,
  campaign: string,
  village: string,
  file: string,
): Promise<string | undefined> => {
  const reference = `blobs/answers/${village}/${file}`;
  const blob = answerBlobOf(reference);
  const options = { expiresInSeconds: downloadSeconds, fileName: file };
  return blob && scans.presignDownload(keyOf(campaign, reference, blob), options);
};

/** A link to a file of the village's answers, for whoever may read its records. */
export const readBlob =
  (person: Person, campaign: string, village: string, file: string) =>
  async ({ table, scans }: Pick<Ports, 'table' | 'scans'>): Promise<Result<BlobReply, Problem>> => {
    const found = await campaignFor(person, 'record.read', campaign, village, table);
    if (!found.ok) return found;
    const reference = `blobs/answers/${village}/${file}`;
    const blob = answerBlobOf(reference);
    if (blob === undefined || !(await isKept(table, campaign, reference, blob)))
      return refuse(problem('no-such-blob'));
    const download = await linkToFile(scans, campaign, village, file);
    return download === undefined ? refuse(problem('no-such-blob')) : ok({ download });
  };

/** A35: what the answers refer to is of this village and is there. Nothing is asked when they refer to nothing. */
export const missingFiles = async (
  table: Pick<Table, 'get'>,
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
      const kept = blob !== undefined && (await isKept(table, campaign, reference, blob));
      return kept ? [] : [reference];
    }),
  );
  const missing = [...new Set(found.flat())];
  return missing.length === 0 ? undefined : problem('files-missing', { files: missing });
};
