/** The work as the server tells it, kept on the phone: campaign, villages' units and records, editions to fill in. */
import type { CampaignReply, WorkReply } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { type Database, editionKey, villageKey } from './database.ts';

/** Every edition that the campaign fills in now, fetched once: editions never change. */
const keepEditions = async (database: Database, campaign: CampaignReply) => {
  for (const { id, edition } of campaign.questionnaires) {
    const key = editionKey(campaign.id, id, edition);
    if (await database.editions.get(key)) continue;
    const params = { campaign: campaign.id, questionnaire: id, edition };
    await database.editions.put({ key, edition: await call('edition', { params }) });
  }
};

export const refreshCampaign = async (database: Database, campaign: string): Promise<CampaignReply> => {
  const reply = await call('campaign', { params: { campaign } });
  await database.campaigns.put({ id: campaign, campaign: reply });
  await keepEditions(database, reply);
  return reply;
};

/** Throws what `call` throws; what was kept stays. */
export const refreshWork = async (
  database: Database,
  campaign: string,
  village: string,
): Promise<WorkReply> => {
  const work = await call('work', { params: { campaign, area: village } });
  await database.work.put({ key: villageKey({ campaign, village }), work });
  return work;
};
