/** Units that a person adds while collecting: sheets under a household, households that nobody knew. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gunzip, textOf } from '#functions/store/bytes.ts';
import * as keys from '#functions/store/keys.ts';
import { submissionOf } from '#functions/store/village.ts';
import { freezeGates } from '#functions/use-cases/freeze-gates.ts';
import {
  birth,
  home,
  newHome,
  openSheetWorld,
  type SheetWorld,
  unitOf,
  watch,
} from '#tests/support/sheet-world.ts';
import { aSubmission, places } from '#tests/support/world.ts';

let world: SheetWorld;
beforeEach(async () => {
  world = await openSheetWorld();
});
afterEach(() => world.close());

const { village } = places;

describe('added units', () => {
  test('[W33] a sheet comes into being with its first record, once, and is counted', async () => {
    const envelope = aSubmission(birth());
    const first = await world.call('collector', 'submit', {}, envelope);
    expect(first.status).toBe(201);
    expect(await world.storedUnit(envelope.unit)).toMatchObject({
      kind: 'change',
      parent: unitOf(1),
      village,
      name: 'Birth',
      address: '',
      attributes: { event: 'birth' },
      addedBy: 'p-collector',
      revision: 1,
    });
    expect(await world.tally('changeSheet')).toMatchObject({ units: 1, records: 1 });
    const again = await world.call('collector', 'submit', {}, envelope);
    expect([again.status, again.body]).toEqual([
      200,
      { outcome: 'already-have-it', receipt: first.body.receipt },
    ]);
    await world.expectRecounted();
    const work = await world.call('collector', 'work');
    expect(work.body.units.at(-1)).toMatchObject({
      id: envelope.unit,
      parent: unitOf(1),
      addedAt: Date.parse('2022-11-05T10:00:00+08:00'),
    });
  });

  test('[W33] a household that nobody knew owes what its kind owes, by its attributes from that very record', async () => {
    expect((await world.submit(newHome(undefined, { ...home, status: 'monitored' }))).status).toBe(201);
    expect(await world.tally('home')).toMatchObject({ units: 4, records: 1 });
    expect(await world.tally('watch')).toMatchObject({ units: 1, records: 0 });
    expect(await world.storedUnit(`${village}~new-home`)).toMatchObject({
      attributes: { status: 'monitored' },
    });
    await world.expectRecounted();
    const { newUnit } = newHome();
    expect((await world.submit({ ...watch(`${village}~new-home`), newUnit })).status).toBe(201);
    expect((await world.submit(birth(`${village}~new-home`))).status).toBe(201);
    await world.expectRecounted();
  });

  test('[W34] two papers of one new unit may arrive in any order; something else under its id is told so', async () => {
    const { newUnit } = newHome();
    await world.submit({ ...watch(`${village}~new-home`), newUnit });
    expect((await world.submit(newHome())).status).toBe(201);
    const other = await world.submit({ ...newHome(), basedOn: 1, newUnit: { ...newUnit, name: '赵某' } });
    expect([other.status, other.body]).toEqual([
      409,
      { problem: 'unit-exists', facts: { unit: `${village}~new-home` } },
    ]);
    const known = await world.submit({ unit: unitOf(1), newUnit });
    expect(known.body.problem).toBe('unit-exists');
    await world.expectRecounted();
  });

  test('[W34] thirty deliveries of one new sheet at once add one unit', async () => {
    const envelope = aSubmission(birth());
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => world.call('collector', 'submit', {}, envelope)),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(replies.map(({ body }) => JSON.stringify(body.receipt))).size).toBe(1);
    await world.expectRecounted();
  });

  test('[W33] what may not be added is refused with the reason, and nothing is written', async () => {
    const refused = async (changes: Parameters<typeof aSubmission>[0]) => {
      const { body } = await world.submit(changes);
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
    expect(await world.storedUnit(sheet.unit)).toBeUndefined();
    await world.expectRecounted();
  });

  test('[W33] in another village nobody adds anything, whatever the envelope says', async () => {
    const there = `${places.neighbour}~new-home`;
    const { body } = await world.submit({ ...newHome(there), village: places.neighbour });
    expect(body.problem).toBe('not-allowed');
    expect((await world.submit({ ...newHome(there) })).body.facts).toMatchObject({ why: 'wrong-id' });
  });

  test('[W35] behind a closed gate nothing is added: quarantine keeps what the unit would have been', async () => {
    world.setClock('2022-11-12T10:00');
    await freezeGates({ campaign: 'small' })(world.ports);
    const envelope = aSubmission(birth());
    const late = await world.call('collector', 'submit', {}, envelope);
    expect([late.status, late.body.receipt.why]).toEqual([202, 'corrections-only']);
    expect((await world.call('collector', 'submit', {}, envelope)).body).toEqual(late.body);
    expect(await world.storedUnit(envelope.unit)).toBeUndefined();
    const item = await world.ports.table.get(keys.lateKey('small', village, envelope.id));
    if (!item) throw new Error('not in quarantine');
    const body = JSON.parse(textOf(gunzip(submissionOf(item).body)));
    expect(body).toMatchObject({ kind: 'late', newUnit: envelope.newUnit });
    const { body: listed } = await world.call('town', 'quarantine', { area: places.town });
    expect(listed.late).toMatchObject([{ unit: envelope.unit, unitName: 'Birth' }]);
    expect(await world.tally('changeSheet')).toMatchObject({ units: 0, records: 0, late: 1 });
    await world.expectRecounted();
  });

  test('[W35] a sheet of a household that is in quarantine itself is kept too', async () => {
    world.setClock('2022-11-12T10:00');
    await world.submit(newHome());
    expect((await world.submit(birth(`${village}~new-home`))).status).toBe(202);
  });
});
