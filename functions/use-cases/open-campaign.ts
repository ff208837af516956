/**
 * Puts a pack to work in an area: editions, villages, one gate per village and questionnaire, units, tallies. Every write is
 * a plain put of the same item, so an opening that was killed half-way is simply run again; the campaign is listed last.
 */

import { dueFor } from '#forms/campaign/due.ts';
import { type Gate, gatePosition } from '#forms/campaign/gate.ts';
import type { Pack } from '#forms/campaign/pack.ts';
import type { Json } from '#forms/json.ts';
import type { Area, AreaCode } from '#forms/permission/area.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { Item, Ports } from '../ports.ts';
import { hexOf, sha256 } from '../store/bytes.ts';
import { areaItem, type Campaign, campaignItem, editionItem } from '../store/campaign.ts';
import * as keys from '../store/keys.ts';

export interface OpenCampaign {
  readonly id: string;
  readonly pack: Pack;
  /** Town or district in which the campaign runs. */
  readonly area: AreaCode;
  /** The tree from the campaign's district down. */
  readonly areas: readonly Area[];
  readonly units: readonly Unit[];
}

export const openCampaign =
  ({ id, pack, area, areas, units }: OpenCampaign) =>
  async ({ table, clock }: Pick<Ports, 'table' | 'clock'>): Promise<'opened' | 'already-open'> => {
    if (await table.get(keys.campaignListKey(id))) return 'already-open';
    const now = clock.now();
    const campaign: Campaign = {
      id,
      packId: pack.id,
      packVersion: pack.version,
      packHash: hexOf(sha256(canonicalJson(JSON.parse(JSON.stringify(pack)) as Json))),
      title: pack.title,
      area,
      locales: pack.locales,
      retentionYears: pack.retentionYears,
      unitKinds: pack.unitKinds,
      questionnaires: pack.questionnaires,
      codeLists: pack.codeLists,
      calendar: pack.calendar,
      parameters: pack.parameters,
      openedAt: now,
    };
    const villages = areas.filter((candidate) => candidate.level === 'village');
    const items: Item[] = [
      campaignItem(campaign),
      ...areas.map(areaItem),
      ...pack.editions.flatMap((edition) => [
        editionItem(id, edition),
        { ...keys.questionnaireKey(id, edition.questionnaire), edition: edition.edition, records: 0 },
      ]),
      ...villages.flatMap((village) => villageItems(campaign, village, units, now)),
      ...units.map((unit) => ({ ...keys.unitKey(id, unit.village, unit.id), ...unit, revision: 1 })),
    ];
    for (let start = 0; start < items.length; start += 100) {
      const outcome = await table.transact(items.slice(start, start + 100).map((put) => ({ put })));
      if (outcome !== 'done')
        throw new Error(`opening campaign ${id} met a store that is ${JSON.stringify(outcome)}`);
    }
    await table.transact([{ put: { ...keys.campaignListKey(id), openedAt: now } }]);
    return 'opened';
  };

const villageItems = (
  campaign: Campaign,
  village: Area,
  units: readonly Unit[],
  now: number,
): readonly Item[] => {
  const { id, calendar, questionnaires } = campaign;
  const inVillage = units.filter((unit) => unit.village === village.code);
  return [
    { ...keys.villageKey(id, village.code), code: village.code, name: village.name },
    ...questionnaires.flatMap((questionnaire): Item[] => {
      const gate: Gate = {
        village: village.code,
        questionnaire: questionnaire.id,
        ...gatePosition(calendar, questionnaire.group, now),
        revision: 1,
      };
      return [
        { ...keys.gateKey(id, village.code, questionnaire.id), ...gate },
        {
          ...keys.tallyKey(id, village.code, questionnaire.id),
          village: village.code,
          questionnaire: questionnaire.id,
          units: inVillage.filter((unit) => dueFor(questionnaire, unit)).length,
          records: 0,
          submissions: 0,
          signed: 0,
          late: 0,
          lastAt: 0,
        },
      ];
    }),
  ];
};
