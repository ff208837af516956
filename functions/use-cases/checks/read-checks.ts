/** The checks of a campaign as they are written: for phones, which run them, and for whoever wants to know what is checked. */
import { factChecks } from '#forms/checks/facts.ts';
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
    const { checks: topics, facts } = await readPackChecks(table, found.value);
    return ok({ topics, made: facts.flatMap(factChecks), codeLists: found.value.codeLists });
  };
