import { describe, expect, test } from 'vitest';
import { hitsOfRecord } from '#forms/checks/run-checks.ts';
import { check, codeLists, compiled, context, farm, parameters } from '#tests/support/check-pack.ts';
import { faultOf, valueIn } from '#tests/support/dossier-values.ts';
import { visibleIf } from '#tests/support/publishing.ts';

const one = farm('f1', { farm: { animals: [{ species: '01' }, { species: '02' }, { species: '09' }, {}] } });
const animal = (index: number, name: string): string =>
  `codeAttribute('ANIMAL', {farm.animals[${index}].species}, '${name}')`;

describe('code lists and parameters', () => {
  test.each([
    [animal(0, 'legs'), 4],
    [animal(1, 'legs'), 2],
    [animal(0, 'milk'), true],
    [animal(1, 'milk'), null],
    [animal(2, 'legs'), null],
    [animal(3, 'legs'), null],
    [`${animal(0, 'legs')} > ${animal(1, 'legs')}`, true],
    [`${animal(2, 'legs')} < 3 or ${animal(2, 'legs')} > 3`, false],
    ["codeText('ANIMAL', {farm.animals[0].species})", 'Cow'],
    ["codeText('ANIMAL', {farm.animals[3].species})", null],
    ["codeAttribute('ANIMAL', '01', 'word')", 'moo'],
    ['lookup({P.prices}, {farm.animals[0].species})', 900],
    ["lookup({P.prices}, 'toString')", null],
    ['lookup({P.town}, 1)', null],
    ["{P.holidays} contains '2022-10-03'", true],
    ["'2022-10-09' anyof {P.holidays}", false],
    ['countIf({P.holidays})', 2],
  ])('[K12] %s', (text, expected) => {
    expect(valueIn(text, one)).toEqual(expected);
  });

  test('[K12] texts come in the language of the context', () => {
    const checks = compiled(
      check("codeText('ANIMAL', {row.species}) = '牛'", { scope: 'row', rows: 'animals' }),
    );
    const run = (locale: string) => hitsOfRecord(checks, one, 'farm', { ...context, locale });
    expect(run('zh-CN').map(({ row }) => row?.path)).toEqual(['animals[0]']);
    expect(run('en')).toEqual([]);
    expect(hitsOfRecord(checks, one, 'farm', { ...context, locale: 'zh-CN', codeLists: {} })).toEqual([]);
  });

  test('[K12] names that the pack does not have are faults, and questionnaires know no lists', () => {
    expect(faultOf("codeAttribute('ANIMAL', '01', 'horns') = 1")).toBe('unknown-attribute ANIMAL horns');
    expect(faultOf("codeText('PLANT', '01') = 1")).toBe('unknown-code-list PLANT');
    expect(faultOf('{P.nothing} = 1')).toBe('unknown-name P.nothing');
    expect(visibleIf("codeText('SEX', {other}) = 'Man'")).toEqual(['unknown-function']);
    expect(visibleIf("codeAttribute('SEX', {other}, 'a') = 1")).toEqual(['unknown-function']);
    expect(visibleIf("startsWith({other}, 'M') and textLength({other}) > 1")).toEqual([]);
    expect(Object.keys(parameters)).toContain('prices');
    expect(codeLists.ANIMAL?.items).toHaveLength(2);
  });
});
