/**
 * Who holds a role in an area, found from the area: written beside each grant, so that those can be told of something who are not
 * speaking just now. Never asked for what somebody may do: that are the grants themselves, read anew for every request.
 */
import * as z from 'zod';
import type { AreaCode } from '#forms/permission/area.ts';
import { type Grant, type Role, roles } from '#forms/permission/permission.ts';
import type { Key, Table, Write } from '../ports.ts';
import * as keys from './keys.ts';
import { allOf } from './village.ts';

const holderShape = z.object({ person: z.string(), role: z.enum(roles) });

const keyOf = (person: string, { role, area }: Grant): Key => ({
  pk: keys.holdersPk(area),
  sk: `${role}#${person}`,
});

export const holderWrite = (person: string, grant: Grant): Write => ({
  put: { ...keyOf(person, grant), person, role: grant.role },
});

export const holderGone = (person: string, grant: Grant): Write => ({ delete: keyOf(person, grant) });

/** Those who hold one of the roles in this very area, neither around it nor below it. */
export const holdersOf = async (
  table: Table,
  area: AreaCode,
  wanted: readonly Role[],
): Promise<readonly string[]> => {
  const lists = await Promise.all(wanted.map((role) => allOf(table, keys.holdersPk(area), `${role}#`)));
  return [...new Set(lists.flat().map((item) => holderShape.parse(item).person))];
};
