import { afterEach, beforeEach, expect, test } from 'vitest';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import * as keys from '#functions/store/keys.ts';
import { allOf } from '#functions/store/village.ts';
import { checkedPack, homeCheck } from '#tests/support/checked-pack.ts';
import { home, openSheetWorld, type SheetWorld, unitOf } from '#tests/support/sheet-world.ts';
import { places } from '#tests/support/world.ts';

const error = { severity: 'error' } as const;
const checks = [
  homeCheck('most', 'record', '{home.size} > 5', { ...error, at: 'size' }),
  homeCheck('short', 'row', 'textLength({row.idNo}) < 4', { ...error, rows: 'members', at: 'idNo' }),
  homeCheck('shrunk', 'record', '{prev.home.size} > {home.size} + 3', error),
  homeCheck('status', 'record', "{unit.status} = 'monitored' and {home.size} = 4", error),
  homeCheck('asks', 'record', '{home.size} = 2', { severity: 'warn' }),
  homeCheck('looks', 'record', '{home.size} = 2'),
  homeCheck('wide', 'unit', '{home.size} = 2', error),
  homeCheck('off', 'record', '{home.size} > 0', { ...error, off: true }),
];
const prev = { village: places.village, unit: unitOf(2), questionnaire: 'home', answers: { size: 9 } };

let world: SheetWorld;
beforeEach(async () => {
  world = await openSheetWorld({ table: memoryTable(), pack: checkedPack(checks), previous: [prev] });
});
afterEach(() => world.close());

const violation = (check: string, at = '') => ({ at, code: 'check', facts: { check } });

test('[K31] an error of a record refuses at its question, and nothing is written', async () => {
  const refused = await world.submit({ answers: { ...home, size: 6 } });
  expect(refused.status).toBe(422);
  expect(refused.body).toEqual({
    problem: 'answers-refused',
    facts: { violations: [violation('most', 'size')] },
  });
  for (const prefix of [keys.recordPrefix, keys.submissionPrefix, keys.recheckPrefix])
    expect(await allOf(world.ports.table, keys.villagePk('small', places.village), prefix)).toEqual([]);
  expect((await world.submit({ answers: { ...home, size: 5 } })).status).toBe(201);
});

test('[K31] an error of a row refuses at the question in its row, every one of them', async () => {
  const members = [{ idNo: '123' }, { idNo: '12345' }, { idNo: '9' }];
  const refused = await world.submit({ answers: { ...home, members } });
  expect(refused.body.facts.violations).toEqual([
    violation('short', 'members[0].idNo'),
    violation('short', 'members[2].idNo'),
  ]);
});

test('[K31] the round before, and the attributes that the record gives its unit, count', async () => {
  const shrunk = await world.submit({ unit: unitOf(2) });
  expect(shrunk.body.facts.violations).toEqual([violation('shrunk')]);
  const monitored = await world.submit({ answers: { ...home, size: 4, status: 'monitored' } });
  expect(monitored.body.facts.violations).toEqual([violation('status')]);
  expect((await world.submit({ answers: { ...home, size: 4, status: 'plain' } })).status).toBe(201);
});

test('[K31] what asks, what is to be verified and what sees further refuse nothing', async () => {
  expect((await world.submit({ answers: { ...home, size: 2 } })).status).toBe(201);
});

test('[K31] a check may look at the unit that comes with the record', async () => {
  const unit = `${places.village}~new-home`;
  const sent = {
    unit,
    answers: { ...home, size: 6 },
    newUnit: { kind: 'household', name: '王新来', address: 'Lane 9' },
  };
  expect((await world.submit(sent)).body.facts.violations).toEqual([violation('most', 'size')]);
  expect(await world.storedUnit(unit)).toBeUndefined();
  expect((await world.submit({ ...sent, answers: home })).status).toBe(201);
});
