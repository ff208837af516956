/** What was asked and decided about quarantined submissions: beside them in their village's partition. */
import * as z from 'zod';
import type { AreaCode } from '#forms/permission/area.ts';
import type { AdmissionState } from '#forms/wire/deadlines.ts';
import type { Item, Table } from '../ports.ts';
import * as keys from './keys.ts';
import { allOf } from './village.ts';

const admissionShape = z.object({
  submission: z.string(),
  unit: z.string(),
  questionnaire: z.string(),
  /** Where whoever asked holds the role that let them ask. */
  area: z.string(),
  state: z.enum(['asked', 'admitted', 'rejected']),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.number(),
  decidedBy: z.string().optional(),
  decidedAt: z.number().optional(),
  why: z.string().optional(),
  admittedAs: z.string().optional(),
  receipt: z.string().optional(),
});
export type StoredAdmission = z.infer<typeof admissionShape>;

export const admissionItem = (campaign: string, village: AreaCode, admission: StoredAdmission): Item => ({
  ...keys.admissionKey(campaign, village, admission.submission),
  ...(Object.fromEntries(Object.entries(admission).filter(([, value]) => value !== undefined)) as {
    [name: string]: string | number;
  }),
});

const admissionOf = (item: Item): StoredAdmission => admissionShape.parse(item);

export const readAdmission = async (
  table: Table,
  campaign: string,
  village: AreaCode,
  submission: string,
): Promise<StoredAdmission | undefined> => {
  const item = await table.get(keys.admissionKey(campaign, village, submission));
  return item && admissionOf(item);
};

/** By quarantined submission. */
export const admissionsOfVillage = async (
  table: Table,
  campaign: string,
  village: AreaCode,
): Promise<ReadonlyMap<string, StoredAdmission>> =>
  new Map(
    (await allOf(table, keys.villagePk(campaign, village), keys.admissionPrefix))
      .map(admissionOf)
      .map((admission) => [admission.submission, admission]),
  );

/** Without what only the server needs. */
export const admissionState = ({
  submission: _s,
  unit: _u,
  questionnaire: _q,
  area: _a,
  ...state
}: StoredAdmission): AdmissionState => state as AdmissionState;
