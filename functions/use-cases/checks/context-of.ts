/** What checks of a village know besides dossiers: the campaign's own, and the comparison lists that hold there (K21). */
import { dossierContext } from '#forms/checks/record-checks.ts';
import type { DossierContext } from '#forms/dossier/dossier.ts';
import type { AreaCode } from '#forms/permission/area.ts';
import type { Ports } from '../../ports.ts';
import type { Campaign } from '../../store/campaign.ts';
import { readPackChecks } from '../../store/campaign-checks.ts';
import { readComparisonLists } from '../../store/lists.ts';

export const contextOf = async (
  campaign: Campaign,
  village: AreaCode,
  { table, clock }: Pick<Ports, 'table' | 'clock'>,
): Promise<DossierContext> => {
  const context = dossierContext(campaign, clock.now());
  const { lists = [] } = await readPackChecks(table, campaign);
  if (lists.length === 0) return context;
  return { ...context, lists: await readComparisonLists(table, campaign.id, village) };
};
