/** The comparison lists that a campaign declares, what holds of them in an area, and what was handed in for it. Never their rows. */
import { checksOf } from '#forms/campaign/pack-checks.ts';
import { listsOf } from '#forms/checks/list-names.ts';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result } from '#forms/result.ts';
import type { ListsReply } from '#forms/wire/lists.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { Ports } from '../../ports.ts';
import { readPackChecks } from '../../store/campaign-checks.ts';
import { listsInForce, shownVersion, versionsOfArea } from '../../store/lists.ts';
import { campaignFor } from '../access.ts';

export const readLists =
  (person: Person, campaign: string, area: string) =>
  async ({
    table,
    clock,
  }: Pick<Ports, 'table' | 'clock'>): Promise<Result<Omit<ListsReply, 'people'>, Problem>> => {
    const found = await campaignFor(person, 'list.read', campaign, area, table);
    if (!found.ok) return found;
    const pack = await readPackChecks(table, found.value);
    const [inForce, versions] = await Promise.all([
      listsInForce(table, campaign, area),
      versionsOfArea(table, campaign, area),
    ]);
    const checks = checksOf(pack).filter(({ off }) => off !== true);
    return ok({
      lists: (pack.lists ?? []).map((form) => {
        const holds = inForce.get(form.id);
        return {
          ...form,
          checks: checks.filter((check) => listsOf(check).includes(form.id)).map(({ id }) => id),
          ...(holds ? { inForce: shownVersion(holds) } : {}),
          versions: versions
            .filter(({ list }) => list === form.id)
            .map(shownVersion)
            .reverse(),
        };
      }),
      now: clock.now(),
    });
  };
