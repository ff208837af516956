/** Who asked for which later deadline in an area, and what became of it: open to everyone there (G16). */
import { covers, levelOf, townOf } from '#forms/permission/area.ts';
import { mayDo, type Person } from '#forms/permission/permission.ts';
import { ok, type Result } from '#forms/result.ts';
import type { ExtensionState, ExtensionsReply } from '#forms/wire/deadlines.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { Ports, Table } from '../../ports.ts';
import { villagesOf } from '../../store/campaign.ts';
import { extensionsOfTown } from '../../store/extensions.ts';
import { campaignFor } from '../access.ts';

export const readExtensions =
  (person: Person, campaign: string, area: string) =>
  async ({
    table,
    clock,
  }: Pick<Ports, 'table' | 'clock'>): Promise<Result<Omit<ExtensionsReply, 'people'>, Problem>> => {
    const found = await campaignFor(person, 'extension.read', campaign, area, table);
    if (!found.ok) return found;
    const towns =
      levelOf(area) === 'district'
        ? [...new Set((await villagesOf(table, campaign, area)).map(({ code }) => townOf(code)))]
        : [area];
    const lists = await Promise.all(towns.map((town) => extensionsOfTown(table, campaign, town)));
    const extensions = lists
      .flat()
      .filter(({ villages }) =>
        villages.some((village) => covers(area, village) && mayDo(person, 'extension.read', village)),
      )
      .sort((a, b) => b.askedAt - a.askedAt);
    return ok({ extensions, now: clock.now() });
  };

/** Those that name a village, newest first. */
export const extensionsOfVillage = async (
  table: Table,
  campaign: string,
  village: string,
): Promise<readonly ExtensionState[]> =>
  (await extensionsOfTown(table, campaign, village))
    .filter(({ villages }) => villages.includes(village))
    .reverse();
