/**
 * Pictures of questionnaires: a designer sends one in, a pack brings its own, everybody who takes part gets to see them. A picture is
 * named by its bytes, so sending it twice is harmless, and it is never changed; what was kept stays, because published editions
 * and the phones that hold them speak of it (Q34, Q35).
 */
import type { PackPicture } from '#forms/campaign/pack-pictures.ts';
import type { Person } from '#forms/permission/permission.ts';
import {
  fileOfPicture,
  pictureFile,
  pictureOf,
  pictureReference,
  picturesIn,
  pictureTypes,
} from '#forms/questionnaire/picture.ts';
import { pictureHead } from '#forms/questionnaire/picture-bytes.ts';
import type { Fault } from '#forms/questionnaire/questionnaire.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { BlobReply, BlobRequest, BlobTicketReply } from '#forms/wire/blobs.ts';
import { limits } from '#forms/wire/limits.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Blobs, Item, Ports, Table } from '../ports.ts';
import * as keys from '../store/keys.ts';
import { heldCampaignFor, wholeCampaignFor } from './access.ts';

const uploadSeconds = 15 * 60;
const downloadSeconds = 10 * 60;

/** Beside scans and files of answers, in the same store. */
const blobKey = (campaign: string, file: string): string => `${campaign}/pictures/${file}`;

const isKept = async (table: Pick<Table, 'get'>, campaign: string, file: string): Promise<boolean> =>
  (await table.get(keys.pictureKey(campaign, file))) !== undefined;

const wrongType = (type: string): Problem =>
  problem('wrong-file-type', { type, allowed: Object.values(pictureTypes).join(', ') });

/** Where to send a picture to, or that it is there already. */
export const requestPicture =
  (person: Person, campaign: string, { sha256, size, type }: BlobRequest) =>
  async ({ table, scans }: Pick<Ports, 'table' | 'scans'>): Promise<Result<BlobTicketReply, Problem>> => {
    const found = await wholeCampaignFor(person, 'questionnaire.edit', campaign, table);
    if (!found.ok) return found;
    const file = pictureFile({ sha256, type });
    if (file === undefined) return refuse(wrongType(type));
    if (size > limits.pictureBytes) return refuse(problem('file-too-large', { limit: limits.pictureBytes }));
    const reference = pictureReference(file);
    if (await isKept(table, campaign, file)) return ok({ reference });
    const facts = { size, sha256, type };
    return ok({
      reference,
      upload: await scans.presignUpload(blobKey(campaign, file), facts, uploadSeconds),
    });
  };

/** What is wrong with bytes that came as a picture of this type; they are small (`requestPicture`). */
const refusalOf = (bytes: Uint8Array, type: string): Problem | undefined => {
  const head = pictureHead(bytes);
  if (head?.type !== type) return wrongType(head?.type ?? '');
  const side = Math.max(head.width, head.height);
  return side > limits.pictureSide
    ? problem('picture-too-wide', { side, limit: limits.pictureSide })
    : undefined;
};

/** The bytes are looked at once; from then on a row says that the picture is there, and a questionnaire may show it. */
export const keepPicture =
  (person: Person, campaign: string, file: string) =>
  async ({
    table,
    scans,
    clock,
  }: Pick<Ports, 'table' | 'scans' | 'clock'>): Promise<Result<BlobTicketReply, Problem>> => {
    const found = await wholeCampaignFor(person, 'questionnaire.edit', campaign, table);
    if (!found.ok) return found;
    const picture = pictureOf(file);
    const key = blobKey(campaign, file);
    const stored = picture && (await scans.head(key));
    if (!picture || !stored || stored.sha256 !== picture.sha256 || stored.size > limits.pictureBytes)
      return refuse(problem('no-such-blob'));
    const refusal = refusalOf((await scans.get(key)) ?? new Uint8Array(), picture.type);
    if (refusal) return refuse(refusal);
    const { sha256, size, type } = stored;
    const item = { ...keys.pictureKey(campaign, file), sha256, size, type, keptAt: clock.now() };
    const outcome = await table.transact([{ put: item }]);
    return outcome === 'done'
      ? ok({ reference: pictureReference(file) })
      : refuse(problem('busy', { seconds: 2 }));
  };

/** A link for everybody who may see the campaign (P5). */
export const readPicture =
  (person: Person, campaign: string, file: string) =>
  async ({ table, scans }: Pick<Ports, 'table' | 'scans'>): Promise<Result<BlobReply, Problem>> => {
    const found = await heldCampaignFor(person, 'campaign.read', campaign, table);
    if (!found.ok) return found;
    if (pictureOf(file) === undefined || !(await isKept(table, campaign, file)))
      return refuse(problem('no-such-blob'));
    const options = { expiresInSeconds: downloadSeconds, fileName: file };
    return ok({ download: await scans.presignDownload(blobKey(campaign, file), options) });
  };

/** Pictures that a questionnaire shows and that are not there, as faults at their places. */
export const missingPictures = async (
  table: Pick<Table, 'get'>,
  campaign: string,
  source: unknown,
): Promise<readonly Fault[]> => {
  const looked = await Promise.all(
    picturesIn(source).map(async ({ at, reference }): Promise<readonly Fault[]> => {
      const kept = await isKept(table, campaign, fileOfPicture(reference) ?? '');
      return kept ? [] : [{ at, code: 'unknown-picture', facts: { picture: reference } }];
    }),
  );
  return looked.flat();
};

/** Puts a picture of a pack where pictures are, and gives the row that says so. */
export const keepPackPicture =
  (campaign: string, { bytes, ...picture }: PackPicture, now: number) =>
  async (scans: Pick<Blobs, 'put'>): Promise<Item> => {
    const file = pictureFile(picture);
    if (file === undefined) throw new Error(`a pack came with a picture of type ${picture.type}`);
    const facts = await scans.put(blobKey(campaign, file), bytes, { type: picture.type });
    return { ...keys.pictureKey(campaign, file), ...facts, keptAt: now };
  };
