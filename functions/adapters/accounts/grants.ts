/** Which roles a person holds in which areas: `GRANT#<person>` / `<role>#<area>`, read anew for every request. */
import * as z from 'zod';
import { isAreaCode } from '#forms/permission/area.ts';
import { type Grant, roles } from '#forms/permission/permission.ts';
import type { Key, Table, Write } from '../../ports.ts';
import { holderGone, holderWrite } from '../../store/holders.ts';

const grantShape = z.object({ role: z.enum(roles), area: z.string().refine(isAreaCode) });

const pkOf = (person: string) => `GRANT#${person}`;
const keyOf = (person: string, { role, area }: Grant): Key => ({ pk: pkOf(person), sk: `${role}#${area}` });

/** Nobody holds more than a thousand; a grant that cannot be understood fails loudly rather than let somebody in or out. */
export const grantsOf = async (table: Table, person: string): Promise<readonly Grant[]> =>
  (await table.query(pkOf(person), { limit: 1000 })).items.map((item) => grantShape.parse(item));

export const putGrant = async (table: Table, person: string, grant: Grant): Promise<void> => {
  const { role, area } = grantShape.parse(grant);
  await done(table, [{ put: { ...keyOf(person, grant), role, area } }, holderWrite(person, { role, area })]);
};

export const removeGrant = async (table: Table, person: string, grant: Grant): Promise<void> =>
  done(table, [{ delete: keyOf(person, grant) }, holderGone(person, grant)]);

const done = async (table: Table, writes: readonly Write[]): Promise<void> => {
  if ((await table.transact(writes)) !== 'done') throw new Error('the store is busy');
};
