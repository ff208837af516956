/** A village whose every gate is closed for good: nothing in it can be put right any more, so nothing is looked for (K37). */
import type { Table } from '../../ports.ts';
import type { VillagePlace } from '../../store/findings.ts';
import { gatesOfVillage } from '../../store/village.ts';

export const isClosedForGood = async (table: Table, { campaign, village }: VillagePlace): Promise<boolean> =>
  (await gatesOfVillage(table, campaign, village)).every(({ right }) => right === 'none');
