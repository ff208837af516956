/** What checks of a campaign know besides dossiers. */
import { dateAt } from '#forms/campaign/local-time.ts';
import type { DossierContext } from '#forms/dossier/dossier.ts';
import type { Instant } from '#forms/json.ts';
import type { Campaign } from '../../store/campaign.ts';

export const dossierContext = (campaign: Campaign, now: Instant): DossierContext => ({
  now,
  timeZone: campaign.calendar.timeZone,
  today: dateAt(now, campaign.calendar.timeZone),
  parameters: campaign.parameters,
  codeLists: campaign.codeLists,
  locale: campaign.locales[0] ?? 'en',
});
