/** What phones said last of what is still on them: per person, in the partition of the village that it is about. */
import * as z from 'zod';
import type { AreaCode } from '#forms/permission/area.ts';
import type { PhoneState } from '#forms/wire/deadlines.ts';
import type { Item, Table } from '../ports.ts';
import * as keys from './keys.ts';
import { allOf } from './village.ts';

const phoneShape = z.object({
  person: z.string(),
  village: z.string(),
  unsent: z.number(),
  drafts: z.number(),
  heardAt: z.number(),
});

export const phoneItem = (campaign: string, phone: PhoneState): Item => ({
  ...keys.phoneKey(campaign, phone.village, phone.person),
  ...phone,
});

export const phonesOfVillage = async (
  table: Table,
  campaign: string,
  village: AreaCode,
): Promise<readonly PhoneState[]> =>
  (await allOf(table, keys.villagePk(campaign, village), keys.phonePrefix)).map((item) =>
    phoneShape.parse(item),
  );
