/** Who owes which form: attributes of units, conditions over them, and what pack.json may say of both. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueFor } from '#forms/campaign/due.ts';
import { type PackFault, parsePack } from '#forms/campaign/pack.ts';
import { attributesAfter, newUnitFault, type UnitFacts, type UnitKind } from '#forms/campaign/unit.ts';
import type { Json, JsonObject } from '#forms/json.ts';
import { changed } from '#tests/support/changed.ts';
import { sheetPackFiles } from '#tests/support/sheet-pack.ts';

/** What is wrong with the pack once something in pack.json is another. */
const faultsWith = (path: string, value: Json): readonly PackFault[] => {
  const parsed = parsePack({
    ...sheetPackFiles,
    'pack.json': changed(sheetPackFiles['pack.json'] as unknown as JsonObject, { [path]: value }),
  });
  return parsed.ok ? [] : parsed.refusal;
};
const codesWith = (path: string, value: Json) =>
  faultsWith(path, value).map(({ at, code }) => `${at} ${code}`);

const household = (attributes?: UnitFacts['attributes']): UnitFacts => ({
  id: '990101101001-H1',
  kind: 'household',
  village: '990101101001',
  name: '李长根',
  address: 'Lane 1',
  size: 3,
  ...(attributes ? { attributes } : {}),
});

describe('pack.json', () => {
  test('[C11] attributes are known by kind, and by names that nothing else of a unit has', () => {
    expect(parsePack(sheetPackFiles).ok).toBe(true);
    const attribute = (changes: object) => [
      { id: 'status', title: 'Status', kind: 'choice', codeList: 'STATUS', ...changes },
    ];
    const at = 'unitKinds.0.attributes';
    expect(codesWith(at, attribute({ id: 'Size' }))).toContain(
      'pack.json#/unitKinds/0/attributes/0/id id-twice',
    );
    expect(codesWith(at, [...attribute({}), ...attribute({ id: 'STATUS' })])).toContain(
      'pack.json#/unitKinds/0/attributes/1/id id-twice',
    );
    expect(codesWith(at, attribute({ codeList: 'NONE' }))).toContain(
      'pack.json#/unitKinds/0/attributes/0/codeList unknown-code-list',
    );
    expect(codesWith(at, attribute({ kind: 'number' }))).toContain(
      'pack.json#/unitKinds/0/attributes/0 code-list-wanted',
    );
    expect(codesWith(at, attribute({ kind: 'colour' }))).toContain(
      'pack.json#/unitKinds/0/attributes/0/kind wrong-shape',
    );
  });

  test('[C12] a child kind belongs to a kind that is there and is no child itself', () => {
    expect(codesWith('unitKinds.2.parent', 'castle')).toEqual([
      'pack.json#/unitKinds/2/parent unknown-unit-kind',
    ]);
    expect(codesWith('unitKinds.1.parent', 'change')).toContain(
      'pack.json#/unitKinds/1/parent child-of-child',
    );
    expect(codesWith('unitKinds.1.id', 'household')).toContain('pack.json#/unitKinds/1/id id-twice');
  });

  test.each([
    ["{unit.status} = 'monitored' and {unit.size} > 2", undefined],
    ["{unit.colour} = 'red'", 'unknown-reference'],
    ['{home.size} > 2', 'unknown-reference'],
    ['{P.line} > 2', 'unknown-reference'],
    ['{unit.status.more} notempty', 'unknown-reference'],
    ['{unit.since} < today()', 'due-reads-today'],
    ['year() = 2022', 'due-reads-today'],
    ['bake({unit.size})', 'unknown-function'],
    ['max()', 'wrong-argument-count'],
    ['{unit.size} >', 'expression-syntax'],
  ])('[C13] the condition %s is %s', (due, code) => {
    expect(codesWith('questionnaires.1.due', due)).toEqual(
      code === undefined ? [] : [`pack.json#/questionnaires/1/due ${code}`],
    );
  });

  test('[C14] an attribute is taken from a root question of the same kind of unit, with such an answer', () => {
    const from = (value: string) => codesWith('unitKinds.0.attributes.0.from', value);
    expect(from('castle.status')).toEqual(['pack.json#/unitKinds/0/attributes/0/from unknown-questionnaire']);
    expect(from('place.households')).toEqual([
      'pack.json#/unitKinds/0/attributes/0/from unknown-questionnaire',
    ]);
    expect(from('home.nothing')).toEqual(['pack.json#/unitKinds/0/attributes/0/from unknown-question']);
    expect(from('home.size')).toEqual(['pack.json#/unitKinds/0/attributes/0/from wrong-question-type']);
    expect(from('home.water')).toEqual([]);
  });

  test('[C15] who fills in is a role that may send answers; the collector when nothing is said', () => {
    const parsed = parsePack(sheetPackFiles);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
    expect(parsed.value.questionnaires.map(({ id, filledBy }) => [id, filledBy])).toContainEqual([
      'home',
      ['collector'],
    ]);
    expect(codesWith('questionnaires.0.filledBy', ['auditor'])).toEqual([
      'pack.json#/questionnaires/0/filledBy/0 role-may-not-submit',
    ]);
    expect(codesWith('questionnaires.0.filledBy', [])).toEqual([
      'pack.json#/questionnaires/0/filledBy wrong-shape',
    ]);
  });

  test('[C16] what is prefilled and what names a row are questions that are there', () => {
    expect(codesWith('questionnaires.0.prefill', ['head', 'nothing'])).toEqual([
      'pack.json#/questionnaires/0/prefill/1 unknown-question',
    ]);
    expect(codesWith('questionnaires.0.rowKeys', { water: 'idNo' })).toEqual([
      'pack.json#/questionnaires/0/rowKeys/water unknown-list',
    ]);
    expect(codesWith('questionnaires.0.rowKeys', { members: ['idNo', 'nothing'] })).toEqual([
      'pack.json#/questionnaires/0/rowKeys/members unknown-question',
    ]);
    expect(codesWith('questionnaires.0.rowKeys', { 'members.works': 'month' })).toEqual([]);
  });

  test('[C18] a kind of unit has at most thirty questionnaires with a condition', () => {
    const [first = {}, second] = sheetPackFiles['pack.json'].questionnaires;
    const many = Array.from({ length: 31 }, (_, index) => ({ ...second, id: `extra${index}` }));
    expect(codesWith('questionnaires', [first, ...many])).toContain(
      'pack.json#/unitKinds/0 too-many-conditions',
    );
  });
});

