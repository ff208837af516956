import { describe, expect, test } from 'vitest';
import type { Check, Hit } from '#forms/checks/check.ts';
import { compileChecks, readsOf } from '#forms/checks/compile-checks.ts';
import { hitsOfArea, hitsOfRecord, hitsOfUnit, mostWork } from '#forms/checks/run-checks.ts';
import { extractOf } from '#forms/dossier/reads.ts';
import type { JsonObject } from '#forms/json.ts';
import { check, compiled, context, farm, parish, schema } from '#tests/support/check-pack.ts';

const record = (written: Check, answers: JsonObject): readonly Hit[] =>
  hitsOfRecord(compiled(written), farm('f1', { farm: answers }), 'farm', context);

const row = (finds: string, more: Partial<Check> = {}): Check =>
  check(finds, { scope: 'row', rows: 'animals', ...more });

describe('where a check runs', () => {
  test('[K7] only where the record that it is about exists, and when its condition holds', () => {
    const sale = check('{sale.total} empty', { about: 'sale', scope: 'record' });
    expect(hitsOfRecord(compiled(sale), farm('f1', { farm: {} }), 'sale', context)).toEqual([]);
    expect(hitsOfRecord(compiled(sale), farm('f1', { sale: {} }), 'sale', context)).toHaveLength(1);
    expect(hitsOfRecord(compiled(sale), farm('f1', { sale: {}, farm: {} }), 'farm', context)).toEqual([]);
    const guarded = check('{farm.herd} > 5', { scope: 'record', when: '{farm.organic} = true' });
    expect(record(guarded, { herd: 6 })).toEqual([]);
    expect(record(guarded, { herd: 6, organic: true })).toHaveLength(1);
  });

  test('[K7] a check that is off never runs, and a condition that is merely not empty is not true', () => {
    expect(record(check('{farm.herd} > 0', { scope: 'record', off: true }), { herd: 1 })).toEqual([]);
    expect(record(check('{farm.herd}', { scope: 'record' }), { herd: 2 })).toEqual([]);
  });

  test('[K7] once for every row, and for every row of a row with the one around it', () => {
    const heavy = row('{row.weight} > {P.least}', { at: 'weight' });
    const hits = record(heavy, {
      animals: [{ tag: 'A', weight: 9 }, { tag: 'B', weight: 1 }, { weight: 4 }],
    });
    expect(hits.map(({ row: found, at }) => [found?.path, found?.key, at])).toEqual([
      ['animals[0]', 'A', 'animals[0].weight'],
      ['animals[2]', '#2', 'animals[2].weight'],
    ]);
    const early = row('{row.month} < monthOf({outer.born})', { rows: 'animals.doses', at: 'month' });
    const doses = [
      { drug: 'D', month: '2021-01' },
      { drug: 'D', month: '2022-01' },
    ];
    const found = record(early, { animals: [{ doses }, { tag: 'B', born: '2021-06-01', doses }] });
    expect(found.map(({ row: one, at }) => [one?.path, one?.key, at])).toEqual([
      ['animals[1].doses[0]', 'B / D 2021-01', 'animals[1].doses[0].month'],
    ]);
  });

  test('[K7] unit checks see other papers, child units and the round before', () => {
    const grown = check('{farm.herd} > {prev.farm.herd} + sumOf({visit}, {x.found}) and {sale.total} > 0');
    const papers = { farm: { herd: 9 }, sale: { total: 1 } };
    const before = { prev: { farm: { herd: 5 } }, children: { visit: [{ found: 2 }, { found: 1 }] } };
    expect(hitsOfUnit(compiled(grown), farm('f1', papers, before), context)).toMatchObject([
      { check: 'C1', severity: 'verify', scope: 'unit', unit: 'f1', questionnaire: 'farm', facts: {} },
    ]);
    const enough = { ...before, children: { visit: [{ found: 4 }] } };
    expect(hitsOfUnit(compiled(grown), farm('f1', papers, enough), context)).toEqual([]);
  });

  test('[K9] village checks see their village, town checks the whole town', () => {
    const sum = (scope: 'village' | 'town') =>
      compiled(check('{parish.herd} <> sumOf({units.farm}, {x.farm.herd})', { about: 'parish', scope }));
    const dossiers = [
      farm('f1', { farm: { herd: 2 } }),
      farm('f2', { farm: { herd: 3 } }),
      farm('f3', { farm: { herd: 4 } }, { village: '990101101002' }),
      parish('p1', { herd: 5 }),
      parish('p2', { herd: 9 }, '990101101002'),
    ];
    const unitsHit = (scope: 'village' | 'town') =>
      hitsOfArea(sum(scope), dossiers, scope, context).map(({ unit }) => unit);
    expect(unitsHit('village')).toEqual(['p2']);
    expect(unitsHit('town')).toEqual(['p1']);
  });

  test('[K9] duplicates are found over all lists of a town, from extracts as from whole dossiers', () => {
    const twice = compiled(
      check('countIf(matching(itemsOf({units.farm}, {x.farm.animals}), {x.tag}, {row.tag})) > 1', {
        ...{ scope: 'town', rows: 'animals', when: '{row.tag} notempty' },
        message: 'Tag {row.tag} of {unit.name} is there twice.',
      }),
    );
    const dossiers = [
      farm('f2', { farm: { owner: 'x', animals: [{ tag: 'T1', weight: 3 }, { tag: 'T2' }] } }),
      farm('f1', { farm: { animals: [{ tag: 'T3' }, { tag: 'T1' }, {}, {}] } }, { village: '990101101009' }),
    ];
    const hits = hitsOfArea(twice, dossiers, 'town', context);
    expect(hits.map(({ unit, row: found, facts }) => [unit, found?.path, facts])).toEqual([
      ['f1', 'animals[1]', { 'row.tag': 'T1', 'unit.name': 'Farm f1' }],
      ['f2', 'animals[0]', { 'row.tag': 'T1', 'unit.name': 'Farm f2' }],
    ]);
    const extracts = dossiers.map((dossier) => extractOf(dossier, readsOf(twice)));
    expect(extracts[0]).toEqual({
      unit: { id: 'f2', kind: 'farm', village: '990101101001', name: 'Farm f2' },
      answers: { farm: { animals: [{ tag: 'T1' }, { tag: 'T2' }] } },
      children: {},
      prev: {},
    });
    expect(hitsOfArea(twice, extracts, 'town', context)).toEqual(hits);
  });
});

