/** What the store knows of a seal in the making: its state, and the summary of every village that is done. */
import * as z from 'zod';
import type { Calendar } from '#forms/campaign/calendar.ts';
import type { Json } from '#forms/json.ts';
import {
  type SealedEdition,
  type SealedFile,
  type SealedVillage,
  sealedEditionShape,
  sealedFileShape,
  sealedVillageShape,
} from '#forms/seal/manifest.ts';
import type { Item, Table } from '../ports.ts';
import * as keys from './keys.ts';
import * as sealKeys from './seal-keys.ts';
import { allOf } from './village.ts';

/** Why a seal could not be made; where, as far as it is known. Codes, never sentences. */
export interface SealFault {
  readonly code: string;
  readonly facts: { readonly [name: string]: string | number };
}

/** The seal before this one, as it will stand in the manifest. */
export interface PreviousSeal {
  readonly id: string;
  readonly root: string;
  readonly manifest: string;
}

export interface StoredSeal {
  readonly seal: string;
  readonly state: 'sealing' | 'sealed' | 'failed';
  /** When sealing began; kept over every resumption, so that the manifest stays the same. */
  readonly sealedAt: number;
  readonly villages: number;
  readonly previous: PreviousSeal | null;
  /** As it was when sealing began: another one may come for other groups meanwhile (G35). Absent in seals begun before that. */
  readonly calendar?: Calendar | undefined;
  /** Secret, drawn when sealing began: what is written out at sealing gets its nonces from it, the same in every run (S3, S5). */
  readonly salt?: string | undefined;
  readonly root?: string | undefined;
  readonly records?: number | undefined;
  readonly scans?: number | undefined;
  readonly late?: number | undefined;
  readonly why?: SealFault | undefined;
}

const previousShape = z.object({ id: z.string(), root: z.string(), manifest: z.string() }).nullable();
const faultShape = z.object({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
const parsed = <Shape extends z.ZodType>(shape: Shape) =>
  z.string().transform((text): z.infer<Shape> => shape.parse(JSON.parse(text) as Json));

const sealShape = z.object({
  seal: z.string(),
  state: z.enum(['sealing', 'sealed', 'failed']),
  sealedAt: z.number(),
  villages: z.number(),
  previous: parsed(previousShape),
  calendar: z
    .string()
    .transform((text) => JSON.parse(text) as Calendar)
    .optional(),
  salt: z.string().optional(),
  root: z.string().optional(),
  records: z.number().optional(),
  scans: z.number().optional(),
  late: z.number().optional(),
  why: parsed(faultShape).optional(),
});

export const sealItem = (campaign: string, seal: StoredSeal): Item => {
  const { previous, calendar, why, ...rest } = seal;
  const present = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...keys.sealKey(campaign, seal.seal),
    ...(Object.fromEntries(present) as { [name: string]: string | number }),
    previous: JSON.stringify(previous),
    ...(calendar === undefined ? {} : { calendar: JSON.stringify(calendar) }),
    ...(why === undefined ? {} : { why: JSON.stringify(why) }),
  };
};

export const sealOf = (item: Item): StoredSeal => sealShape.parse(item);

export const readSeal = async (
  table: Table,
  campaign: string,
  seal: string,
): Promise<StoredSeal | undefined> => {
  const item = await table.get(keys.sealKey(campaign, seal));
  return item && sealOf(item);
};

export const readSeals = async (table: Table, campaign: string): Promise<readonly StoredSeal[]> =>
  (await allOf(table, keys.campaignPk(campaign), keys.sealPrefix)).map(sealOf);

// ── villages ─────────────────────────────────────────────────────────────────────────────────────────────────────
/** All that the manifest needs of a village, so that its records are read once. */
export interface VillageSummary {
  readonly village: SealedVillage;
  readonly files: readonly SealedFile[];
  /** Editions that its records refer to. */
  readonly editions: readonly SealedEdition[];
}

const summaryShape = z.object({
  village: sealedVillageShape,
  files: z.array(sealedFileShape),
  editions: z.array(sealedEditionShape),
});

export const summaryItem = (campaign: string, seal: string, summary: VillageSummary): Item => ({
  ...sealKeys.sealVillageKey(campaign, seal, summary.village.code),
  village: summary.village.code,
  summary: JSON.stringify(summary),
});

const summaryOf = (item: Item): VillageSummary => parsed(summaryShape).parse(item.summary);

export const readSummary = async (
  table: Table,
  campaign: string,
  seal: string,
  village: string,
): Promise<VillageSummary | undefined> => {
  const item = await table.get(sealKeys.sealVillageKey(campaign, seal, village));
  return item && summaryOf(item);
};

/** By village code, which is the order of the sort keys. */
export const readSummaries = async (
  table: Table,
  campaign: string,
  seal: string,
): Promise<readonly VillageSummary[]> =>
  (await allOf(table, keys.campaignPk(campaign), sealKeys.sealVillagePrefix(seal))).map(summaryOf);
