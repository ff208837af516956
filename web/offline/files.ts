/**
 * Signatures and files of answers while they are on the phone: kept as bytes under the name that the answer says, sent before
 * the envelope that speaks of them, forgotten once nothing here does. Beside them lie the pictures of questionnaires, for good.
 */
import { answerBlobOf, answerBlobReference } from '#forms/answers/blob-reference.ts';
import { fileOfPicture } from '#forms/questionnaire/picture.ts';
import { call } from '../api.ts';
import { fetchPicture } from '../questionnaire/pictures.ts';
import { ofPaper, shrunk } from '../shrink-picture.ts';
import type { Database, KeptFile, OutboxItem, Place } from './database.ts';
import { sha256Hex } from './ids.ts';
import { isUnsent } from './outbox.ts';
import { mustBeSendable, upload } from './upload.ts';

export interface Kept {
  /** What the answer says. */
  readonly reference: string;
  /** As it is kept. */
  readonly file: File;
}

/** Keeps a file, pictures as small as they may be (W45). `accepted` is what its question takes. Throws FileRefused. */
export const keepFile = async (
  database: Database,
  { campaign, village }: Pick<Place, 'campaign' | 'village'>,
  chosen: File,
  accepted: string,
): Promise<Kept> => {
  const file = await shrunk(chosen, ofPaper, accepted);
  mustBeSendable(file);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { type } = file;
  const reference = answerBlobReference({ village, sha256: await sha256Hex(bytes), type });
  if (reference === undefined) throw new Error(`no name for a file of type ${type}`);
  await database.files.put({ reference, campaign, bytes, type, keptAt: Date.now() });
  return { reference, file };
};

/** Q36: keeps a picture of a questionnaire, unless it is here; whether it is here now. Throws ProblemError, ConnectionLost. */
export const keepPicture = async (
  database: Database,
  campaign: string,
  reference: string,
): Promise<boolean> => {
  if ((await database.files.where('reference').equals(reference).count()) > 0) return true;
  const picture = await fetchPicture(campaign, reference);
  if (!picture) return false;
  const bytes = new Uint8Array(await picture.arrayBuffer());
  await database.files.put({ reference, campaign, bytes, type: picture.type, keptAt: Date.now() });
  return true;
};

const fileOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

const fetched = async (campaign: string, reference: string): Promise<Blob | undefined> => {
  if (fileOfPicture(reference) !== undefined) return fetchPicture(campaign, reference);
  const village = answerBlobOf(reference)?.village;
  if (village === undefined) return undefined;
  const { download } = await call('blob', { params: { campaign, area: village, blob: fileOf(reference) } });
  const response = await fetch(download);
  return response.ok ? response.blob() : undefined;
};

/** The file behind a reference: from the phone, else from the server. Throws ProblemError, ConnectionLost. */
export const loadFile = async (
  database: Database,
  campaign: string,
  reference: string,
): Promise<Blob | undefined> => {
  const kept = await database.files.get(reference);
  return kept ? new Blob([kept.bytes], { type: kept.type }) : fetched(campaign, reference);
};

const sendFile = async ({ reference, campaign, bytes, type }: KeptFile): Promise<void> => {
  const { village, sha256 } = answerBlobOf(reference) ?? {};
  if (village === undefined || sha256 === undefined) return;
  const params = { campaign, area: village };
  const ticket = await call('requestBlob', { params, body: { sha256, size: bytes.byteLength, type } });
  if (!ticket.upload) return;
  await upload(ticket.upload, bytes);
  await call('keepBlob', { params: { ...params, blob: fileOf(reference) }, body: {} });
};

/** A36: sends what is kept here of them; what is not here came from the server. Throws ProblemError, ConnectionLost. */
export const sendFiles = async (database: Database, references: readonly string[]): Promise<void> => {
  for (const file of await database.files.bulkGet([...references])) if (file) await sendFile(file);
};

/** A signature that was drawn anew leaves its older self behind; one that was just drawn is not in its draft yet. */
const graceMs = 60 * 60_000;

/** Pictures of questionnaires stay: what is filled in tomorrow shows them. */
const ofAnswers = 'blobs/answers/';

/** Takes away `settled`, and whatever has lain here for long, unless a draft or an unsent envelope speaks of it. */
export const forgetFiles = async (database: Database, settled: readonly string[]): Promise<void> => {
  const kept: readonly KeptFile[] = await database.files.where('reference').startsWith(ofAnswers).toArray();
  const candidates = kept.filter(
    ({ reference, keptAt }) => settled.includes(reference) || keptAt < Date.now() - graceMs,
  );
  if (candidates.length === 0) return;
  const items: readonly OutboxItem[] = await database.outbox.toArray();
  const spoken = new Set(items.filter(({ state }) => isUnsent(state)).flatMap(({ files = [] }) => files));
  const drafts = JSON.stringify(await database.drafts.toArray());
  const idle = candidates.filter(({ reference }) => !spoken.has(reference) && !drafts.includes(reference));
  await database.files.bulkDelete(idle.map(({ reference }) => reference));
};
