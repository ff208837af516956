import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Pack, parsePack } from '#forms/campaign/pack.ts';
import type { JsonObject } from '#forms/json.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { sheetPackFiles } from '#tests/support/sheet-pack.ts';
import { home, openSheetWorld, type SheetWorld, unitOf } from '#tests/support/sheet-world.ts';
import { type PersonName, places } from '#tests/support/world.ts';

const text = (name: string, more: object = {}) => ({ type: 'text', name, ...more });
const fact = (id: string, ...questions: readonly string[]) => ({
  id,
  title: { default: id, 'zh-cn': id, en: id },
  questions,
});
const pack = (): Pack => {
  const parsed = parsePack({
    ...sheetPackFiles,
    'pack.json': { ...sheetPackFiles['pack.json'], facts: 'facts.json' },
    'watch.json': {
      pages: [
        {
          name: 'main',
          elements: [text('measures'), text('head'), text('idNo', { sensitive: 'id-number' })],
        },
      ],
    },
    'spot.json': {
      pages: [{ name: 'main', elements: [text('head'), text('counted', { inputType: 'number' })] }],
    },
    'facts.json': [
      fact('head', 'home.head', 'watch.head', 'spot.head'),
      fact('number', 'home.idNo', 'watch.idNo'),
      fact('size', 'home.size', 'spot.counted'),
    ],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal, null, 1));
  return parsed.value;
};

describe.each(['memory', 'LMDB'])('shared facts of records on %s', (store) => {
  let world: SheetWorld;
  beforeEach(async () => {
    world = await openSheetWorld({ ...(store === 'memory' ? { table: memoryTable() } : {}), pack: pack() });
  });
  afterEach(() => world.close());

  const reveal = (body: object = {}, person: PersonName = 'collector', area = places.village) =>
    world.call(person, 'revealFacts', { area }, { reason: 'prefill', ...body });
  const watch = (answers: JsonObject, unit = unitOf(1)) => ({ unit, questionnaire: 'watch', answers });

  test('[K43] the newest word on each fact, as far as another questionnaire can still use it', async () => {
    await world.submit({ answers: home });
    const first = (await reveal()).body.units[unitOf(1)];
    expect(first.home.values).toEqual({ head: '李长根', idNo: home.idNo, size: 3 });
    world.setClock('2022-11-06T10:00');
    await world.submit(watch({ measures: 'x', head: '李长庚', idNo: home.idNo }));
    // The number stands in every record that asks for it; the head is still asked for elsewhere.
    const words = (await reveal()).body.units[unitOf(1)];
    expect(words.home.values).toEqual({ size: 3 });
    expect(words.watch.values).toEqual({ head: '李长庚' });
  });

  test('[K43] only units whose records changed since, those without words too', async () => {
    await world.submit({ answers: home });
    await world.submit({ unit: unitOf(2), answers: { ...home, head: '王' } });
    const { now } = (await reveal()).body;
    expect((await reveal({ since: now })).body.units).toEqual({});
    world.setClock('2022-11-06T10:00');
    await world.submit({ unit: unitOf(2), basedOn: 1, answers: { ...home, head: '王新' } });
    expect(Object.keys((await reveal({ since: now })).body.units)).toEqual([unitOf(2)]);
    const sheet = { what: 'Birth' };
    await world.submit({
      unit: `${unitOf(1)}~birth-01`,
      questionnaire: 'changeSheet',
      answers: sheet,
      newUnit: { kind: 'change', parent: unitOf(1), name: 'Birth' },
    });
    expect((await reveal({ since: now })).body.units[`${unitOf(1)}~birth-01`]).toEqual({});
    expect(Object.keys((await reveal({ after: unitOf(1) })).body.units)[0]).not.toBe(unitOf(1));
  });

  test('[K43, P6] numbers of people leave with a reason that is logged before, to whoever may reveal, in their village', async () => {
    await world.submit({ answers: home });
    expect((await reveal({ reason: ' ' })).status).toBe(400);
    for (const person of ['neighbour', 'auditor', 'designer', 'otherTown', 'nobody'] as const)
      expect((await reveal({}, person)).status).toBe(403);
    expect((await reveal({}, 'collector', places.neighbour)).status).toBe(403);
    expect((await reveal({}, 'town')).status).toBe(200);
    const lines = (await world.call('auditor', 'audit')).body.lines;
    expect(lines[0]).toMatchObject({
      verb: 'record.reveal',
      who: 'p-town',
      on: `${places.village}/facts`,
      why: 'prefill',
    });
    // What everybody reads of records tells none of it.
    expect(JSON.stringify((await world.call('auditor', 'work')).body)).not.toContain(home.idNo);
  });
});
