/** Units that come, change and are counted while a campaign runs: whoever asks the tallies gets what a recount gives. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dueFor } from '#forms/campaign/due.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import type { Table } from '#functions/ports.ts';
import { seededDice } from '#functions/server/demo/seeded-dice.ts';
import { gunzip, textOf } from '#functions/store/bytes.ts';
import { readCampaign } from '#functions/store/campaign.ts';
import * as keys from '#functions/store/keys.ts';
import { allOf, recordOf, storedUnitOf, submissionOf } from '#functions/store/village.ts';
import { freezeGates } from '#functions/use-cases/freeze-gates.ts';
import { sheetPack } from '#tests/support/sheet-pack.ts';
import { aSubmission, openWorld, type PersonName, places, type World } from '#tests/support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld({ pack: sheetPack() });
});
afterEach(() => world.close());

const { village } = places;
const unitOf = (order: number) => `${village}-H${order}`;
const home = { head: '李长根', idNo: '990101196803150013', size: 3 };

const submit = (changes: Parameters<typeof aSubmission>[0] = {}, person: PersonName = 'collector') =>
  world.call(person, 'submit', {}, aSubmission({ answers: home, ...changes }));
const watch = (unit: string, basedOn = 0) => ({
  unit,
  questionnaire: 'watch',
  basedOn,
  answers: { measures: 'Visit' },
});
const birth = (parent = unitOf(1)) => ({
  unit: `${parent}~birth-01`,
  questionnaire: 'changeSheet',
  answers: { what: 'Birth' },
  newUnit: { kind: 'change', parent, name: 'Birth', attributes: { event: 'birth' } },
});
const newHome = (
  id = `${village}~new-home`,
  answers: { readonly [name: string]: string | number } = home,
) => ({
  unit: id,
  questionnaire: 'home',
  answers,
  newUnit: { kind: 'household', name: '王新来', address: 'Lane 9' },
});

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

describe('who owes what', () => {
  test('[W32] at the opening, tallies count the units that owe a questionnaire', async () => {
    expect(await tally('home')).toMatchObject({ units: 3 });
    expect(await tally('watch')).toMatchObject({ units: 0 });
    expect(await tally('spot')).toMatchObject({ units: 1 });
    expect(await tally('changeSheet')).toMatchObject({ units: 0 });
    await expectRecounted();
  });

  test('[W31, W32] a record sets the attribute of its unit and moves who owes what, back and forth', async () => {
    expect((await submit({ answers: { ...home, status: 'monitored' } })).status).toBe(201);
    expect(await storedUnit(unitOf(1))).toMatchObject({ attributes: { status: 'monitored' }, revision: 2 });
    expect(await tally('watch')).toMatchObject({ units: 1, records: 0 });
    const work = await world.call('collector', 'work');
    expect(work.body.units[0]).toMatchObject({ id: unitOf(1), attributes: { status: 'monitored' } });
    expect(work.body.units[0]).not.toHaveProperty('revision');
    await submit({ basedOn: 1, answers: { ...home, status: 'plain' } });
    expect(await storedUnit(unitOf(1))).toMatchObject({ attributes: { status: 'plain' }, revision: 3 });
    expect(await tally('watch')).toMatchObject({ units: 0 });
    await submit({ basedOn: 2, answers: { ...home, status: 'plain', size: 4 } });
    expect((await storedUnit(unitOf(1)))?.revision).toBe(3);
    await submit({ basedOn: 3, answers: home });
    expect((await storedUnit(unitOf(1)))?.attributes).toEqual({});
    await expectRecounted();
  });

  test('[W32] what was filled in counts, owed or not: done is never more than there is to do', async () => {
    expect((await submit(watch(unitOf(1)))).status).toBe(201);
    expect(await tally('watch')).toMatchObject({ units: 1, records: 1 });
    await submit({ answers: { ...home, status: 'monitored' } });
    expect(await tally('watch')).toMatchObject({ units: 1, records: 1 });
    await submit({ basedOn: 1, answers: { ...home, status: 'plain' } });
    expect(await tally('watch')).toMatchObject({ units: 1, records: 1 });
    await expectRecounted();
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
      submit({ unit, basedOn, answers: { ...home, status } });
    const fresh = await openWorld({ pack: sheetPack(), table });
    await world.close();
    world = fresh;
    meanwhile.push(becomes('monitored', unitOf(1), 0));
    expect((await submit(watch(unitOf(1)))).status).toBe(201);
    await expectRecounted();
    meanwhile.push(() => submit(watch(unitOf(2))));
    expect((await becomes('monitored', unitOf(2), 0)()).status).toBe(201);
    await expectRecounted();
    await becomes('monitored', unitOf(3), 0)();
    meanwhile.push(becomes('plain', unitOf(3), 1));
    expect((await submit(watch(unitOf(3)))).status).toBe(201);
    await expectRecounted();
  });

  test('[W31, W32] everything at once and in any order: a recount agrees', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1_000_000), { minLength: 4, maxLength: 14 }), async (seeds) => {
        const fresh = await openWorld({ pack: sheetPack() });
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
                  ? await submit({ unit, basedOn, answers: { ...home, ...status } })
                  : deed === 'watch'
                    ? await submit(watch(unit, basedOn))
                    : deed === 'sheet'
                      ? await submit({ ...birth(unit), basedOn })
                      : await submit({
                          ...newHome(`${village}~new-${unit.at(-1)}`, { ...home, ...status }),
                          basedOn,
                        });
              if (reply.status === 201) versions.set(about, reply.body.receipt.version);
              expect([201, 409, 503]).toContain(reply.status);
            }),
          );
        await expectRecounted();
      }),
      { numRuns: 8 },
    );
  });
});

describe('added units', () => {
  test('[W33] a sheet comes into being with its first record, once, and is counted', async () => {
    const envelope = aSubmission(birth());
    const first = await world.call('collector', 'submit', {}, envelope);
    expect(first.status).toBe(201);
    expect(await storedUnit(envelope.unit)).toMatchObject({
      kind: 'change',
      parent: unitOf(1),
      village,
      name: 'Birth',
      address: '',
      attributes: { event: 'birth' },
      addedBy: 'p-collector',
      revision: 1,
    });
    expect(await tally('changeSheet')).toMatchObject({ units: 1, records: 1 });
    const again = await world.call('collector', 'submit', {}, envelope);
    expect([again.status, again.body]).toEqual([
      200,
      { outcome: 'already-have-it', receipt: first.body.receipt },
    ]);
    await expectRecounted();
    const work = await world.call('collector', 'work');
    expect(work.body.units.at(-1)).toMatchObject({
      id: envelope.unit,
      parent: unitOf(1),
      addedAt: Date.parse('2022-11-05T10:00:00+08:00'),
    });
  });

  test('[W33] a household that nobody knew owes what its kind owes, by its attributes from that very record', async () => {
    expect((await submit(newHome(undefined, { ...home, status: 'monitored' }))).status).toBe(201);
    expect(await tally('home')).toMatchObject({ units: 4, records: 1 });
    expect(await tally('watch')).toMatchObject({ units: 1, records: 0 });
    expect(await storedUnit(`${village}~new-home`)).toMatchObject({ attributes: { status: 'monitored' } });
    await expectRecounted();
    const { newUnit } = newHome();
    expect((await submit({ ...watch(`${village}~new-home`), newUnit })).status).toBe(201);
    expect((await submit(birth(`${village}~new-home`))).status).toBe(201);
    await expectRecounted();
  });

  test('[W34] two papers of one new unit may arrive in any order; something else under its id is told so', async () => {
    const { newUnit } = newHome();
    await submit({ ...watch(`${village}~new-home`), newUnit });
    expect((await submit(newHome())).status).toBe(201);
    const other = await submit({ ...newHome(), basedOn: 1, newUnit: { ...newUnit, name: '赵某' } });
    expect([other.status, other.body]).toEqual([
      409,
      { problem: 'unit-exists', facts: { unit: `${village}~new-home` } },
    ]);
    const known = await submit({ unit: unitOf(1), newUnit });
    expect(known.body.problem).toBe('unit-exists');
    await expectRecounted();
  });

  test('[W34] thirty deliveries of one new sheet at once add one unit', async () => {
    const envelope = aSubmission(birth());
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => world.call('collector', 'submit', {}, envelope)),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(replies.map(({ body }) => JSON.stringify(body.receipt))).size).toBe(1);
    await expectRecounted();
  });

  test('[W33] what may not be added is refused with the reason, and nothing is written', async () => {
    const refused = async (changes: Parameters<typeof aSubmission>[0]) => {
      const { body } = await submit(changes);
      return `${body.problem} ${body.facts?.why ?? body.facts?.unit ?? ''}`;
    };
    const sheet = birth();
    expect(await refused({ ...sheet, unit: `${unitOf(2)}~birth-01` })).toBe('new-unit-refused wrong-id');
    expect(await refused({ ...sheet, newUnit: { ...sheet.newUnit, kind: 'village' } })).toBe(
      'new-unit-refused not-addable',
    );
    expect(await refused({ ...sheet, questionnaire: 'home', answers: home })).toBe(
      `wrong-unit-kind ${sheet.unit}`,
    );
    expect(await refused(birth(unitOf(99)))).toBe(`no-such-unit ${unitOf(99)}`);
    expect(await refused(birth(`${village}-V`))).toBe(`no-such-unit ${village}-V`);
    expect(await refused({ ...sheet, newUnit: { ...sheet.newUnit, attributes: { status: 'plain' } } })).toBe(
      'new-unit-refused unknown-attribute',
    );
    expect(await refused({ ...sheet, newUnit: { ...sheet.newUnit, name: ' ' } })).toMatch(/^wrong-shape/);
    expect(await refused({ ...sheet, answers: {} })).toMatch(/^answers-refused/);
    expect(await storedUnit(sheet.unit)).toBeUndefined();
    await expectRecounted();
  });

  test('[W33] in another village nobody adds anything, whatever the envelope says', async () => {
    const there = `${places.neighbour}~new-home`;
    const { body } = await submit({ ...newHome(there), village: places.neighbour });
    expect(body.problem).toBe('not-allowed');
    expect((await submit({ ...newHome(there) })).body.facts).toMatchObject({ why: 'wrong-id' });
  });

  test('[W35] behind a closed gate nothing is added: quarantine keeps what the unit would have been', async () => {
    world.setClock('2022-11-12T10:00');
    await freezeGates({ campaign: 'small' })(world.ports);
    const envelope = aSubmission(birth());
    const late = await world.call('collector', 'submit', {}, envelope);
    expect([late.status, late.body.receipt.why]).toEqual([202, 'corrections-only']);
    expect((await world.call('collector', 'submit', {}, envelope)).body).toEqual(late.body);
    expect(await storedUnit(envelope.unit)).toBeUndefined();
    const item = await world.ports.table.get(keys.lateKey('small', village, envelope.id));
    if (!item) throw new Error('not in quarantine');
    const body = JSON.parse(textOf(gunzip(submissionOf(item).body)));
    expect(body).toMatchObject({ kind: 'late', newUnit: envelope.newUnit });
    const { body: listed } = await world.call('town', 'quarantine', { area: places.town });
    expect(listed.late).toMatchObject([{ unit: envelope.unit, unitName: 'Birth' }]);
    expect(await tally('changeSheet')).toMatchObject({ units: 0, records: 0, late: 1 });
    await expectRecounted();
  });

  test('[W35] a sheet of a household that is in quarantine itself is kept too', async () => {
    world.setClock('2022-11-12T10:00');
    await submit(newHome());
    expect((await submit(birth(`${village}~new-home`))).status).toBe(202);
  });
});

describe('who fills in', () => {
  test('[P25] only a role that the questionnaire names, held in the area, sends it', async () => {
    const spot = { unit: unitOf(3), questionnaire: 'spot', answers: { counted: 3 } };
    const collector = await submit(spot);
    expect([collector.status, collector.body]).toEqual([
      403,
      { problem: 'wrong-role', facts: { questionnaire: 'spot', filledBy: ['town-officer'] } },
    ]);
    expect((await submit(spot, 'otherTown')).body.problem).toBe('not-allowed');
    expect((await submit(spot, 'town')).status).toBe(201);
    expect((await submit({}, 'town')).body.problem).toBe('wrong-role');
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
    { check: 'R014', row: '990101196803150013', text: '户口在外，本人在家。' },
    { check: 'R020', text: 'Counted twice.' },
  ];

  test('[W38] what is said to checks is sealed with the record, and shown with it', async () => {
    const plain = await submit({ unit: unitOf(2) });
    const { body } = await submit({ explanations });
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
    expect((await submit({ explanations: Array.from({ length: 61 }, () => one) })).body.problem).toBe(
      'wrong-shape',
    );
    expect((await submit({ explanations: [{ ...one, text: 'x'.repeat(501) }] })).body.problem).toBe(
      'wrong-shape',
    );
    expect((await submit({ explanations: [{ ...one, text: ' ' }] })).body.problem).toBe('wrong-shape');
  });
});
