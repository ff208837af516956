/** Whom a notice is for, who are not speaking just now: those who collect in a village, those who may decide on something. */
import { type AreaCode, districtOf, levelOf, townOf } from '#forms/permission/area.ts';
import { type Role, rolesThatMay, type Verb } from '#forms/permission/permission.ts';
import type { Table } from '../../ports.ts';
import { holdersOf } from '../../store/holders.ts';
import { phonesOfVillage } from '../../store/phones.ts';

/** A village and a town have a handful of each; a transaction has room for a hundred writes. */
const most = 20;

/** Those whose phones speak of the village, and those who hold the role there. */
export const collectorsOf = async (
  table: Table,
  campaign: string,
  village: AreaCode,
): Promise<readonly string[]> => {
  const phones = (await phonesOfVillage(table, campaign, village)).map(({ person }) => person);
  const holders = await holdersOf(table, village, ['collector']);
  return [...new Set([...phones, ...holders])].slice(0, most);
};

export const officersOf = async (table: Table, area: AreaCode): Promise<readonly string[]> => {
  const role: Role = levelOf(area) === 'town' ? 'town-officer' : 'district-officer';
  return (await holdersOf(table, area, [role])).slice(0, most);
};

/**
 * G41: those who may decide on what was asked for in an area, in the nearest area around it that has anybody (P19), but for whoever
 * asked. `around` begins with the area itself where nothing is wider: a calendar is decided in its own district.
 */
export const decidersOf = async (
  table: Table,
  verb: Verb,
  { by, area, around }: { readonly by: string; readonly area: AreaCode; readonly around?: 'and-here' },
): Promise<readonly string[]> => {
  const wider = [townOf(area), districtOf(area)].filter((one) => around === 'and-here' || one !== area);
  for (const one of new Set(wider)) {
    const found = (await holdersOf(table, one, rolesThatMay(verb))).filter((person) => person !== by);
    if (found.length > 0) return found.slice(0, most);
  }
  return [];
};
