/** Units that a person adds while collecting: a sheet under a household, or a household that nobody had listed. */
import { type NewUnit, unitIdStem } from '#forms/campaign/unit.ts';
import type { Unit } from '#forms/wire/shapes.ts';
import type { AddedUnit } from './database.ts';

/** Those of the server, then those of this phone that it does not list yet. */
export const withAdded = (
  units: readonly Unit[],
  added: readonly AddedUnit[],
  village: string,
): readonly Unit[] => {
  const listed = new Set(units.map(({ id }) => id));
  return [
    ...units,
    ...added
      .filter(({ id }) => !listed.has(id))
      .map(
        ({ id, unit, addedAt }): Unit => ({
          id,
          kind: unit.kind,
          village,
          name: unit.name,
          address: unit.address ?? '',
          order: addedAt,
          addedAt,
          ...(unit.parent === undefined ? {} : { parent: unit.parent }),
          ...(unit.attributes === undefined ? {} : { attributes: unit.attributes }),
        }),
      ),
  ];
};

/** W33: an id that only this device makes, behind its parent or its village. `random` gives that many bytes. */
export const newUnitId = (unit: NewUnit, village: string, random: Uint8Array): string =>
  unitIdStem(unit, village) + [...random].map((byte) => byte.toString(36).padStart(2, '0')).join('');
