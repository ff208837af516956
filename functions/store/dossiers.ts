/** Dossiers as they are read from the store: a unit, its sheets, its records, and its round before. */
import * as z from 'zod';
import type { Explanation } from '#forms/campaign/submission.ts';
import type { Dossier } from '#forms/dossier/dossier.ts';
import { familyDossiers } from '#forms/dossier/family.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Item, Table } from '../ports.ts';
import { bytesOf, gunzip, gzip, textOf } from './bytes.ts';
import * as keys from './keys.ts';
import { previousOf } from './previous.ts';
import { allOf, eachOf, recordOf, type StoredRecord, submissionOf, unitOf } from './village.ts';

/** A record with what it says. */
export interface ReadRecord extends StoredRecord {
  readonly answers: JsonObject;
  readonly explanations: readonly Explanation[];
}

/** A unit and its sheets: what changes together, because each sees the others. */
export interface Family {
  readonly dossiers: readonly Dossier[];
  readonly records: readonly ReadRecord[];
}

interface VillageOf {
  readonly campaign: string;
  readonly village: string;
}

const readRecord = async (
  table: Table,
  { campaign, village }: VillageOf,
  item: Item,
): Promise<ReadRecord> => {
  const record = recordOf(item);
  const submission = await table.get(keys.submissionKey(campaign, village, record.submission));
  if (!submission) throw new Error(`record ${record.unit}/${record.questionnaire} has no submission`);
  const body = JSON.parse(textOf(gunzip(submissionOf(submission).body))) as {
    answers: JsonObject;
    explanations?: readonly Explanation[];
  };
  return { ...record, answers: body.answers, explanations: body.explanations ?? [] };
};

/** The family of a unit that is no sheet; empty when there is no such unit. */
export const readFamily = async (table: Table, where: VillageOf, unit: string): Promise<Family> => {
  const pk = keys.villagePk(where.campaign, where.village);
  const under = async (prefix: string): Promise<readonly Item[]> =>
    (await Promise.all([allOf(table, pk, `${prefix}#`), allOf(table, pk, `${prefix}~`)])).flat();
  const own = await table.get(keys.unitKey(where.campaign, where.village, unit));
  if (!own) return { dossiers: [], records: [] };
  const [children, recordItems, previousItems] = await Promise.all([
    allOf(table, pk, `${keys.unitPrefix}${unit}~`),
    under(`${keys.recordPrefix}${unit}`),
    under(`${keys.previousPrefix}${unit}`),
  ]);
  const records = await Promise.all(recordItems.map((item) => readRecord(table, where, item)));
  const previous = previousItems.map(previousOf);
  const sheets = children.map(unitOf);
  return { dossiers: familyDossiers(unitOf(own), sheets, records, previous), records };
};

// ── extracts ─────────────────────────────────────────────────────────────────────────────────────────────────────
export interface Extract {
  readonly dossier: Dossier;
  /** By questionnaire: leaf hash of the unit's record. */
  readonly leaves: { readonly [questionnaire: string]: string };
}

const extractShape = z.object({ body: z.instanceof(Uint8Array) });

export const extractItem = (campaign: string, extract: Extract): Item => ({
  ...keys.extractKey(campaign, extract.dossier.unit.village, extract.dossier.unit.id),
  body: gzip(bytesOf(JSON.stringify(extract))),
});

/** Extracts of a village, or of all villages of its town. */
export const readExtracts = async (
  table: Table,
  { campaign, village }: VillageOf,
  scope: 'village' | 'town',
): Promise<readonly Extract[]> => {
  const prefix = scope === 'town' ? keys.extractPrefix : keys.villageExtractPrefix(village);
  return eachOf(
    table,
    keys.townPk(campaign, village),
    prefix,
    (item) => JSON.parse(textOf(gunzip(extractShape.parse(item).body))) as Extract,
  );
};
