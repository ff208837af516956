/** The checks of a campaign as they are written: for phones, which run them, and for whoever wants to know what is checked. */
import { madeChecks } from '#forms/campaign/pack-checks.ts';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result } from '#forms/result.ts';
import type { ChecksReply } from '#forms/wire/findings.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { Ports } from '../../ports.ts';
import { readPackChecks } from '../../store/campaign-checks.ts';
import { heldCampaignFor } from '../access.ts';

export const readChecksFor =
  (person: Person, campaign: string) =>
  async ({ table }: Pick<Ports, 'table'>): Promise<Result<ChecksReply, Problem>> => {
    const found = await heldCampaignFor(person, 'campaign.read', campaign, table);
    if (!found.ok) return found;
    const pack = await readPackChecks(table, found.value);
    return ok({ topics: pack.checks, made: madeChecks(pack), codeLists: found.value.codeLists });
  };
