/** What everybody who takes part may see of a campaign. */
import { readAudit } from '../../use-cases/read-audit.ts';
import { readCampaignFor, readEditionFor } from '../../use-cases/read-campaign.ts';
import type { Handlers } from '../handler.ts';
import { withPeople } from '../people.ts';
import { reply } from '../reply.ts';

export const campaignRoutes: Pick<Handlers, 'campaign' | 'edition' | 'audit'> = {
  campaign: async (context, { ports }, person) =>
    reply(await readCampaignFor(person, context.req.param('campaign') ?? '')(ports)),

  edition: async (context, { ports }, person) => {
    const { campaign = '', questionnaire = '', edition = '' } = context.req.param();
    const number = /^\d{1,6}$/.test(edition) ? Number(edition) : 0;
    const response = reply(await readEditionFor(person, campaign, questionnaire, number)(ports));
    // An edition never changes: a phone that has it need not ask again.
    if (response.ok) response.headers.set('cache-control', 'private, max-age=31536000, immutable');
    return response;
  },

  audit: async (context, { ports, accounts }, person) => {
    const lines = await readAudit(
      person,
      context.req.param('campaign') ?? '',
      context.req.query('after'),
    )(ports);
    return reply(await withPeople(lines, (page) => page.lines.map(({ who }) => who), accounts));
  },
};