describe('owing', () => {
  const due = (condition?: string) => ({
    id: 'x',
    unit: 'household',
    ...(condition ? { due: condition } : {}),
  });

  test('[W30] a unit owes what its condition holds for, and nothing of another kind', () => {
    const watched = due("{unit.status} = 'monitored'");
    expect(dueFor(due(), household())).toBe(true);
    expect(dueFor({ ...due(), unit: 'village' }, household())).toBe(false);
    expect(dueFor(watched, household({ status: 'monitored' }))).toBe(true);
    expect(dueFor(watched, household({ status: 'plain' }))).toBe(false);
    expect(dueFor(watched, household())).toBe(false);
    expect(dueFor(due('{unit.size} >= 3'), household())).toBe(true);
    expect(dueFor(due('{unit.size} >= 4'), household())).toBe(false);
  });

  test('[W30] no attribute can pass for a fact of the unit', () => {
    expect(dueFor(due("{unit.kind} = 'household'"), household({ kind: 'castle' }))).toBe(true);
  });
});

describe('attributes taken from records', () => {
  const kind: UnitKind = {
    id: 'household',
    title: 'Household',
    counter: 'households',
    attributes: [
      { id: 'status', title: 'Status', kind: 'choice', codeList: 'STATUS', from: 'home.status' },
      { id: 'cars', title: 'Cars', kind: 'number', from: 'home.cars' },
      { id: 'note', title: 'Note', kind: 'text' },
    ],
  };
  const home = (answers: { readonly [name: string]: string | number }, asks = () => true) => ({
    questionnaire: 'home',
    answers,
    asks,
  });

  test('[W31] set, changed, taken away; nothing when nothing changes', () => {
    expect(attributesAfter(kind, {}, home({ status: 'a', cars: 2 }))).toEqual({ status: 'a', cars: 2 });
    expect(attributesAfter(kind, { status: 'a', note: 'n' }, home({ status: 'b' }))).toEqual({
      status: 'b',
      note: 'n',
    });
    expect(attributesAfter(kind, { status: 'a', note: 'n' }, home({}))).toEqual({ note: 'n' });
    expect(attributesAfter(kind, { status: 'a' }, home({ status: 'a' }))).toBeUndefined();
    expect(attributesAfter(kind, {}, { ...home({ status: 'a' }), questionnaire: 'other' })).toBeUndefined();
  });

  test('[W31] an answer of another type is no value, and an edition that does not ask changes nothing', () => {
    expect(attributesAfter(kind, {}, home({ cars: 'two' }))).toBeUndefined();
    expect(
      attributesAfter(
        kind,
        { status: 'a' },
        home({}, () => false),
      ),
    ).toBeUndefined();
  });

  test('[W31] accepting the same answers again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.record({ status: fc.constantFrom('a', 'b'), cars: fc.nat(9) }, { requiredKeys: [] }),
        fc.record({ status: fc.constantFrom('a', 'b'), note: fc.constant('n') }, { requiredKeys: [] }),
        (answers, before) => {
          const after = attributesAfter(kind, before, home(answers)) ?? before;
          expect(attributesAfter(kind, after, home(answers))).toBeUndefined();
        },
      ),
    );
  });
});

