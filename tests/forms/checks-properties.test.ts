import { describe, expect, test } from 'vitest';
import { readsOf } from '#forms/checks/compile-checks.ts';
import { hitsOfArea, hitsOfRecord, hitsOfUnit } from '#forms/checks/run-checks.ts';
import type { Dossier } from '#forms/dossier/dossier.ts';
import { extractOf } from '#forms/dossier/reads.ts';
import type { Json, JsonObject } from '#forms/json.ts';
import { check, compiled, context, farm, parish } from '#tests/support/check-pack.ts';
import { Dice } from '#tests/support/dice.ts';

const shuffled = <Entry>(dice: Dice, entries: readonly Entry[]): readonly Entry[] =>
  dice.some(entries, entries.length, entries.length);

const some = (dice: Dice, name: string, values: readonly Json[]): JsonObject =>
  dice.once(4) ? {} : { [name]: dice.one(values) };

const animal = (dice: Dice, tag: string): JsonObject => ({
  ...{ tag, ...some(dice, 'born', ['2019-03-01', '2021-05-01']), ...some(dice, 'weight', [1, 2, 300]) },
  ...some(dice, 'species', ['01', '02']),
  ...some(dice, 'marks', [['ear'], ['ear', 'leg'], []]),
  doses: Array.from({ length: dice.whole(0, 3) }, (_, index) => ({
    ...{ drug: `D${index}`, ...some(dice, 'month', ['2022-01', '2022-05']) },
    ...some(dice, 'until', ['2022-03', '2022-06']),
  })),
});

const tags = ['T1', 'T2', 't1', 'T3 ', '4', 'T5'];

const randomFarm = (dice: Dice, id: string): Dossier => {
  const animals = shuffled(dice, tags)
    .slice(0, dice.whole(0, 5))
    .map((tag) => animal(dice, tag));
  const answers = { owner: dice.one(['Ann', 'ann ', 'Bea']), ...some(dice, 'herd', [1, 2, 3]), animals };
  return farm(
    id,
    { farm: answers, ...(dice.once(2) ? { sale: some(dice, 'total', [1, 2, 3]) } : {}) },
    {
      ...{ village: dice.one(['990101101001', '990101101002']), unit: { inspected: dice.once(2) } },
      children: { visit: [some(dice, 'found', [1, 2])] },
      prev: dice.once(2) ? { farm: { herd: 2, animals: [animal(dice, 'T1')] } } : {},
    },
  );
};

const area = (scope: 'village' | 'town') =>
  [
    check('countIf(matching(itemsOf({units.farm}, {x.farm.animals}), {x.tag}, {row.tag})) > 1', {
      rows: 'animals',
    }),
    check('exists({units.farm}, {x.unit.id} <> {unit.id} and {x.farm.owner} = {farm.owner})'),
    check('{parish.herd} <> sumOf({units.farm}, {x.farm.herd}, {x.sale} notempty)', { about: 'parish' }),
    check('countIf({units.farm}, existsPair({x.farm.animals}, {y.weight} = {z.weight})) > {P.least}', {
      about: 'parish',
    }),
    check('firstOf({units.farm}, {x.unit.name}, {x.prev.farm.herd} > 1) = {unit.name} or {unit.inspected}'),
    check('countIf({units.farm}, countIf({x.farm.animals}) > 2) > 1 and {sale} empty'),
    check('distinctOf({units.farm}, {x.farm.owner}) > 1 and sumOf({visit}, {x.found}) > 1'),
    check(
      'countIf({units.farm}, {x.visit[0].found} > 1) > countIf({units.farm}, {x.farm.animals.length} > 3)',
    ),
    check('exists(matching({prev.farm.animals}, {x.tag}, {row.tag}), {x.weight} <> {row.weight})', {
      ...{ rows: 'animals', at: 'weight', message: '{row.weight} {farm.owner} {unit.address}' },
    }),
    check('spansOverlap(valuesOf({outer.doses}, {x.month}), valuesOf({outer.doses}, {x.until}))', {
      rows: 'animals.doses',
    }),
  ].map((one, index) => ({ ...one, id: `A${index}`, scope }));

