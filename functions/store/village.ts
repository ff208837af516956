/** The items of a village's partition, parsed when they come back: what is stored is not trusted to have the right shape. */
import * as z from 'zod';
import { rights } from '#forms/campaign/calendar.ts';
import type { Gate } from '#forms/campaign/gate.ts';
import type { Receipt } from '#forms/campaign/submission.ts';
import type { JsonObject } from '#forms/json.ts';
import type { LateState, RecordState, ScanState, Unit } from '#forms/wire/shapes.ts';
import type { Item, Table } from '../ports.ts';
import * as keys from './keys.ts';

const gateShape = z.object({
  village: z.string(),
  questionnaire: z.string(),
  right: z.enum([...rights, 'none']),
  stage: z.string(),
  opensAt: z.number(),
  closesAt: z.number(),
  revision: z.number(),
  calendar: z.number().optional(),
  extension: z.string().optional(),
  sealedAt: z.number().optional(),
});
const unitShape = z.object({
  id: z.string(),
  kind: z.string(),
  village: z.string(),
  name: z.string(),
  address: z.string(),
  size: z.number().optional(),
  order: z.number(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  parent: z.string().optional(),
  addedAt: z.number().optional(),
});
const storedUnitShape = unitShape.extend({
  /** Grows by one with every change of its attributes; changes are conditioned on it. */
  revision: z.number(),
  /** Hash of what the device said that it is; absent for those that were there at the opening. */
  madeFrom: z.string().optional(),
  addedBy: z.string().optional(),
});
const recordShape = z.object({
  unit: z.string(),
  questionnaire: z.string(),
  version: z.number(),
  submission: z.string(),
  edition: z.number(),
  leafHash: z.string(),
  contentHash: z.string(),
  acceptedAt: z.number(),
  by: z.string(),
  receipt: z.string(),
  pages: z.number(),
});
const bodyShape = z.instanceof(Uint8Array);
const submissionShape = z.object({
  contentHash: z.string(),
  unit: z.string(),
  receipt: z.string(),
  body: bodyShape,
});
const lateShape = z.object({
  submission: z.string(),
  unit: z.string(),
  unitName: z.string(),
  village: z.string(),
  questionnaire: z.string(),
  why: z.string(),
  receivedAt: z.number(),
  capturedAt: z.number().optional(),
  by: z.string(),
  contentHash: z.string(),
  receipt: z.string(),
});
const scanShape = z.object({
  scan: z.string(),
  unit: z.string(),
  questionnaire: z.string(),
  page: z.number(),
  contentHash: z.string(),
  sha256: z.string(),
  size: z.number(),
  type: z.string(),
  attachedAt: z.number(),
  blob: z.string(),
});

export type StoredUnit = Unit & {
  readonly revision: number;
  readonly madeFrom?: string;
  readonly addedBy?: string;
};
export type StoredRecord = z.infer<typeof recordShape>;
export type StoredScan = ScanState & { readonly blob: string };

export const gateOf = (item: Item): Gate => gateShape.parse(item) as Gate;
export const unitOf = (item: Item): Unit => unitShape.parse(item) as Unit;
export const storedUnitOf = (item: Item): StoredUnit => storedUnitShape.parse(item) as StoredUnit;
export const recordOf = (item: Item): StoredRecord => recordShape.parse(item);
/** Answers of the record to questions that are shared facts; those of an earlier version say nothing of them. */
export const factsOfRecord = (item: Item): JsonObject =>
  typeof item.facts === 'string' ? (JSON.parse(item.facts) as JsonObject) : {};
export const submissionOf = (item: Item) => submissionShape.parse(item);
export const scanOf = (item: Item): StoredScan => scanShape.parse(item);
export const receiptOf = (item: Item): Receipt => JSON.parse(z.string().parse(item.receipt)) as Receipt;

export const lateOf = (item: Item): LateState & { readonly contentHash: string } => {
  const late = lateShape.parse(item);
  return { ...late, receipt: receiptOf(item).code } as LateState & { readonly contentHash: string };
};

export const recordStateOf = (record: StoredRecord, sealed: string | undefined): RecordState => {
  const { submission: _s, leafHash: _l, ...state } = record;
  return { ...state, ...(sealed === undefined ? {} : { sealed }) };
};

/** Every item of a partition under a prefix, page by page. */
export const allOf = (table: Table, pk: string, prefix: string): Promise<readonly Item[]> =>
  eachOf(table, pk, prefix, (item) => item);

/** The same for who wants something smaller of each: a town's worth of items at once is much. */
export const eachOf = async <Value>(
  table: Table,
  pk: string,
  prefix: string,
  read: (item: Item) => Value,
): Promise<readonly Value[]> => {
  const all: Value[] = [];
  let after: string | undefined;
  do {
    const page = await table.query(pk, { prefix, limit: 1000, ...(after === undefined ? {} : { after }) });
    for (const item of page.items) all.push(read(item));
    after = page.next;
  } while (after !== undefined);
  return all;
};

export const gatesOfVillage = async (
  table: Table,
  campaign: string,
  village: string,
): Promise<readonly Gate[]> =>
  (await allOf(table, keys.villagePk(campaign, village), keys.gatePrefix)).map(gateOf);
