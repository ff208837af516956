/** Units that a phone adds before the server knows them. */
import { expect, test } from 'vitest';
import { isNewUnitId, type NewUnit } from '#forms/campaign/unit.ts';
import { newUnitId, withAdded } from '#web/offline/added-units.ts';

const village = '990101101001';
const household = { id: 'H1', kind: 'household', village, name: 'Ada', address: 'Group 3', order: 1 };
const sheet = { kind: 'sheet', parent: 'H1', name: 'Ada', address: 'Group 3' };
const row = (id: string) => ({ id, villageKey: `c/${village}`, unit: sheet, addedAt: 7 });

test('[W43] a unit that was added here is listed beside those of the server, until the server lists it', () => {
  const units = withAdded([household], [row('H1~abcd')], village);
  expect(units.map(({ id, parent, addedAt }) => [id, parent, addedAt])).toEqual([
    ['H1', undefined, undefined],
    ['H1~abcd', 'H1', 7],
  ]);
  const listed = { ...household, id: 'H1~abcd', kind: 'sheet', parent: 'H1', order: 2 };
  expect(withAdded([household, listed], [row('H1~abcd')], village)).toEqual([household, listed]);
});

test('[W43] its id is one that the server takes, behind its parent or its village', () => {
  const low = new Uint8Array(6);
  const high = new Uint8Array(6).fill(255);
  for (const bytes of [low, high]) {
    expect(isNewUnitId(newUnitId(sheet, village, bytes), sheet, village)).toBe(true);
    const alone: NewUnit = { kind: 'household', name: 'Ben' };
    expect(isNewUnitId(newUnitId(alone, village, bytes), alone, village)).toBe(true);
  }
  expect(newUnitId(sheet, village, low)).not.toBe(newUnitId(sheet, village, high));
});