const seeds = [3, 5, 7, 11, 13, 17, 19, 23];

describe('hits', () => {
  test.each(seeds)('[K9] extracts find what whole dossiers find, in any order, seed %i', (seed) => {
    const dice = new Dice(seed);
    const farms = Array.from({ length: 14 }, (_, index) => randomFarm(dice, `f${index}`));
    const dossiers = [...farms, parish('p1', { herd: 3 }), parish('p2', {}, '990101101002')];
    for (const scope of ['village', 'town'] as const) {
      const checks = compiled(...area(scope));
      const hits = hitsOfArea(checks, dossiers, scope, context);
      expect(hits.length).toBeGreaterThan(3);
      const reads = readsOf(checks);
      const extracts = dossiers.map((dossier) => extractOf(JSON.parse(JSON.stringify(dossier)), reads));
      expect(hitsOfArea(checks, extracts, scope, context)).toEqual(hits);
      expect(hitsOfArea(checks, shuffled(dice, dossiers), scope, context)).toEqual(hits);
      for (const { check: one } of checks) {
        const alone = compiled(one);
        const own = dossiers.map((dossier) => extractOf(dossier, readsOf(alone)));
        const found = hits.filter((hit) => hit.check === one.id);
        expect(hitsOfArea(alone, own, scope, context)).toEqual(found);
      }
    }
  });

  test.each(seeds)(
    '[K8] the order of the rows and what else changes leave the identity alone, seed %i',
    (seed) => {
      const dice = new Dice(seed);
      const checks = compiled(
        check('{row.weight} > 1 or {row.born} empty', {
          id: 'R1',
          scope: 'row',
          rows: 'animals',
          at: 'weight',
        }),
        check('{row.month} empty or {outer.weight} = 2', { id: 'R2', scope: 'row', rows: 'animals.doses' }),
        check('{farm.animals.length} > 2', { id: 'R3', scope: 'record' }),
        check('{sale} empty', { id: 'R4' }),
      );
      const before = randomFarm(dice, 'f1');
      const answers = before.answers.farm as JsonObject;
      const animals = (answers.animals as readonly JsonObject[]).map((one) => ({
        ...{ ...one, doses: shuffled(dice, one.doses as readonly Json[]), marks: ['back'] },
      }));
      const after = {
        ...before,
        answers: { ...before.answers, farm: { ...answers, owner: 'Zoe', animals: shuffled(dice, animals) } },
      };
      const ids = (dossier: Dossier): readonly string[] =>
        [...hitsOfRecord(checks, dossier, 'farm', context), ...hitsOfUnit(checks, dossier, context)]
          .map(({ id }) => id)
          .sort();
      expect(ids(after)).toEqual(ids(before));
      expect(new Set(ids(before)).size).toBe(ids(before).length);
      const elsewhere = { ...before, unit: { ...before.unit, id: 'f2' } };
      expect(ids(elsewhere).filter((id) => ids(before).includes(id))).toEqual([]);
    },
  );

  test('[K15] twice the units are twice the work, with joins, duplicates and sums', () => {
    const checks = compiled(
      ...area('town').slice(0, 1),
      ...area('town').slice(2, 4),
      ...area('town').slice(6, 7),
    );
    const looks = (units: number): number => {
      let count = 0;
      const counting = (answers: JsonObject): JsonObject =>
        new Proxy(answers, {
          get: (target, name) => {
            count += 1;
            return Reflect.get(target, name);
          },
        });
      const dossiers = Array.from({ length: units }, (_, index) => {
        const answers = { owner: `O${index}`, animals: [{ tag: `T${index}` }, { tag: `T${index + 1}` }] };
        return farm(`f${index}`, { farm: counting(answers) });
      });
      hitsOfArea(checks, [...dossiers, parish('p', { herd: 0 })], 'town', context);
      return count;
    };
    const [one, two] = [looks(200), looks(400)];
    expect(one).toBeGreaterThan(200);
    expect(two / one).toBeLessThan(2.1);
  });
});
