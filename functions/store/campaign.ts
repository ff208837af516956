/**
 * A campaign as stored: the pack put to work in an area, its editions and its area tree. Immutable parts (editions, what the pack
 * says besides the calendar) are kept in memory after the first read; the campaign itself is read on every request, so no process
 * serves stale rules, but parsed only when it reads differently than before.
 */
import * as z from 'zod';
import type { Calendar } from '#forms/campaign/calendar.ts';
import type { PackQuestionnaire } from '#forms/campaign/pack.ts';
import type { UnitKind } from '#forms/campaign/unit.ts';
import type { LocalText } from '#forms/json.ts';
import type { Area, AreaCode } from '#forms/permission/area.ts';
import { covers } from '#forms/permission/area.ts';
import type { CodeLists, Edition, Parameters } from '#forms/questionnaire/questionnaire.ts';
import type { Item, Table, Test, Write } from '../ports.ts';
import { bytesOf, gunzip, gzip, sha256Hex, textOf } from './bytes.ts';
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

/** What changes in a campaign's life is read on every request and is small; the rest of its pack is an item named by its own bytes. */
const shape = z.object({
  id: z.string(),
  area: z.string(),
  calendar: z.string(),
  openedAt: z.number(),
  pack: z.string(),
});
const packShape = z.object({ body: z.instanceof(Uint8Array) });

type OpenedPack = Omit<Campaign, keyof z.infer<typeof shape>>;

/** Written together; the pack first, because the campaign names it. */
export const campaignItems = ({
  id,
  area,
  calendar,
  openedAt,
  ...pack
}: Campaign): readonly [pack: Item, campaign: Item] => {
  const body = gzip(bytesOf(JSON.stringify(pack)));
  const name = sha256Hex(body);
  return [
    { ...keys.openedPackKey(id, name), body },
    { ...keys.campaignKey(id), id, area, calendar: JSON.stringify(calendar), openedAt, pack: name },
  ];
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
  const all = campaigns.get(table) ?? new Map<string, ReadCampaign>();
  campaigns.set(table, all);
  const before = all.get(campaign);
  if (before && sameItem(before.item, item)) return before.campaign;
  const { pack: name, calendar, ...stored } = shape.parse(item);
  const pack = before?.item.pack === name ? before.campaign : await readOpenedPack(table, campaign, name);
  const read = { ...pack, ...stored, calendar: JSON.parse(calendar) };
  all.set(campaign, { item, campaign: read });
  return read;
};

const readOpenedPack = async (table: Table, campaign: string, name: string): Promise<OpenedPack> => {
  const { body } = packShape.parse(await table.get(keys.openedPackKey(campaign, name)));
  return JSON.parse(textOf(gunzip(body)));
};

interface ReadCampaign {
  readonly item: Item;
  readonly campaign: Campaign;
}
/** Unpacking costs more than everything else that a submission reads. One cache per table. */
const campaigns = new WeakMap<Table, Map<string, ReadCampaign>>();

/** Campaign items are flat. */
const sameItem = (a: Item, b: Item): boolean => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
};

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
