/** The sketches that invented townships are drawn from, and the shares that they are held to. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#forms/json.ts';
import { draw } from '#functions/server/demo/draw-value.ts';
import { generateAnswers } from '#functions/server/demo/generate-answers.ts';
import { generateTownship } from '#functions/server/demo/generate-township.ts';
import { seededDice } from '#functions/server/demo/seeded-dice.ts';
import { drawnShares } from '#functions/server/demo/shares.ts';
import { SketchNames } from '#functions/server/demo/sketch-names.ts';
import { sketchOf } from '#functions/server/demo/sketch-unit.ts';
import { ageOn } from '#functions/server/demo/vary-person.ts';
import { demoPlan, type ShippedPack, shippedPacks } from '#tests/support/shipped-packs.ts';

const drawn = (value: Json, variables: readonly (readonly [string, Json])[] = [], seed = 'a', order = 1) =>
  draw(value, {
    dice: seededDice(seed),
    names: new SketchNames(variables),
    unit: { village: '990101101001', order },
    today: '2022-10-20',
    text: (text) => text,
  });

describe('drawing', () => {
  test('[C31] an expression reads what was drawn as it lies there, and list functions look at each item as y', () => {
    const people: Json = [
      { code: '10', age: 70 },
      { code: '11', age: 8 },
    ];
    expect(drawn('={people[0].code}', [['people', people]])).toBe('10');
    expect(drawn('=sumOf({people}, {y.age}, {y.age} >= 60)', [['people', people]])).toBe(70);
    expect(drawn("=firstOf({people}, {y.age}, {y.code} = '11')", [['people', people]])).toBe(8);
    expect(
      drawn('=countIf({people}) + countIf({people}, exists({people}, {y.age} < 9))', [['people', people]]),
    ).toBe(4);
  });

  test('[C31] a name that nobody has drawn, a key that is not known and a text that is no expression throw', () => {
    expect(() => drawn('={nobody}')).toThrow('has drawn no');
    expect(() => drawn({ $guess: 1 })).toThrow('knows no $guess');
    expect(() => drawn('=1 +')).toThrow('the demo plan says');
  });

  test('[C31] parts that come out as nothing stay away, and parts know those before them', () => {
    const value = { age: 70, old: '={me.age} >= 60', school: { $case: [['{me.age} < 16', 'primary']] } };
    expect(drawn(value)).toEqual({ age: 70, old: true });
    expect(
      drawn(
        [{ $if: '1 = 2', $be: 'a' }, 'b', { $each: '={list}', $if: '{x} > 1', $be: '={x} * 2' }],
        [['list', [1, 2, 3]]],
      ),
    ).toEqual(['b', 4, 6]);
  });

  test('[C31] one unit of every block of so many has its turn', () => {
    const turns = Array.from({ length: 99 }, (_, index) => drawn({ $oneIn: 33 }, [], 'a', index + 1));
    expect(turns.filter((turn) => turn !== 0)).toEqual([1, 2, 3]);
  });

  test('[C31] amounts keep to their bounds and steps, weights of nothing are never picked', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 9_000 }), (seed, median) => {
        const amount = drawn({ $about: [median, 0.6], step: 10, min: 100, max: 5_000 }, [], seed) as number;
        expect(amount % 10 === 0 && amount >= 100 && amount <= 5_000).toBe(true);
        expect(drawn({ $pick: { never: 0, once: 1 } }, [], seed)).toBe('once');
        const born = drawn({ $born: [median % 100, '2022-09-30'] }, [], seed) as string;
        expect(ageOn(born, '2022-09-30')).toBe(median % 100);
      }),
    );
  });
});

const township = (id: ShippedPack, seed: string, units: number) =>
  generateTownship(demoPlan(id), { seed, villages: 12, units }).units;

test('[C28] whoever has the unit in hand draws the same people; another seed of papers changes amounts only', () => {
  const plan = demoPlan('township-2022');
  const today = '2022-10-20';
  let changed = 0;
  for (const unit of township('township-2022', 'a', 200).filter(({ kind }) => kind === 'household')) {
    const [one, other] = ['b', 'c'].map(
      (seed) => generateAnswers({ plan, questionnaire: 'tphAnnual', unit, seed, today }) as JsonObject,
    );
    const who = (answers: JsonObject | undefined) =>
      ((answers?.members ?? []) as readonly JsonObject[]).map(({ name, idNo, relation }) => [
        name,
        idNo,
        relation,
      ]);
    expect(who(one)).toEqual(who(other));
    expect(who(one)[0]?.[0]).toBe(unit.name);
    if (one?.wageOther !== other?.wageOther) changed += 1;
  }
  expect(changed).toBeGreaterThan(50);
});

test('[C28] another township has other people', () => {
  const names = (seed: string) => township('township-2022', seed, 40).map(({ name }) => name);
  expect(names('a')).not.toEqual(names('b'));
});

test('[C28] a sheet has the sketch of the unit that it is about', () => {
  const plan = demoPlan('township-2022');
  const { units, sheets } = generateTownship(plan, { seed: 'a', villages: 3, units: 300 });
  expect(sheets.length).toBeGreaterThan(3);
  for (const sheet of sheets) {
    const parent = units.find(({ id }) => id === sheet.parent);
    if (!parent) throw new Error('a sheet without its unit');
    expect(sketchOf(plan, sheet).read('people')).toEqual(sketchOf(plan, parent).read('people'));
  }
});

test.each(shippedPacks)('[C30] a big township of %s is within the shares that its plan names', (id) => {
  const plan = demoPlan(id);
  const shares = drawnShares(plan, township(id, 'a', 2_400), 'a');
  const outside = shares.filter(
    ({ drawn: mean, from, to }) => mean === undefined || mean < from || mean > to,
  );
  expect(outside).toEqual([]);
  expect(plan.shares.length).toBeGreaterThan(3);
});

test('[C30] the page on the township tells the shares that its plan names', () => {
  const page = readFileSync(new URL('../../docs/township.md', import.meta.url), 'utf8');
  for (const { about, from, to } of demoPlan('township-2022').shares)
    expect(page).toContain(`| ${about} | ${from} | ${to} |`);
});
