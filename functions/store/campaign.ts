/**
 * A campaign as stored: the pack put to work in an area, its editions and its area tree. Immutable parts (editions) are kept
 * in memory after the first read; the campaign itself is read on every request, so no process serves stale rules, but parsed
 * only when it reads differently than before.
 */
import * as z from 'zod';
import type { Calendar } from '#forms/campaign/calendar.ts';
import type { PackQuestionnaire } from '#forms/campaign/pack.ts';
import type { UnitKind } from '#forms/campaign/unit.ts';
import type { LocalText } from '#forms/json.ts';
import type { Area, AreaCode } from '#forms/permission/area.ts';
import { covers } from '#forms/permission/area.ts';
import type { CodeLists, Edition, Parameters } from '#forms/questionnaire/questionnaire.ts';
import type { Attribute, Item, Table, Test, Write } from '../ports.ts';
import { bytesOf, gunzip, gzip, sameBytes, textOf } from './bytes.ts';
import * as keys from './keys.ts';
import { allOf } from './village.ts';

export interface Campaign {
  readonly id: string;
  readonly packId: string;
  readonly packVersion: string;
  readonly packHash: string;
  readonly title: LocalText;
  readonly area: AreaCode;
  readonly locales: readonly string[];
  readonly retentionYears: number;
  readonly unitKinds: readonly UnitKind[];
  readonly questionnaires: readonly PackQuestionnaire[];
  readonly codeLists: CodeLists;
  readonly calendar: Calendar;
  readonly parameters: Parameters;
  readonly openedAt: number;
}

const shape = z.object({
  id: z.string(),
  packId: z.string(),
  packVersion: z.string(),
  packHash: z.string(),
  title: z.string(),
  area: z.string(),
  locales: z.string(),
  retentionYears: z.number(),
  unitKinds: z.string(),
  questionnaires: z.string(),
  codeLists: z.instanceof(Uint8Array),
  calendar: z.string(),
  /** Campaigns that were opened by an earlier version have none. */
  parameters: z.string().default('{}'),
  openedAt: z.number(),
});

export const campaignItem = (campaign: Campaign): Item => ({
  ...keys.campaignKey(campaign.id),
  id: campaign.id,
  packId: campaign.packId,
  packVersion: campaign.packVersion,
  packHash: campaign.packHash,
  title: JSON.stringify(campaign.title),
  area: campaign.area,
  locales: JSON.stringify(campaign.locales),
  retentionYears: campaign.retentionYears,
  unitKinds: JSON.stringify(campaign.unitKinds),
  questionnaires: JSON.stringify(campaign.questionnaires),
  codeLists: gzip(bytesOf(JSON.stringify(campaign.codeLists))),
  calendar: JSON.stringify(campaign.calendar),
  parameters: JSON.stringify(campaign.parameters),
  openedAt: campaign.openedAt,
});

export const campaignOf = (item: Item): Campaign => {
  const stored = shape.parse(item);
  return {
    ...stored,
    title: JSON.parse(stored.title),
    locales: JSON.parse(stored.locales),
    unitKinds: JSON.parse(stored.unitKinds),
    questionnaires: JSON.parse(stored.questionnaires),
    codeLists: JSON.parse(textOf(gunzip(stored.codeLists))),
    calendar: JSON.parse(stored.calendar),
    parameters: JSON.parse(stored.parameters),
  };
};

/** The revision of the calendar stands beside it, so that a change can be conditioned on it; absent is the pack's own. */
export const calendarWrite = (
  item: Item,
  calendar: Calendar & { readonly revision: number },
): Extract<Write, { put: Item }> => ({
  put: { ...item, calendar: JSON.stringify(calendar), calendarRevision: calendar.revision },
  when: [calendarIs(calendar.revision - 1)],
});

export const calendarIs = (revision: number): Test =>
  revision === 0
    ? { attribute: 'calendarRevision', is: 'absent' }
    : { attribute: 'calendarRevision', is: '=', value: revision };

/** Holds while the calendar that was read is the campaign's, and none that was approved is on its way. */
export const calendarStands = ({ id, calendar }: Pick<Campaign, 'id' | 'calendar'>): readonly Write[] => [
  { check: keys.campaignKey(id), when: [calendarIs(calendar.revision ?? 0)] },
  { check: keys.comingCalendarKey(id), when: [{ attribute: 'pk', is: 'absent' }] },
];

