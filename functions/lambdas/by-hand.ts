/** What a person gives to the functions that are called by hand; whatever is wrong with it is said in the error they get. */
import * as z from 'zod';
import { type Pack, type PackFiles, parsePack } from '#forms/campaign/pack.ts';
import { isAreaCode } from '#forms/permission/area.ts';
import { roles } from '#forms/permission/permission.ts';

const text = z.string().min(1);
const areaCode = z.string().refine(isAreaCode, 'not a 12-digit area code');

export const openCampaignEvent = z.strictObject({
  /** Name of a folder, not a way out of it. */
  pack: z.string().regex(/^[a-z0-9-]+$/),
  area: areaCode,
  areas: z
    .array(
      z.strictObject({
        code: areaCode,
        level: z.enum(['district', 'town', 'village']),
        name: text,
        parent: areaCode.exactOptional(),
      }),
    )
    .min(1),
  units: z.array(
    z.strictObject({
      id: text,
      kind: text,
      village: areaCode,
      name: text,
      address: z.string(),
      size: z.number().int().nonnegative().exactOptional(),
      order: z.number().int(),
    }),
  ),
});

export const addPersonEvent = z.strictObject({
  userName: text,
  name: text,
  role: z.enum(roles),
  area: areaCode,
});

export const packOf = (name: string, files: PackFiles): Pack => {
  const parsed = parsePack(files);
  if (parsed.ok) return parsed.value;
  throw new Error(`pack ${name}: ${parsed.refusal.map(({ at, code }) => `${at} ${code}`).join(', ')}`);
};
