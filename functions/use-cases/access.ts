/** P1 … P3 at the head of every use case: the permission check as a refusal, and the campaign that is spoken of. */
import type { AreaCode } from '#forms/permission/area.ts';
import { covers } from '#forms/permission/area.ts';
import { mayDo, type Person, type Verb } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Table } from '../ports.ts';
import { type Campaign, readCampaign } from '../store/campaign.ts';

/**
 * The campaign, when the person may do the verb in the area and the area takes part in it. Permission is asked first, so
 * that somebody without it cannot find out what exists.
 */
export const campaignFor = async (
  person: Person,
  verb: Verb,
  campaign: string,
  area: AreaCode,
  table: Table,
): Promise<Result<Campaign, Problem>> => {
  if (!mayDo(person, verb, area)) return refuse(problem('not-allowed', { verb, area }));
  const found = await readCampaign(table, campaign);
  if (!found) return refuse(problem('no-such-campaign', { campaign }));
  if (!covers(found.area, area) && !covers(area, found.area))
    return refuse(problem('no-such-area', { area }));
  return ok(found);
};

/** For verbs that belong to the campaign as a whole: the area is the campaign's own. */
export const wholeCampaignFor = async (
  person: Person,
  verb: Verb,
  campaign: string,
  table: Table,
): Promise<Result<Campaign, Problem>> => {
  const found = await readCampaign(table, campaign);
  if (!found) return refuse(unknownOrForbidden(person, verb, campaign));
  if (!mayDo(person, verb, found.area)) return refuse(problem('not-allowed', { verb, area: found.area }));
  return ok(found);
};

/** P5: for what everybody who takes part may see: any of the person's areas lies in the campaign's area or covers it. */
export const heldCampaignFor = async (
  person: Person,
  verb: Verb,
  campaign: string,
  table: Table,
): Promise<Result<Campaign, Problem>> => {
  const found = await readCampaign(table, campaign);
  if (!found) return refuse(unknownOrForbidden(person, verb, campaign));
  const held = person.grants.some(
    ({ area }) => (covers(found.area, area) || covers(area, found.area)) && mayDo(person, verb, area),
  );
  return held ? ok(found) : refuse(problem('not-allowed', { verb, area: found.area }));
};

const unknownOrForbidden = (person: Person, verb: Verb, campaign: string): Problem =>
  person.grants.some(({ area }) => mayDo(person, verb, area))
    ? problem('no-such-campaign', { campaign })
    : problem('not-allowed', { verb });
