import { describe, expect, test } from 'vitest';
import { farm } from '#tests/support/check-pack.ts';
import { faultOf, place, valueIn } from '#tests/support/dossier-values.ts';

const animals = [
  {
    tag: 'A1',
    born: '2019-03-01',
    weight: 400,
    species: '01',
    marks: ['ear'],
    doses: [{ drug: 'D', month: '2022-01', until: '2022-03' }],
  },
  { tag: 'A2', born: '2021-05-01', weight: 300, species: '01', marks: ['ear', 'leg'] },
  {
    tag: 'A3',
    weight: 2,
    species: '02',
    doses: [
      { drug: 'E', month: '2022-03' },
      { drug: 'D', month: '2022-05' },
    ],
  },
];
const one = farm(
  'f1',
  {
    farm: {
      owner: 'Ann',
      herd: 3,
      since: '2001-04-05',
      organic: true,
      animals,
      fields: { north: { acres: 7 } },
      contact: { mail: 'a@b.c' },
      counted: 3,
    },
    sale: { total: 900, owner: 'Bea' },
  },
  {
    children: {
      visit: [{ on: '2022-09-01', found: 2, $unit: { id: 'v1', name: 'Spring' } }, { on: '2022-10-01' }],
    },
    prev: { farm: { herd: 5, animals: [{ tag: 'A1', weight: 350 }] } },
    unit: { inspected: true, size: 4 },
  },
);
const two = farm('f2', { farm: { owner: 'Cid', herd: 1, animals: [{ tag: 'a1 ' }, {}] } });
const value = (text: string) => valueIn(text, one, [one, two]);

