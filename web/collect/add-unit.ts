/** Puts a new unit on the phone; it reaches the server with its first answers (W33, W43). */
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { NewUnit } from '#forms/campaign/unit.ts';
import { newUnitId } from '../offline/added-units.ts';
import { villageKey } from '../offline/database.ts';
import { serverNow } from '../time/server-time.ts';
import { type Field, useField } from './field.tsx';

const addUnit = async ({ database, campaign, village }: Field, unit: NewUnit): Promise<string> => {
  const id = newUnitId(unit, village.code, crypto.getRandomValues(new Uint8Array(6)));
  await database.addedUnits.put({
    id,
    unit,
    villageKey: villageKey({ campaign: campaign.id, village: village.code }),
    addedAt: serverNow(),
  });
  return id;
};

interface Leads {
  readonly to: (id: string) => string;
  /** The page that it was added on is not to be come back to. */
  readonly replace?: boolean;
}

/** Adds a unit and leads to a page about it, once the phone's lists have it: a page about an unknown unit leads elsewhere. */
export const useAddUnit = () => {
  const field = useField();
  const navigate = useNavigate();
  const [made, setMade] = useState<{
    readonly id: string;
    readonly path: string;
    readonly replace: boolean;
  }>();
  const listed = made !== undefined && field.work.units.some(({ id }) => id === made.id);
  useEffect(() => {
    if (made && listed) void navigate(made.path, { replace: made.replace });
  }, [made, listed, navigate]);
  return async (unit: NewUnit, leads: Leads): Promise<void> => {
    const id = await addUnit(field, unit);
    setMade({ id, path: leads.to(id), replace: leads.replace === true });
  };
};

/** Takes a unit away again that nothing was sent about; one that is on its way or listed stays. */
export const forgetAdded = async ({ database, outbox }: Field, id: string): Promise<void> => {
  if (outbox.some(({ envelope }) => envelope.unit === id)) return;
  await database.addedUnits.delete(id);
};