describe('what a hit says', () => {
  test('[K13] values of placeholders, sensitive ones masked', () => {
    const message = { default: '{farm.owner}, {farm.licence}', 'zh-cn': '{farm.licence}：{farm.owner}' };
    const [hit] = record(check('{farm.herd} = 1', { scope: 'record', at: 'herd', message }), {
      ...{ herd: 1, licence: '99010119680315001X' },
    });
    expect(hit?.facts).toEqual({ 'farm.owner': null, 'farm.licence': '990*************1X' });
    expect(hit?.at).toBe('herd');
  });

  test('[K13] a key that is sensitive is masked, and still tells rows apart', () => {
    const hands = ['990101196803150116', '990101196803150124'].map((idNo) => ({ idNo, pay: 1 }));
    const hits = record(row('{row.pay} = 1', { rows: 'hands' }), { hands: [...hands, ...hands.slice(0, 1)] });
    expect(hits.map(({ row: found }) => found?.key)).toEqual([
      '990*************16',
      '990*************24',
      '990*************16#2',
    ]);
    expect(new Set(hits.map(({ id }) => id)).size).toBe(3);
    expect(JSON.stringify(hits)).not.toContain('19680315');
  });

  test('[K8] repeated and blank keys still name each row', () => {
    const all = record(row('{row.weight} > 0'), {
      animals: [{ tag: 'A', weight: 1 }, { tag: 'A', weight: 1 }, { weight: 1 }, { tag: ' ', weight: 1 }],
    });
    expect(all.map(({ row: found }) => found?.key)).toEqual(['A', 'A#2', '#2', '#3']);
    expect(new Set(all.map(({ id }) => id)).size).toBe(4);
    expect(all[0]?.id).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('bounds', () => {
  const many = Array.from({ length: 200 }, (_, index) => ({
    tag: `T${index}`,
    doses: Array.from({ length: 40 }, () => ({ drug: 'D', month: '2022-01' })),
  }));

  test('[K10] a check that needs more work than a run may do is a hit that says so', () => {
    const costly = row(
      'existsPair(itemsOf({farm.animals}, {x.doses}), {x.drug} <> {y.drug} or {row.tag} = 1)',
    );
    const hits = record(costly, { animals: many });
    expect(hits).toMatchObject([{ undecided: true, facts: {}, check: 'C1' }]);
    expect(hits[0]).not.toHaveProperty('row');
    const town = compiled(
      check('countIf({units.farm}, {x.farm.owner} = {farm.phone}) > 5', { scope: 'town' }),
    );
    const farms = Array.from({ length: 2_500 }, (_, index) => farm(`f${index}`, { farm: { phone: 'a' } }));
    expect(hitsOfArea(town, farms, 'town', context)).toMatchObject([{ undecided: true }]);
  });

  test('[K10] what is not dependent on the row is worked out once', () => {
    const cheap = row(
      'countIf(itemsOf({farm.animals}, {x.doses}), {x.drug} = {P.town}) > 9_000'.replace('_', ''),
    );
    expect(many.length * many.length * 40).toBeLessThan(mostWork.dossier);
    expect(record(cheap, { animals: many })).toEqual([]);
  });

  test('[K10] answers of any shape are no exception', () => {
    const checks = compiled(
      row('sumOf({row.doses}, {x.month}) > 1 or existsPair({row.marks}, {x} = {y})', { id: 'A' }),
      row('monthsCovered(valuesOf({outer.doses}, {x.month}), {row.drug}, {row.until}, {row.month}) > 1', {
        ...{ id: 'B', rows: 'animals.doses' },
      }),
      check('{farm.fields.north.acres} > {farm.animals[0].weight} + 1', { id: 'C', scope: 'record' }),
    );
    const odd: readonly unknown[] = [
      null,
      1,
      'x',
      true,
      [],
      [[]],
      {},
      [null, 1, {}],
      { a: 1 },
      [{ doses: [[1], 3, { month: {} }] }],
    ];
    for (const one of odd)
      for (const other of odd) {
        const answers = { animals: one, fields: other, herd: other } as JsonObject;
        hitsOfRecord(checks, farm('f', { farm: answers }), 'farm', context);
      }
    expect(compileChecks([], schema)).toEqual({ checks: [], faults: [] });
  });
});
