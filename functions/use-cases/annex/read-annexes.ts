/** Annexes of a seal as people see them, what one would change, and its files once it is sealed. */
import { maskSensitive } from '#forms/answers/mask.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { annexFiles, parseCorrection } from '#forms/seal/annex.ts';
import type { AnnexesReply, AnnexReply } from '#forms/wire/annexes.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports } from '../../ports.ts';
import { annexesOf, correctionsOf, readAnnex } from '../../store/annexes.ts';
import { readEdition } from '../../store/campaign.ts';
import { annexFolder, sealFilesIn, typeOf } from '../../store/seal-files.ts';
import { heldCampaignFor, wholeCampaignFor } from '../access.ts';
import type { SealFileReply } from '../read-seals.ts';
import { sealedRecord } from './sealed-record.ts';

export const listAnnexes =
  (person: Person, campaign: string, seal: string) =>
  async ({ table }: Pick<Ports, 'table'>): Promise<Result<Omit<AnnexesReply, 'people'>, Problem>> => {
    const found = await heldCampaignFor(person, 'seal.read', campaign, table);
    if (!found.ok) return found;
    return ok({ annexes: [...(await annexesOf(table, campaign, seal))].reverse() });
  };

interface WantedAnnex {
  readonly campaign: string;
  readonly seal: string;
  readonly annex: string;
}

/** S21: before and after, for whoever decides. */
export const readAnnexLines =
  (person: Person, { campaign, seal, annex: id }: WantedAnnex) =>
  async ({
    table,
    seals,
  }: Pick<Ports, 'table' | 'seals'>): Promise<Result<Omit<AnnexReply, 'people'>, Problem>> => {
    const found = await wholeCampaignFor(person, 'annex.decide', campaign, table);
    if (!found.ok) return found;
    const annex = await readAnnex(table, campaign, seal, id);
    if (!annex) return refuse(problem('no-such-annex', { annex: id }));
    const files = sealFilesIn(seals, campaign, seal);
    const lines = (await correctionsOf(table, campaign, annex)).map(async ({ bytes }) => {
      const line = parseCorrection(bytes);
      if (!line) throw new Error(`annex ${id} has a line that is none`);
      const { village, unit, questionnaire } = line;
      const [record, edition] = await Promise.all([
        sealedRecord(files, line),
        readEdition(table, campaign, questionnaire, line.edition),
      ]);
      if (!record || !edition) throw new Error(`annex ${id} corrects what is not there`);
      return {
        ...{ village, unit, questionnaire, edition: line.edition },
        before: maskSensitive(edition, record.answers),
        after: maskSensitive(edition, line.answers as JsonObject),
      };
    });
    return ok({ ...annex, lines: await Promise.all(lines) });
  };

/** S9, S25. */
export const readAnnexFile =
  (person: Person, { campaign, seal, annex: id }: WantedAnnex, path: string) =>
  async ({ table, seals }: Pick<Ports, 'table' | 'seals'>): Promise<Result<SealFileReply, Problem>> => {
    const found = await wholeCampaignFor(person, 'seal.download', campaign, table);
    if (!found.ok) return found;
    const annex = await readAnnex(table, campaign, seal, id);
    if (annex?.number === undefined || annex.state !== 'sealed' || !annexFiles.includes(path))
      return refuse(problem('no-such-annex', { annex: id }));
    const bytes = await seals.get(annexFolder(campaign, seal, annex.number) + path);
    return bytes ? ok({ bytes, type: typeOf(path) }) : refuse(problem('no-such-annex', { annex: id }));
  };
