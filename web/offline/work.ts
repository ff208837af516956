/** The work as the server tells it, kept on the phone: campaign, villages' units and records, editions to fill in. */
import { picturesIn } from '#forms/questionnaire/picture.ts';
import type { CampaignReply, WorkReply } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { type Database, editionKey, keyOf, villageKey } from './database.ts';
import { keepFacts } from './facts.ts';
import { keepPicture } from './files.ts';

/** Every edition that the campaign fills in now, fetched once: editions never change. */
const keepEditions = async (database: Database, campaign: CampaignReply) => {
  for (const { id, edition } of campaign.questionnaires) {
    const key = editionKey(campaign.id, id, edition);
    if (await database.editions.get(key)) continue;
    const params = { campaign: campaign.id, questionnaire: id, edition };
    await database.editions.put({ key, edition: await call('edition', { params }) });
  }
};

/** What this page need not look for again. By database, because a sign-out takes that away and the next one begins empty. */
const settled = new WeakMap<Database, Set<string>>();

const settledIn = (database: Database): Set<string> => {
  const known = settled.get(database) ?? new Set<string>();
  settled.set(database, known);
  return known;
};

/**
 * Q36: one that cannot be had now is asked for with the next refreshing, and nobody waits for any. Phones refresh often and sources
 * are long: an edition whose pictures are all here is not read again.
 */
const keepPictures = async (database: Database, campaign: CampaignReply): Promise<void> => {
  const here = settledIn(database);
  for (const { id, edition } of campaign.questionnaires) {
    const key = editionKey(campaign.id, id, edition);
    const name = `pictures ${key}`;
    if (here.has(name)) continue;
    const kept = await database.editions.get(key);
    let all = kept !== undefined;
    for (const { reference } of picturesIn(kept?.edition.source))
      all = (await keepPicture(database, campaign.id, reference).catch(() => false)) && all;
    if (all) here.add(name);
  }
};

/** Fetched once a start, because an operator may have opened the campaign anew; what was kept serves until then. */
const keepChecks = async (database: Database, campaign: string): Promise<void> => {
  const here = settledIn(database);
  const name = `checks ${campaign}`;
  if (here.has(name)) return;
  const checks = await call('checks', { params: { campaign } });
  await database.checks.put({ campaign, checks });
  here.add(name);
};

export const refreshCampaign = async (database: Database, campaign: string): Promise<CampaignReply> => {
  const reply = await call('campaign', { params: { campaign } });
  await database.campaigns.put({ id: campaign, campaign: reply });
  await keepEditions(database, reply);
  void keepPictures(database, reply);
  await keepChecks(database, campaign);
  return reply;
};

/**
 * Throws what `call` throws; what was kept stays. Work is shown when it is kept, so what forms begin with comes before it; where that
 * cannot be had, work is shown all the same.
 */
export const refreshWork = async (
  database: Database,
  campaign: CampaignReply,
  village: string,
): Promise<void> => {
  const work = await call('work', { params: { campaign: campaign.id, area: village } });
  try {
    await keepPrevious(database, campaign.id, village);
    await keepFacts(database, campaign, work);
  } finally {
    await keepWork(database, { campaign: campaign.id, village }, work);
  }
};

const keepWork = (
  database: Database,
  place: { readonly campaign: string; readonly village: string },
  work: WorkReply,
): Promise<void> =>
  database.transaction('rw', database.work, database.addedUnits, async () => {
    await database.work.put({ key: villageKey(place), work });
    await database.addedUnits.bulkDelete(work.units.map(({ id }) => id));
  });

/** What the village answered in the round before, fetched once: it never changes. Read unmasked, so the server logs why. */
const keepPrevious = async (database: Database, campaign: string, village: string): Promise<void> => {
  const whole = villageKey({ campaign, village });
  if (await database.previous.get(whole)) return;
  let after: string | undefined;
  do {
    const reply = await call('revealPrevious', {
      params: { campaign, area: village },
      body: { reason: 'prefill', ...(after === undefined ? {} : { after }) },
    });
    await database.previous.bulkPut(
      reply.previous.map(({ unit, questionnaire, answers }) => ({
        key: keyOf({ campaign, village, unit, questionnaire }),
        villageKey: whole,
        answers,
      })),
    );
    after = reply.next;
  } while (after !== undefined);
  await database.previous.put({ key: whole, villageKey: whole, answers: {} });
};
