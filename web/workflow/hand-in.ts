/** A picture of a paper that goes with a step or an answer: sent to the server before either speaks of it. */
import { answerBlobReference } from '#forms/answers/blob-reference.ts';
import { call } from '../api.ts';
import { sha256Hex } from '../offline/ids.ts';
import { mustBeSendable, upload } from '../offline/upload.ts';
import { ofPaper, shrunk } from '../shrink-picture.ts';
import type { UnitPlace } from './use-flows.ts';

/** The name under which it is spoken of. Throws FileRefused, ProblemError, ConnectionLost. */
export const handIn = async (
  { campaign, village }: Pick<UnitPlace, 'campaign' | 'village'>,
  chosen: File,
): Promise<string> => {
  const file = await shrunk(chosen, ofPaper);
  mustBeSendable(file);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const sha256 = await sha256Hex(bytes);
  const reference = answerBlobReference({ village, sha256, type: file.type });
  if (reference === undefined) throw new Error(`no name for a file of type ${file.type}`);
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const params = { campaign, area: village };
  const body = { sha256, size: bytes.byteLength, type: file.type };
  const ticket = await call('requestBlob', { params, body });
  if (ticket.upload) {
    await upload(ticket.upload, bytes);
    await call('keepBlob', { params: { ...params, blob: name }, body: {} });
  }
  return name;
};
