/** Puts a new unit on the phone; it reaches the server with its first answers (W33, W43). */
import type { NewUnit } from '#forms/campaign/unit.ts';
import { newUnitId } from '../offline/added-units.ts';
import { villageKey } from '../offline/database.ts';
import { serverNow } from '../time/server-time.ts';
import type { Field } from './field.tsx';

export const addUnit = async ({ database, campaign, village }: Field, unit: NewUnit): Promise<string> => {
  const id = newUnitId(unit, village.code, crypto.getRandomValues(new Uint8Array(6)));
  await database.addedUnits.put({
    id,
    unit,
    villageKey: villageKey({ campaign: campaign.id, village: village.code }),
    addedAt: serverNow(),
  });
  return id;
};

/** Takes a unit away again that nothing was sent about; one that is on its way or listed stays. */
export const forgetAdded = async ({ database, outbox }: Field, id: string): Promise<void> => {
  if (outbox.some(({ envelope }) => envelope.unit === id)) return;
  await database.addedUnits.delete(id);
};
