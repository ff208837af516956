/** Pictures of questionnaires between browser and server: a designer's sent in, anybody's fetched. */
import { fileOfPicture, pictureFile } from '#forms/questionnaire/picture.ts';
import { pictureHead } from '#forms/questionnaire/picture-bytes.ts';
import { limits } from '#forms/wire/limits.ts';
import { call } from '../api.ts';
import { sha256Hex } from '../offline/ids.ts';
import { FileRefused, upload } from '../offline/upload.ts';
import { ofQuestionnaires, shrunk } from '../shrink-picture.ts';

export interface SentPicture {
  /** What the questionnaire says. */
  readonly reference: string;
  readonly file: File;
}

/** Throws FileRefused, ProblemError, ConnectionLost. */
export const sendPicture = async (campaign: string, chosen: File): Promise<SentPicture> => {
  const file = await shrunk(chosen, ofQuestionnaires);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { type, size } = file;
  const name = pictureFile({ sha256: await sha256Hex(bytes), type });
  if (size === 0) throw new FileRefused('empty');
  if (name === undefined || pictureHead(bytes)?.type !== type) throw new FileRefused('wrongType');
  if (size > limits.pictureBytes) throw new FileRefused('tooLarge');
  const params = { campaign };
  const sha256 = name.slice(0, 64);
  const { reference, upload: ticket } = await call('requestPicture', {
    params,
    body: { sha256, size, type },
  });
  if (ticket) {
    await upload(ticket, bytes);
    await call('keepPicture', { params: { ...params, picture: name }, body: {} });
  }
  return { reference, file };
};

/** From the server; undefined when the reference is none to a picture, or the store has it no more. Throws ProblemError, ConnectionLost. */
export const fetchPicture = async (campaign: string, reference: string): Promise<Blob | undefined> => {
  const picture = fileOfPicture(reference);
  if (picture === undefined) return undefined;
  const { download } = await call('picture', { params: { campaign, picture } });
  const response = await fetch(download);
  return response.ok ? response.blob() : undefined;
};
