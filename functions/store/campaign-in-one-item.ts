/** Campaigns that were opened by version 0.3 or before: what the pack says stands in the campaign's own item. */
import * as z from 'zod';
import type { Item } from '../ports.ts';
import { gunzip, textOf } from './bytes.ts';
import type { OpenedPack } from './campaign.ts';

const shape = z.object({
  packId: z.string(),
  packVersion: z.string(),
  packHash: z.string(),
  title: z.string(),
  locales: z.string(),
  retentionYears: z.number(),
  unitKinds: z.string(),
  questionnaires: z.string(),
  codeLists: z.instanceof(Uint8Array),
  parameters: z.string().default('{}'),
});

export const packInItem = (item: Item): OpenedPack => {
  const stored = shape.parse(item);
  return {
    ...stored,
    title: JSON.parse(stored.title),
    locales: JSON.parse(stored.locales),
    unitKinds: JSON.parse(stored.unitKinds),
    questionnaires: JSON.parse(stored.questionnaires),
    codeLists: JSON.parse(textOf(gunzip(stored.codeLists))),
    parameters: JSON.parse(stored.parameters),
  };
};
