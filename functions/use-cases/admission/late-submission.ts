/** A quarantined submission as it was kept, read back for whoever decides about it. */
import * as z from 'zod';
import { sealOf } from '#forms/campaign/extension.ts';
import type { QuarantinedSubmission } from '#forms/campaign/submission.ts';
import type { Instant } from '#forms/json.ts';
import { covers } from '#forms/permission/area.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { LateState } from '#forms/wire/shapes.ts';
import type { Table } from '../../ports.ts';
import { gunzip, textOf } from '../../store/bytes.ts';
import type { Campaign } from '../../store/campaign.ts';
import * as keys from '../../store/keys.ts';
import { gateOf, lateOf } from '../../store/village.ts';

export interface LateOne {
  readonly village: string;
  readonly submission: string;
}
export interface LateSubmission {
  readonly state: LateState & { readonly contentHash: string };
  /** Hex: leaf of the line as it stands in the seal's quarantine list. */
  readonly leafHash: string;
  readonly kept: QuarantinedSubmission;
}

const itemShape = z.object({ leafHash: z.string(), body: z.instanceof(Uint8Array) });

export const readLate = async (
  table: Table,
  campaign: string,
  { village, submission }: LateOne,
): Promise<LateSubmission | undefined> => {
  const item = await table.get(keys.lateKey(campaign, village, submission));
  if (!item) return undefined;
  const { leafHash, body } = itemShape.parse(item);
  return { state: lateOf(item), leafHash, kept: JSON.parse(textOf(gunzip(body))) as QuarantinedSubmission };
};

/**
 * G18: the seal that takes the questionnaire's quarantine with it, from its instant on or once it has begun: nothing is
 * decided any more. What came in after that instant would make the seal invalid (S1), even when its trigger is late.
 */
export const sealReached = async (
  table: Table,
  { id, calendar, questionnaires }: Campaign,
  { village, questionnaire }: { readonly village: string; readonly questionnaire: string },
  now: Instant,
): Promise<string | undefined> => {
  const group = questionnaires.find((candidate) => candidate.id === questionnaire)?.group ?? '';
  const seal = sealOf(calendar, group);
  if (!seal) return undefined;
  const [begun, gate] = await Promise.all([
    table.get(keys.sealKey(id, seal.id)),
    table.get(keys.gateKey(id, village, questionnaire)),
  ]);
  const marked = gate && gateOf(gate).sealedAt !== undefined;
  return begun || marked || now >= seal.at ? seal.id : undefined;
};

/** P2: nobody reaches beside the area that they speak for. */
export const outside = (area: string, late: readonly LateOne[]): Problem | undefined => {
  const stranger = late.find(({ village }) => !covers(area, village));
  return stranger && problem('no-such-area', { area: stranger.village });
};
