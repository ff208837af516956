/** Correction annexes as stored: what was asked with its lines, what was decided, and under which number it was sealed. */
import * as z from 'zod';
import type { Annex } from '#forms/seal/annex.ts';
import type { AnnexState } from '#forms/wire/annexes.ts';
import type { Item, Table } from '../ports.ts';
import { gunzip, gzip } from './bytes.ts';
import * as keys from './keys.ts';
import * as sealKeys from './seal-keys.ts';
import { allOf } from './village.ts';

const stateShape = z.object({
  id: z.string(),
  seal: z.string(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.number(),
  state: z.enum(['asked', 'agreed', 'sealed', 'declined']),
  corrections: z.number(),
  decidedBy: z.string().optional(),
  decidedAt: z.number().optional(),
  why: z.string().optional(),
  number: z.number().optional(),
  root: z.string().optional(),
  hash: z.string().optional(),
});

export const annexItem = (campaign: string, annex: AnnexState): Item => ({
  ...sealKeys.annexKey(campaign, annex.seal, annex.id),
  ...annex,
});

const annexOf = (item: Item): AnnexState => stateShape.parse(item) as AnnexState;

export const readAnnex = async (
  table: Table,
  campaign: string,
  seal: string,
  annex: string,
): Promise<AnnexState | undefined> => {
  const item = await table.get(sealKeys.annexKey(campaign, seal, annex));
  return item && annexOf(item);
};

/** Oldest first: ids grow with time. */
export const annexesOf = async (
  table: Table,
  campaign: string,
  seal: string,
): Promise<readonly AnnexState[]> =>
  (await allOf(table, keys.campaignPk(campaign), sealKeys.annexPrefix(seal))).map(annexOf);

// ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────────
/** What the head says of a line, and the line's canonical bytes. */
export interface StoredCorrection {
  readonly entry: Annex['corrections'][number];
  readonly bytes: Uint8Array;
}

const lineShape = z.object({ entry: z.string(), body: z.instanceof(Uint8Array) });

export const correctionItem = (
  campaign: string,
  { seal, id }: Pick<AnnexState, 'seal' | 'id'>,
  index: number,
  { entry, bytes }: StoredCorrection,
): Item => ({
  ...sealKeys.annexLineKey(campaign, seal, id, index),
  entry: JSON.stringify(entry),
  body: gzip(bytes),
});

/** In the order of the annex. */
export const correctionsOf = async (
  table: Table,
  campaign: string,
  { seal, id }: Pick<AnnexState, 'seal' | 'id'>,
): Promise<readonly StoredCorrection[]> =>
  (await allOf(table, keys.campaignPk(campaign), sealKeys.annexLinePrefix(seal, id))).map((item) => {
    const { entry, body } = lineShape.parse(item);
    return { entry: JSON.parse(entry), bytes: gunzip(body) };
  });
