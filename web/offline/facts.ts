/**
 * Shared facts that other phones and the desk have told, kept with the village for the days without a network. Fetched when the work
 * shows records that this phone has not heard of; only units that changed travel. Read unmasked, so the server logs why (W55).
 */
import type { CampaignReply, WorkReply } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { type Database, type FactsFetched, unitKeyOf, villageKey } from './database.ts';
import { factsAhead, toldOf } from './told-elsewhere.ts';

/** Records are dated before they are written: one may come to light after a younger one. */
const overlapMs = 60_000;

export const keepFacts = async (
  database: Database,
  campaign: CampaignReply,
  { village: { code: village }, records }: WorkReply,
): Promise<void> => {
  const whole = villageKey({ campaign: campaign.id, village });
  const ahead = factsAhead(campaign, records);
  const before = (await database.facts.get(whole)) as FactsFetched | undefined;
  if (ahead.versions === (before?.versions ?? 0)) return;
  const since = Math.max(0, (before?.upTo ?? 0) - overlapMs);
  let after: string | undefined;
  do {
    const reply = await call('revealFacts', {
      params: { campaign: campaign.id, area: village },
      body: { reason: 'prefill', since, ...(after === undefined ? {} : { after }) },
    });
    await database.facts.bulkPut(
      Object.entries(reply.units).map(([unit, words]) => ({
        key: unitKeyOf({ campaign: campaign.id, village, unit }),
        villageKey: whole,
        told: toldOf(words),
      })),
    );
    after = reply.next;
  } while (after !== undefined);
  await database.facts.put({ key: whole, villageKey: whole, ...ahead, told: [] });
};
