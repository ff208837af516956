/** What everybody who takes part may see: calendar, questionnaires with their current edition, the areas they hold. */
import { covers, districtOf } from '#forms/permission/area.ts';
import type { Person } from '#forms/permission/permission.ts';
import type { CodeLists, Edition } from '#forms/questionnaire/questionnaire.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { CampaignReply, SessionReply } from '#forms/wire/shapes.ts';
import type { Ports } from '../ports.ts';
import {
  type Campaign,
  currentEditionNumber,
  listCampaigns,
  readArea,
  readAreas,
  readCampaign,
  readEdition,
} from '../store/campaign.ts';
import { readPackChecks } from '../store/campaign-checks.ts';
import { heldCampaignFor } from './access.ts';

export const readSession =
  (person: Person, userName: string, demo: boolean) =>
  async ({ table, clock }: Pick<Ports, 'table' | 'clock'>): Promise<SessionReply> => {
    const campaigns = await Promise.all((await listCampaigns(table)).map((id) => readCampaign(table, id)));
    const takesPart = (area: string) =>
      person.grants.some((grant) => covers(area, grant.area) || covers(grant.area, area));
    return {
      person: { id: person.id, name: person.name, userName },
      grants: await Promise.all(
        person.grants.map(async (grant) => ({
          ...grant,
          areaName: (await readArea(table, grant.area))?.name ?? grant.area,
        })),
      ),
      campaigns: campaigns
        .filter((campaign) => campaign !== undefined && takesPart(campaign.area))
        .flatMap((campaign) =>
          campaign
            ? [
                {
                  id: campaign.id,
                  title: campaign.title,
                  area: campaign.area,
                  timeZone: campaign.calendar.timeZone,
                },
              ]
            : [],
        ),
      now: clock.now(),
      demo,
    };
  };

const listsOfAttributes = ({ unitKinds, codeLists }: Campaign): CodeLists => {
  const named = unitKinds.flatMap(({ attributes = [] }) =>
    attributes.flatMap(({ codeList }) => codeList ?? []),
  );
  return Object.fromEntries(Object.entries(codeLists).filter(([id]) => named.includes(id)));
};

export const readCampaignFor =
  (person: Person, id: string) =>
  async ({ table, clock }: Pick<Ports, 'table' | 'clock'>): Promise<Result<CampaignReply, Problem>> => {
    const found = await heldCampaignFor(person, 'campaign.read', id, table);
    if (!found.ok) return found;
    const campaign = found.value;
    const [area, areas] = await Promise.all([readArea(table, campaign.area), readAreas(table)]);
    if (!area) return refuse(problem('no-such-area', { area: campaign.area }));
    const holds = (code: string) =>
      person.grants.some((grant) => covers(grant.area, code) || covers(code, grant.area));
    return ok({
      id,
      title: campaign.title,
      area,
      locales: campaign.locales,
      unitKinds: campaign.unitKinds,
      questionnaires: await Promise.all(
        campaign.questionnaires.map(async (questionnaire) => ({
          ...questionnaire,
          edition: (await currentEditionNumber(table, id, questionnaire.id)) ?? 1,
        })),
      ),
      calendar: campaign.calendar,
      parameters: campaign.parameters,
      facts: (await readPackChecks(table, campaign)).facts,
      codeLists: listsOfAttributes(campaign),
      areas: areas.filter(
        ({ code }) => holds(code) && (covers(campaign.area, code) || code === districtOf(campaign.area)),
      ),
      now: clock.now(),
    });
  };

export const readEditionFor =
  (person: Person, campaign: string, questionnaire: string, edition: number) =>
  async ({ table }: Pick<Ports, 'table'>): Promise<Result<Edition, Problem>> => {
    const found = await heldCampaignFor(person, 'campaign.read', campaign, table);
    if (!found.ok) return found;
    const read = await readEdition(table, campaign, questionnaire, edition);
    return read ? ok(read) : refuse(problem('no-such-edition', { questionnaire, edition }));
  };
