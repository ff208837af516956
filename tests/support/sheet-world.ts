/** The sheet pack at work: papers to send, the tallies, and what anybody finds who counts again. */
import { expect } from 'vitest';
import { dueFor } from '#forms/campaign/due.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import * as keys from '#functions/store/keys.ts';
import { allOf, recordOf, storedUnitOf } from '#functions/store/village.ts';
import { sheetPack } from './sheet-pack.ts';
import { aSubmission, openWorld, type PersonName, places, type WorldOptions } from './world.ts';

const { village } = places;
export const unitOf = (order: number) => `${village}-H${order}`;
export const home = { head: '李长根', idNo: '99010119680315001X', size: 3 };

export const watch = (unit: string, basedOn = 0) => ({
  unit,
  questionnaire: 'watch',
  basedOn,
  answers: { measures: 'Visit' },
});
export const birth = (parent = unitOf(1)) => ({
  unit: `${parent}~birth-01`,
  questionnaire: 'changeSheet',
  answers: { what: 'Birth' },
  newUnit: { kind: 'change', parent, name: 'Birth', attributes: { event: 'birth' } },
});
export const newHome = (
  id = `${village}~new-home`,
  answers: { readonly [name: string]: string | number } = home,
) => ({
  unit: id,
  questionnaire: 'home',
  answers,
  newUnit: { kind: 'household', name: '王新来', address: 'Lane 9' },
});

export const openSheetWorld = async (options: WorldOptions = {}) => {
  const world = await openWorld({ pack: sheetPack(), ...options });
  const submit = (changes: Parameters<typeof aSubmission>[0] = {}, person: PersonName = 'collector') =>
    world.call(person, 'submit', {}, aSubmission({ answers: home, ...changes }));
  const tallies = async (): Promise<
    readonly { village: string; questionnaire: string; units: number; records: number }[]
  > => (await world.call('town', 'progress', { area: places.town })).body.tallies;
  const tally = async (questionnaire: string) =>
    (await tallies()).find((line) => line.village === village && line.questionnaire === questionnaire);
  const storedUnit = async (id: string) => {
    const item = await world.ports.table.get(keys.unitKey('small', village, id));
    return item && storedUnitOf(item);
  };

  /** What anybody finds who counts units and records again. */
  const recount = async () => {
    const { table } = world.ports;
    const campaign = await readCampaign(table, 'small');
    const under = async (prefix: string) => allOf(table, keys.villagePk('small', village), prefix);
    const units = (await under(keys.unitPrefix)).map(storedUnitOf);
    const records = (await under(keys.recordPrefix)).map(recordOf);
    return (campaign?.questionnaires ?? []).map((questionnaire) => {
      const own = records.filter((record) => record.questionnaire === questionnaire.id);
      const counts = units.filter(
        (unit) => dueFor(questionnaire, unit) || own.some((record) => record.unit === unit.id),
      );
      return { questionnaire: questionnaire.id, units: counts.length, records: own.length };
    });
  };
  const counted = async () =>
    (await tallies())
      .filter((line) => line.village === village)
      .map(({ questionnaire, units, records }) => ({ questionnaire, units, records }));
  const expectRecounted = async () => {
    const byId = (a: { questionnaire: string }, b: { questionnaire: string }) =>
      a.questionnaire < b.questionnaire ? -1 : 1;
    expect([...(await counted())].sort(byId)).toEqual([...(await recount())].sort(byId));
  };
  return { ...world, submit, tally, storedUnit, expectRecounted };
};
export type SheetWorld = Awaited<ReturnType<typeof openSheetWorld>>;
