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
import type { PreviousAnswers } from '#forms/wire/units.ts';
import type { Blobs, Item, Ports } from '../ports.ts';
import { hexOf, sha256 } from '../store/bytes.ts';
import { areaItem, type Campaign, campaignItems, editionItem } from '../store/campaign.ts';
import { checksItem } from '../store/campaign-checks.ts';
import * as keys from '../store/keys.ts';
import { previousItem } from '../store/previous.ts';
import { keepPackPicture } from './pictures.ts';

export interface OpenCampaign {
  readonly id: string;
  readonly pack: Pack;
  /** Town or district in which the campaign runs. */
  readonly area: AreaCode;
  /** The tree from the campaign's district down. */
  readonly areas: readonly Area[];
  readonly units: readonly Unit[];
  /** What units answered in the round before. */
  readonly previous?: readonly PreviousAnswers[];
}

export const openCampaign =
  ({ id, pack, area, areas, units, previous = [] }: OpenCampaign) =>
  async ({
    table,
    clock,
    scans,
  }: Pick<Ports, 'table' | 'clock'> & { readonly scans?: Pick<Blobs, 'put'> }): Promise<
    'opened' | 'already-open'
  > => {
    if (await table.get(keys.campaignListKey(id))) return 'already-open';
    const now = clock.now();
    const campaign: Campaign = {
      id,
      packId: pack.id,
      packVersion: pack.version,
      packHash: hashOf(pack),
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
    const places = new Map(units.map((unit) => [unit.id, unit.village]));
    const villageOf = (unit: string): AreaCode => {
      const village = places.get(unit);
      if (village === undefined) throw new Error(`the round before has a unit that this one lacks: ${unit}`);
      return village;
    };
    const { pictures = [] } = pack;
    if (pictures.length > 0 && !scans)
      throw new Error(`pack ${pack.id} has pictures and nowhere to keep them`);
    const kept = scans ? await Promise.all(pictures.map((one) => keepPackPicture(id, one, now)(scans))) : [];
    const items: Item[] = [
      ...campaignItems(campaign),
      ...kept,
      checksItem(id, pack),
      ...areas.map(areaItem),
      ...pack.editions.flatMap((edition) => [
        editionItem(id, edition),
        { ...keys.questionnaireKey(id, edition.questionnaire), edition: edition.edition, records: 0 },
      ]),
      ...villages.flatMap((village) => villageItems(campaign, village, units, now)),
      ...units.map((unit) => ({ ...keys.unitKey(id, unit.village, unit.id), ...unit, revision: 1 })),
      ...previous.map((answered) => previousItem(id, villageOf(answered.unit), answered)),
    ];
    for (const batch of batches(items)) {
      const outcome = await table.transact(batch.map((put) => ({ put })));
      if (outcome !== 'done')
        throw new Error(`opening campaign ${id} met a store that is ${JSON.stringify(outcome)}`);
    }
    await table.transact([{ put: { ...keys.campaignListKey(id), openedAt: now } }]);
    return 'opened';
  };

/** Editions name their pictures by what they are, so the hash is one of them too. */
const hashOf = ({ pictures: _, ...pack }: Pack): string =>
  hexOf(sha256(canonicalJson(JSON.parse(JSON.stringify(pack)) as Json)));

/** A transaction holds 100 items and 4 MB; only the round before and editions are large. */
const batches = (items: readonly Item[]): readonly (readonly Item[])[] => {
  const made: Item[][] = [];
  let [batch, bytes]: [Item[], number] = [[], 0];
  for (const item of items) {
    const size = 4_000 + (item.body instanceof Uint8Array ? item.body.length : 0);
    if (batch.length === 100 || (batch.length > 0 && bytes + size > 2_000_000)) {
      made.push(batch);
      [batch, bytes] = [[], 0];
    }
    batch.push(item);
    bytes += size;
  }
  return [...made, batch];
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