describe('new units', () => {
  const parsed = parsePack(sheetPackFiles);
  const kinds = parsed.ok ? parsed.value.unitKinds : [];
  const codesOf = (list: string) => (list === 'STATUS' ? ['plain', 'monitored'] : []);
  const village = '990101101001';
  const parent = `${village}-H1`;
  const sheet = { kind: 'change', parent, name: 'Birth' };
  const faultOf = (unit: Parameters<typeof newUnitFault>[1], id = `${parent}~abcd`) =>
    newUnitFault(id, unit, village, kinds, codesOf);

  test('[W33] a sheet under its parent, a household under its village, by ids that say so', () => {
    expect(faultOf(sheet)).toBeUndefined();
    expect(
      faultOf({ kind: 'household', name: 'New' }, `${village}~0190f2a7-7c1e-7000-8000-000000000001`),
    ).toBeUndefined();
    expect(faultOf(sheet, `${village}-H2~abcd`)).toBe('wrong-id');
    expect(faultOf(sheet, `${parent}~a`)).toBe('wrong-id');
    expect(faultOf(sheet, `${parent}~abc#d`)).toBe('wrong-id');
    expect(faultOf({ kind: 'household', name: 'New' }, parent)).toBe('wrong-id');
  });

  test('[W33] only kinds that may be added, with a parent exactly where there is one', () => {
    expect(faultOf({ kind: 'castle', name: 'X' })).toBe('unknown-kind');
    expect(faultOf({ kind: 'village', name: 'X' })).toBe('not-addable');
    expect(faultOf({ kind: 'change', name: 'X' })).toBe('parent-wanted');
    expect(faultOf({ kind: 'household', parent, name: 'X' })).toBe('no-parent-wanted');
  });

  test('[W33] attributes of the kind, of their type, and none that records decide', () => {
    expect(faultOf({ ...sheet, attributes: { event: 'birth' } })).toBeUndefined();
    expect(faultOf({ ...sheet, attributes: { event: 7 } })).toBe('wrong-attribute');
    expect(faultOf({ ...sheet, attributes: { colour: 'red' } })).toBe('unknown-attribute');
    expect(
      faultOf({ kind: 'household', name: 'N', attributes: { status: 'plain' } }, `${village}~abcd`),
    ).toBe('unknown-attribute');
    expect(
      faultOf({ kind: 'household', name: 'N', attributes: { since: '2022-02-30' } }, `${village}~abcd`),
    ).toBe('wrong-attribute');
    expect(
      faultOf({ kind: 'household', name: 'N', attributes: { since: '2022-02-28' } }, `${village}~abcd`),
    ).toBeUndefined();
  });
});