export const readCampaign = async (table: Table, campaign: string): Promise<Campaign | undefined> => {
  const item = await table.get(keys.campaignKey(campaign));
  if (!item) return undefined;
  const known = campaigns.get(table) ?? new Map<string, ParsedCampaign>();
  campaigns.set(table, known);
  const before = known.get(campaign);
  if (before && sameItem(before.item, item)) return before.campaign;
  const parsed = campaignOf(item);
  known.set(campaign, { item, campaign: parsed });
  return parsed;
};

interface ParsedCampaign {
  readonly item: Item;
  readonly campaign: Campaign;
}
/** Unpacking code lists and calendar costs more than everything else that a submission reads. One cache per table. */
const campaigns = new WeakMap<Table, Map<string, ParsedCampaign>>();

/** Campaign items are flat; an attribute that is neither bytes nor a scalar counts as different. */
const sameItem = (a: Item, b: Item): boolean => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => sameAttribute(a[name], b[name]));
};

const sameAttribute = (a: Attribute | undefined, b: Attribute | undefined): boolean =>
  a === b || (a instanceof Uint8Array && b instanceof Uint8Array && sameBytes(a, b));

export const listCampaigns = async (table: Table): Promise<readonly string[]> =>
  (await allOf(table, keys.campaignListPk, '')).map((item) => item.sk);

// ── editions ─────────────────────────────────────────────────────────────────────────────────────────────────────
export const editionItem = (campaign: string, edition: Edition): Item => ({
  ...keys.editionKey(campaign, edition.questionnaire, edition.edition),
  sourceHash: edition.sourceHash,
  body: gzip(bytesOf(JSON.stringify(edition))),
});

/** Editions never change, so what was read once stays true. One cache per table, bounded by the editions there are. */
const editions = new WeakMap<Table, Map<string, Edition>>();

export const readEdition = async (
  table: Table,
  campaign: string,
  questionnaire: string,
  edition: number,
): Promise<Edition | undefined> => {
  const known = editions.get(table) ?? new Map<string, Edition>();
  editions.set(table, known);
  const name = `${campaign} ${questionnaire} ${edition}`;
  const cached = known.get(name);
  if (cached) return cached;
  const item = await table.get(keys.editionKey(campaign, questionnaire, edition));
  if (!item) return undefined;
  const read = JSON.parse(textOf(gunzip(z.instanceof(Uint8Array).parse(item.body)))) as Edition;
  known.set(name, read);
  return read;
};

export const currentEditionNumber = async (
  table: Table,
  campaign: string,
  questionnaire: string,
): Promise<number | undefined> => {
  const item = await table.get(keys.questionnaireKey(campaign, questionnaire));
  return item && z.number().parse(item.edition);
};

// ── areas ────────────────────────────────────────────────────────────────────────────────────────────────────────
const areaShape = z.object({
  sk: z.string(),
  code: z.string(),
  level: z.enum(['district', 'town', 'village']),
  name: z.string(),
  parent: z.string().optional(),
});

export const areaItem = (area: Area): Item => ({ ...keys.areaKey(area.code), ...area });

export const areaOf = (item: Item): Area => {
  const { sk: _, ...area } = areaShape.parse(item);
  return area as Area;
};

export const readArea = async (table: Table, area: AreaCode): Promise<Area | undefined> => {
  const item = await table.get(keys.areaKey(area));
  return item && areaOf(item);
};

export const readAreas = async (table: Table): Promise<readonly Area[]> =>
  (await allOf(table, keys.areaPk, '')).map(areaOf);

export interface StoredVillage {
  readonly code: AreaCode;
  readonly name: string;
}

export const readVillage = async (
  table: Table,
  campaign: string,
  code: AreaCode,
): Promise<StoredVillage | undefined> => {
  const item = await table.get(keys.villageKey(campaign, code));
  return item && { code, name: z.string().parse(item.name) };
};

export const storedVillageOf = (item: Item): StoredVillage => ({
  code: z.string().parse(item.code),
  name: z.string().parse(item.name),
});

/** Villages that take part, optionally only those inside an area, in order of code. */
export const villagesOf = async (
  table: Table,
  campaign: string,
  within?: AreaCode,
): Promise<readonly StoredVillage[]> =>
  (await allOf(table, keys.campaignPk(campaign), keys.villagePrefix))
    .map(storedVillageOf)
    .filter((village) => within === undefined || covers(within, village.code));
