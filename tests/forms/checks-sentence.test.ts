import { describe, expect, test } from 'vitest';
import { hitsOfUnit } from '#forms/checks/run-checks.ts';
import { checkSentence, questionOfPlaceholder } from '#forms/checks/sentence.ts';
import type { Json } from '#forms/json.ts';
import { check, compiled, context, farm, packParts } from '#tests/support/check-pack.ts';

const sources = Object.fromEntries(
  packParts.editions.map(({ questionnaire, source }) => [questionnaire, source]),
);
const parts = (locale: string) => ({
  ...{ locale, sources },
  shown: (value: Json) => (value === null ? '–' : value === true ? 'yes' : String(value)),
});

describe('the sentence of a hit', () => {
  const written = check('{row.weight} > 1', {
    ...{ rows: 'animals', at: 'weight' },
    message: {
      default:
        '{row.species} {row.tag}: {row.weight} kg, {row.marks}, {farm.organic}, {unit.name}, {row.born}',
      'zh-cn':
        '{row.tag}是{row.species}，{row.weight}公斤（{row.marks}、{farm.organic}、{unit.name}、{row.born}）',
    },
  });
  const animals = [{ tag: 'A1', species: '01', weight: 2.5, marks: ['ear', 'leg'] }];

  test('[K13] codes are told in words, in the language of the reader', () => {
    const [hit] = hitsOfUnit(compiled(written), farm('f1', { farm: { organic: true, animals } }), context);
    expect(checkSentence(written, hit?.facts ?? {}, parts('en'))).toBe(
      'Cow A1: 2.5 kg, ear, leg, yes, Farm f1, –',
    );
    expect(checkSentence(written, hit?.facts ?? {}, parts('zh-CN'))).toBe(
      'A1是牛，2.5公斤（ear, leg、yes、Farm f1、–）',
    );
    expect(checkSentence(written, hit?.facts ?? {}, { ...parts('en'), sources: {} })).toContain('01 A1');
    expect(checkSentence(written, {}, parts('en'))).toBe('– –: – kg, –, –, –, –');
  });

  test('[K13] a placeholder leads to its question', () => {
    const of = (name: string, rows?: string) =>
      questionOfPlaceholder(name, rows === undefined ? { about: 'farm' } : { about: 'farm', rows });
    expect(of('row.drug', 'animals.doses')).toEqual({ questionnaire: 'farm', path: 'animals.doses.drug' });
    expect(of('outer.species', 'animals.doses')).toEqual({ questionnaire: 'farm', path: 'animals.species' });
    expect(of('sale.total')).toEqual({ questionnaire: 'sale', path: 'total' });
    expect(of('farm.animals[0].tag')).toEqual({ questionnaire: 'farm', path: 'animals.tag' });
    expect(of('prev.farm.herd')).toEqual({ questionnaire: 'farm', path: 'herd' });
    expect(of('unit.name')).toBeUndefined();
    expect(of('P.least')).toBeUndefined();
  });
});
