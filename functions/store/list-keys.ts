/** Keys of comparison lists and of runs of checks over whole areas, each with the question that it answers. */
import type { AreaCode } from '#forms/permission/area.ts';
import type { Key } from '../ports.ts';
import { campaignPk, number, recheckPrefix, townPk, villagePk } from './keys.ts';

/** Which version of which comparison lists holds in an area? */
export const listPrefix = (area: AreaCode) => `LIST#${area}#`;
export const listKey = (campaign: string, area: AreaCode, list: string): Key => ({
  pk: campaignPk(campaign),
  sk: `${listPrefix(area)}${list}`,
});
/** Versions and their rows are read rarely and are many: they lie apart. */
export const versionsPk = (campaign: string) => `${campaignPk(campaign)}#LISTS`;
/** What was handed in for an area, version after version? */
export const versionPrefix = (area: AreaCode) => `VERSION#${area}#`;
export const versionKey = (campaign: string, area: AreaCode, list: string, version: number): Key => ({
  pk: versionsPk(campaign),
  sk: `${versionPrefix(area)}${list}#${number(version, 6)}`,
});
/** Its rows, cut into pieces that fit into an item. */
export const rowsKey = (
  campaign: string,
  { area, list, version }: { readonly area: AreaCode; readonly list: string; readonly version: number },
  piece: number,
): Key => ({
  pk: versionsPk(campaign),
  sk: `ROWS#${area}#${list}#${number(version, 6)}#${number(piece, 4)}`,
});

/** Which run over a whole area has not looked at the village yet? A mark for all of its units; no unit's id begins so. */
export const wholePrefix = `${recheckPrefix}~`;
export const wholeVillageKey = (campaign: string, village: AreaCode, area: AreaCode): Key => ({
  pk: villagePk(campaign, village),
  sk: `${wholePrefix}${area}`,
});
/** The area of the run that left the mark; nothing where it is the mark of one unit. */
export const markedArea = ({ sk }: Key): AreaCode | undefined =>
  sk.startsWith(wholePrefix) ? sk.slice(wholePrefix.length) : undefined;

/** Through which villages is the run over this area? */
export const checkedPrefix = (area: AreaCode) => `CHECKED#${area}#`;
export const checkedKey = (campaign: string, area: AreaCode, village: AreaCode): Key => ({
  pk: townPk(campaign, area),
  sk: `${checkedPrefix(area)}${village}`,
});