describe('names', () => {
  test.each([
    ['{farm.owner}', 'Ann'],
    ['{sale.total} + {farm.herd}', 903],
    ['{farm.animals[0].tag}', 'A1'],
    ['{farm.animals[-1].tag}', 'A3'],
    ['{farm.animals[7].tag}', null],
    ['{farm.animals.length}', 3],
    ['{farm.animals[1].marks[1]}', 'leg'],
    ['{farm.fields.north.acres}', 7],
    ['{farm.fields.south.acres}', null],
    ['{farm.contact.mail}', 'a@b.c'],
    ['{farm.counted}', 3],
    ['{farm.products-Comment} empty', true],
    ['{farm.products}', []],
    ['{prev.farm.herd}', 5],
    ['{prev.sale.total}', null],
    ['{unit.inspected} and {unit.size} = 4', true],
    ['{unit.name}', 'Farm f1'],
    ['{P.town}', 'Oakham'],
    ['{visit[0].found}', 2],
    ['{visit[0].$unit.name}', 'Spring'],
    ['{farm} notempty', true],
    ['{prev.sale} notempty', false],
    ['{visit} notempty', true],
    ['{farm.animals[2].marks} empty', true],
  ])('[K2] %s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test.each([
    ['{barn.owner}', 'unknown-name barn.owner'],
    ['{farm.ownr}', 'unknown-name farm.ownr'],
    ['{Farm.owner}', 'unknown-name Farm.owner'],
    ['{owner}', 'unknown-name owner'],
    ['{farm.animals.tag}', 'unknown-name farm.animals.tag'],
    ['{unit.colour}', 'unknown-name unit.colour'],
    ['{P.most}', 'unknown-name P.most'],
    ['{row.tag}', 'unknown-name row.tag'],
    ['{x.tag}', 'unknown-name x.tag'],
    ['{units.barn}', 'unknown-name units.barn'],
    ['{farm.toString}', 'unknown-name farm.toString'],
    ['{parish.farms}', 'unknown-name parish.farms'],
    ['{farm.animals} = 3', 'not-a-value farm.animals'],
    ['{farm} = 3', 'not-a-value farm'],
    ['countIf({farm.owner})', 'not-a-list countIf 1'],
    ['countIf(3)', 'not-a-list countIf 1'],
    ['countIf(itemsOf({farm.animals}, {x.tag}))', 'not-a-list itemsOf 2'],
    ['countIf()', 'wrong-argument-count countIf 0 1 2'],
    ['countIf(matching({farm.animals}, {x.tag}))', 'wrong-argument-count matching 2 3 3'],
    ["sumInArray({farm.animals}, 'weight')", 'unknown-function sumInArray'],
    ["codeText('TREE', '01')", 'unknown-code-list TREE'],
    ["codeAttribute('ANIMAL', '01', 'wings')", 'unknown-attribute ANIMAL wings'],
    ["matches({farm.owner}, '(a')", 'pattern-syntax'],
    ['matches({farm.owner}, {P.town})', 'bad-list-argument matches 2'],
    ['{farm.owner', 'expression-syntax'],
    [`{farm.owner} = '${'x'.repeat(2_000)}'`, 'expression-too-long 2017 2000'],
    [
      'exists({farm.animals}, exists({farm.animals}, existsPair({farm.animals}, {z.tag} = {x.tag})))',
      'lists-too-deep existsPair 3',
    ],
  ])('[K2] %s is refused', (text, fault) => {
    expect(faultOf(text)).toMatch(new RegExp(`^${fault.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
  });

  test('[K2] a scope reads no further than it says', () => {
    for (const scope of ['row', 'record'] as const) {
      for (const text of ['{farm.owner}', '{unit.name}', '{prev.farm.herd}', '{P.town}'])
        expect(faultOf(`${text} = 1`, place(scope)), text).toBe('fine');
      for (const name of ['sale.total', 'prev.sale.total', 'visit[0].found', 'units.farm'])
        expect(faultOf(`{${name}} empty`, place(scope))).toBe(`name-out-of-scope ${name} ${scope}`);
    }
    expect(faultOf('{sale.total} = 1 or {visit} empty', place('unit'))).toBe('fine');
    expect(faultOf('{units.farm} empty', place('unit'))).toBe('name-out-of-scope units.farm unit');
    for (const scope of ['village', 'town'] as const)
      expect(faultOf('{units.farm} empty', place(scope))).toBe('fine');
  });
});

describe('list functions', () => {
  test.each([
    ['exists({farm.animals})', true],
    ['exists({farm.animals}, {x.weight} > 500)', false],
    ['every({farm.animals}, {x.weight} > 1)', true],
    ['every({farm.animals}, {x.weight} > 2)', false],
    ["countIf({farm.animals}, {x.species} = '01')", 2],
    ['countIf({farm.animals[1].marks})', 2],
    ['existsPair({farm.animals}, {x.species} = {y.species} and {x.weight} > {y.weight})', true],
    ['existsPair({farm.animals}, {x.weight} < {y.weight})', false],
    ["existsPair(['a'], {x} = {y})", false],
    ["existsPair(['a', 'b', 'a'], {x} = {y})", true],
    ['sumOf({farm.animals}, {x.weight})', 702],
    ['sumOf({farm.animals}, {x.weight}, {x.born} notempty)', 700],
    ['minOf({farm.animals}, {x.born})', '2019-03-01'],
    ['maxOf({farm.animals}, {x.weight})', 400],
    ['maxOf({farm.animals}, {x.weight}, {x.weight} > 500)', null],
    ['firstOf({farm.animals}, {x.tag}, {x.weight} < 400)', 'A2'],
    ['lastOf({farm.animals}, {x.tag}, {x.weight} > 5)', 'A2'],
    ['valuesOf({farm.animals}, {x.born})', ['2019-03-01', '2021-05-01', null]],
    ['distinctOf({farm.animals}, {x.species})', 2],
    ['distinctOf({farm.animals}, {x.born})', 2],
    ["countIf(itemsOf({farm.animals}, {x.doses}), {x.drug} = 'D')", 2],
    ["countIf({farm.animals}, exists({x.doses}, {y.month} > '2022-02' and {y.drug} <> {x.tag}))", 1],
    ["countIf(matching({farm.animals}, {x.species}, '01'))", 2],
    ["countIf({P.holidays}, {x} > '2022-10-03')", 1],
    ['countIf([1, 2, 3], {x} > 1)', 2],
    ['countIf({visit}, {x.found} empty)', 1],
    ['sumOf({units.farm}, {x.farm.herd})', 4],
    ['countIf({units.farm}, {x.sale} empty)', 1],
    ['countIf(itemsOf({units.farm}, {x.farm.animals}))', 5],
    ['countIf(matching(itemsOf({units.farm}, {x.farm.animals}), {x.tag}, {farm.animals[0].tag}))', 2],
    [
      "monthsCovered(valuesOf(itemsOf({farm.animals}, {x.doses}), {x.month}), valuesOf(itemsOf({farm.animals}, {x.doses}), {x.until}), '2022-01', '2022-04')",
      4,
    ],
  ])('[K3] %s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test('[K4] keys that are alike without being equal are kept apart', () => {
    const count = (list: string, wanted: string) => value(`countIf(matching(${list}, {x}, ${wanted}))`);
    expect(count("['990101196803150116', '990101196803150124']", "'990101196803150116'")).toBe(1);
    expect(count("['true', 'yes', 'x']", 'true')).toBe(1);
    expect(count("['a', 'A ', ' a', 'b']", "'a'")).toBe(3);
    expect(value("distinctOf(['990101196803150116', '990101196803150124', 'a', 'A'], {x})")).toBe(3);
  });

  test('[K4] a blank key matches nothing, and keys are equal as = says', () => {
    expect(value("countIf(matching(itemsOf({units.farm}, {x.farm.animals}), {x.tag}, ''))")).toBe(0);
    expect(value("countIf(matching({farm.animals}, {x.weight}, '400'))")).toBe(1);
    expect(value("countIf(matching({farm.animals}, {x.marks}, ['leg', 'ear']))")).toBe(1);
    expect(value("countIf(matching({farm.animals}, getDate({x.born}), '2019-03-01'))")).toBe(1);
  });
});
