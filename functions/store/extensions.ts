/** Extensions as stored: in the partition of their town, so that everybody concerned finds them with one query. */
import * as z from 'zod';
import type { ExtensionTerms } from '#forms/campaign/extension.ts';
import type { ExtensionTrace } from '#forms/campaign/gate.ts';
import { type AreaCode, townOf } from '#forms/permission/area.ts';
import type { ExtensionState } from '#forms/wire/deadlines.ts';
import type { Item, Table, Write } from '../ports.ts';
import * as keys from './keys.ts';
import { allOf } from './village.ts';

const list = z.string().transform((text): readonly string[] => z.array(z.string()).parse(JSON.parse(text)));

const extensionShape = z.object({
  id: z.string(),
  area: z.string(),
  stage: z.string(),
  questionnaires: list,
  villages: list,
  until: z.number(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.number(),
  state: z.enum(['asked', 'granted', 'declined']),
  decidedBy: z.string().optional(),
  decidedAt: z.number().optional(),
  why: z.string().optional(),
});

export const extensionItem = (campaign: string, extension: ExtensionState): Item => ({
  ...keys.extensionKey(campaign, extension.area, extension.id),
  ...extension,
  questionnaires: JSON.stringify(extension.questionnaires),
  villages: JSON.stringify(extension.villages),
});

const extensionOf = (item: Item): ExtensionState => extensionShape.parse(item) as ExtensionState;

export const readExtension = async (
  table: Table,
  campaign: string,
  area: AreaCode,
  id: string,
): Promise<ExtensionState | undefined> => {
  const item = await table.get(keys.extensionKey(campaign, area, id));
  return item && extensionOf(item);
};

/** Everything that was asked for in the town of an area, oldest first: ids grow with time. */
export const extensionsOfTown = async (
  table: Table,
  campaign: string,
  area: AreaCode,
): Promise<readonly ExtensionState[]> =>
  (await allOf(table, keys.townPk(campaign, townOf(area)), keys.extensionPrefix)).map(extensionOf);

export const termsOf = ({ id, stage, until }: ExtensionState): ExtensionTerms => ({ id, stage, until });

/** What the history of a gate says about the extension that moved it. */
export const traceOf = (extension: ExtensionState): ExtensionTrace => ({
  id: extension.id,
  askedBy: extension.askedBy,
  reason: extension.reason,
  decidedBy: extension.decidedBy ?? '',
  why: extension.why ?? '',
});

// ── granted and not over ─────────────────────────────────────────────────────────────────────────────────────────
export interface RunningExtension {
  readonly id: string;
  readonly area: AreaCode;
  readonly until: number;
  /** Every gate that it is about stands under it, or cannot. */
  readonly carriedOut: boolean;
}

const runningShape = z.object({
  id: z.string(),
  area: z.string(),
  until: z.number(),
  carriedOut: z.boolean(),
});

/** G36: counted in the transaction that grants. */
export const grantedCount = async (table: Table, campaign: string): Promise<number> =>
  Number((await table.get(keys.grantsKey(campaign)))?.count ?? 0);

/** Holds while nothing was granted since the count was read. */
export const nothingGranted = (campaign: string, count: number): Write => ({
  check: keys.grantsKey(campaign),
  when: [count === 0 ? { attribute: 'pk', is: 'absent' } : { attribute: 'count', is: '=', value: count }],
});

export const runningItem = (campaign: string, running: RunningExtension): Item => ({
  ...keys.runningExtensionKey(campaign, running.id),
  ...running,
});

export const runningExtensions = async (
  table: Table,
  campaign: string,
): Promise<readonly RunningExtension[]> =>
  (await allOf(table, keys.campaignPk(campaign), keys.runningExtensionPrefix)).map((item) =>
    runningShape.parse(item),
  );
