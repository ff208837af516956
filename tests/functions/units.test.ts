/** Units that change and are counted while a campaign runs: whoever asks the tallies gets what a recount gives. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import type { Table } from '#functions/ports.ts';
import { seededDice } from '#functions/server/demo/seeded-dice.ts';
import { gunzip, textOf } from '#functions/store/bytes.ts';
import * as keys from '#functions/store/keys.ts';
import { submissionOf } from '#functions/store/village.ts';
import {
  birth,
  home,
  newHome,
  openSheetWorld,
  type SheetWorld,
  unitOf,
  watch,
} from '#tests/support/sheet-world.ts';
import { places } from '#tests/support/world.ts';

let world: SheetWorld;
beforeEach(async () => {
  world = await openSheetWorld();
});
afterEach(() => world.close());

const { village } = places;

describe('who owes what', () => {
  test('[W32] at the opening, tallies count the units that owe a questionnaire', async () => {
    expect(await world.tally('home')).toMatchObject({ units: 3 });
    expect(await world.tally('watch')).toMatchObject({ units: 0 });
    expect(await world.tally('spot')).toMatchObject({ units: 1 });
    expect(await world.tally('changeSheet')).toMatchObject({ units: 0 });
    await world.expectRecounted();
  });

  test('[W31, W32] a record sets the attribute of its unit and moves who owes what, back and forth', async () => {
    expect((await world.submit({ answers: { ...home, status: 'monitored' } })).status).toBe(201);
    expect(await world.storedUnit(unitOf(1))).toMatchObject({
      attributes: { status: 'monitored' },
      revision: 2,
    });
    expect(await world.tally('watch')).toMatchObject({ units: 1, records: 0 });
    const work = await world.call('collector', 'work');
    expect(work.body.units[0]).toMatchObject({ id: unitOf(1), attributes: { status: 'monitored' } });
    expect(work.body.units[0]).not.toHaveProperty('revision');
    await world.submit({ basedOn: 1, answers: { ...home, status: 'plain' } });
    expect(await world.storedUnit(unitOf(1))).toMatchObject({ attributes: { status: 'plain' }, revision: 3 });
    expect(await world.tally('watch')).toMatchObject({ units: 0 });
    await world.submit({ basedOn: 2, answers: { ...home, status: 'plain', size: 4 } });
    expect((await world.storedUnit(unitOf(1)))?.revision).toBe(3);
    await world.submit({ basedOn: 3, answers: home });
    expect((await world.storedUnit(unitOf(1)))?.attributes).toEqual({});
    await world.expectRecounted();
  });

  test('[W32] what was filled in counts, owed or not: done is never more than there is to do', async () => {
    expect((await world.submit(watch(unitOf(1)))).status).toBe(201);
    expect(await world.tally('watch')).toMatchObject({ units: 1, records: 1 });
    await world.submit({ answers: { ...home, status: 'monitored' } });
    expect(await world.tally('watch')).toMatchObject({ units: 1, records: 1 });
    await world.submit({ basedOn: 1, answers: { ...home, status: 'plain' } });
    expect(await world.tally('watch')).toMatchObject({ units: 1, records: 1 });
    await world.expectRecounted();
  });

  test('[W31, W32] what happens to a unit between the look at it and the write is not overlooked', async () => {
    const meanwhile: (() => Promise<unknown>)[] = [];
    const inner = memoryTable();
    const table: Table = {
      ...inner,
      transact: async (writes) => {
        await meanwhile.pop()?.();
        return inner.transact(writes);
      },
    };
    const becomes = (status: string, unit: string, basedOn: number) => () =>
      world.submit({ unit, basedOn, answers: { ...home, status } });
    const fresh = await openSheetWorld({ table });
    await world.close();
    world = fresh;
    meanwhile.push(becomes('monitored', unitOf(1), 0));
    expect((await world.submit(watch(unitOf(1)))).status).toBe(201);
    await world.expectRecounted();
    meanwhile.push(() => world.submit(watch(unitOf(2))));
    expect((await becomes('monitored', unitOf(2), 0)()).status).toBe(201);
    await world.expectRecounted();
    await becomes('monitored', unitOf(3), 0)();
    meanwhile.push(becomes('plain', unitOf(3), 1));
    expect((await world.submit(watch(unitOf(3)))).status).toBe(201);
    await world.expectRecounted();
  });

  test('[W31, W32] everything at once and in any order: a recount agrees', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1_000_000), { minLength: 4, maxLength: 14 }), async (seeds) => {
        const fresh = await openSheetWorld();
        await world.close();
        world = fresh;
        const versions = new Map<string, number>();
        for (let round = 0; round < 2; round++)
          await Promise.all(
            seeds.map(async (seed) => {
              const dice = seededDice(String(seed + round));
              const unit = unitOf(dice.whole(1, 3));
              const deed = dice.pick(['home', 'watch', 'sheet', 'new'] as const);
              const status = dice.pick([{}, { status: 'plain' }, { status: 'monitored' }]);
              const about = `${unit}/${deed}`;
              const basedOn = versions.get(about) ?? 0;
              const reply =
                deed === 'home'
                  ? await world.submit({ unit, basedOn, answers: { ...home, ...status } })
                  : deed === 'watch'
                    ? await world.submit(watch(unit, basedOn))
                    : deed === 'sheet'
                      ? await world.submit({ ...birth(unit), basedOn })
                      : await world.submit({
                          ...newHome(`${village}~new-${unit.at(-1)}`, { ...home, ...status }),
                          basedOn,
                        });
              if (reply.status === 201) versions.set(about, reply.body.receipt.version);
              expect([201, 409, 503]).toContain(reply.status);
            }),
          );
        await world.expectRecounted();
      }),
      { numRuns: 8 },
    );
  });
});

describe('who fills in', () => {
  test('[P25] only a role that the questionnaire names, held in the area, sends it', async () => {
    const spot = { unit: unitOf(3), questionnaire: 'spot', answers: { counted: 3 } };
    const collector = await world.submit(spot);
    expect([collector.status, collector.body]).toEqual([
      403,
      { problem: 'wrong-role', facts: { questionnaire: 'spot', filledBy: ['town-officer'] } },
    ]);
    expect((await world.submit(spot, 'otherTown')).body.problem).toBe('not-allowed');
    expect((await world.submit(spot, 'town')).status).toBe(201);
    expect((await world.submit({}, 'town')).body.problem).toBe('wrong-role');
    const { body } = await world.call('collector', 'campaign');
    expect(body.questionnaires).toContainEqual(
      expect.objectContaining({ id: 'spot', filledBy: ['town-officer'] }),
    );
    expect(body.questionnaires).toContainEqual(
      expect.objectContaining({ id: 'home', filledBy: ['collector'] }),
    );
  });
});

describe('explanations', () => {
  const explanations = [
    { check: 'R014', row: '99010119680315001X', text: '户口在外，本人在家。' },
    { check: 'R020', text: 'Counted twice.' },
  ];

  test('[W38] what is said to checks is sealed with the record, and shown with it', async () => {
    const plain = await world.submit({ unit: unitOf(2) });
    const { body } = await world.submit({ explanations });
    expect(body.receipt.contentHash).toBe(plain.body.receipt.contentHash);
    const item = await world.ports.table.get(keys.submissionKey('small', village, body.receipt.submission));
    if (!item) throw new Error('not stored');
    expect(JSON.parse(textOf(gunzip(submissionOf(item).body)))).toMatchObject({
      kind: 'record',
      explanations,
    });
    const record = await world.call('collector', 'record', { unit: unitOf(1) });
    expect(record.body.explanations).toEqual(explanations);
    expect((await world.call('collector', 'record', { unit: unitOf(2) })).body).not.toHaveProperty(
      'explanations',
    );
  });

  test('[W38] too many or too long is refused', async () => {
    const one = { check: 'R014', text: 'Because.' };
    expect((await world.submit({ explanations: Array.from({ length: 61 }, () => one) })).body.problem).toBe(
      'wrong-shape',
    );
    expect((await world.submit({ explanations: [{ ...one, text: 'x'.repeat(501) }] })).body.problem).toBe(
      'wrong-shape',
    );
    expect((await world.submit({ explanations: [{ ...one, text: ' ' }] })).body.problem).toBe('wrong-shape');
  });
});
