/** An invented pack for checks: farms with a herd, what each animal was given, visits as child units, and a parish. */
import type { Check } from '#forms/checks/check.ts';
import { compileChecks } from '#forms/checks/compile-checks.ts';
import type { Dossier, DossierContext } from '#forms/dossier/dossier.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import type { JsonObject } from '#forms/json.ts';
import { publish } from '#forms/questionnaire/publish.ts';
import type { CodeLists, Edition } from '#forms/questionnaire/questionnaire.ts';

export const codeLists: CodeLists = {
  ANIMAL: {
    title: { default: 'Animal', 'zh-cn': '牲畜' },
    items: [
      {
        value: '01',
        text: { default: 'Cow', 'zh-cn': '牛' },
        attributes: { legs: 4, milk: true, word: 'moo' },
      },
      { value: '02', text: { default: 'Hen', 'zh-cn': '鸡' }, attributes: { legs: 2 } },
    ],
  },
};

const list = (name: string, maxPanelCount: number, ...templateElements: readonly unknown[]) => ({
  ...{ type: 'paneldynamic', name, templateElements, maxPanelCount },
});
const text = (name: string, inputType = 'text', more: object = {}) => ({
  type: 'text',
  name,
  inputType,
  ...more,
});

export const questionnaires: { readonly [id: string]: unknown } = {
  farm: {
    pages: [
      {
        name: 'p',
        elements: [
          ...[text('owner'), text('herd', 'number'), text('since', 'date'), text('phone')],
          text('licence', 'text', { sensitive: 'id-number' }),
          { type: 'boolean', name: 'organic' },
          { type: 'checkbox', name: 'products', choices: ['milk', 'eggs', 'wool'], showOtherItem: true },
          {
            type: 'matrixdropdown',
            name: 'fields',
            ...{
              rows: ['north', 'south'],
              columns: [{ name: 'acres', cellType: 'text', inputType: 'number' }],
            },
          },
          { type: 'multipletext', name: 'contact', items: [{ name: 'mail' }, { name: 'web' }] },
          list('hands', 20, text('idNo', 'text', { sensitive: 'id-number' }), text('pay', 'number')),
          list(
            'animals',
            200,
            ...[text('tag'), text('born', 'date'), text('weight', 'number')],
            { type: 'dropdown', name: 'species', codeList: 'ANIMAL' },
            { type: 'checkbox', name: 'marks', choices: ['ear', 'leg', 'back'] },
            list('doses', 40, text('drug'), text('month', 'month'), text('until', 'month')),
          ),
        ],
      },
    ],
    calculatedValues: [{ name: 'counted', expression: '{animals.length}', includeIntoResult: true }],
  },
  sale: { pages: [{ name: 'p', elements: [text('total', 'number'), text('owner'), text('phone')] }] },
  visit: { pages: [{ name: 'p', elements: [text('on', 'date'), text('found', 'number')] }] },
  parish: { pages: [{ name: 'p', elements: [text('farms', 'number'), text('herd', 'number')] }] },
};

const editionOf = (questionnaire: string): Edition => {
  const published = publish(questionnaires[questionnaire], {
    ...{ questionnaire, edition: 1, codeLists, locales: ['zh-CN', 'en'] },
  });
  if (!published.ok) throw new Error(JSON.stringify(published.refusal));
  return published.value;
};

export const parameters = {
  least: 3,
  town: 'Oakham',
  holidays: ['2022-10-03', '2022-10-04'],
  prices: { '01': 900, '02': 12 },
};

export const packParts = {
  unitKinds: [
    {
      ...{ id: 'farm', title: 'Farm', counter: 'farms' },
      attributes: [{ id: 'inspected', title: 'Inspected', kind: 'boolean' as const }],
    },
    { id: 'visit', title: 'Visit', counter: 'visits', parent: 'farm' },
    { id: 'parish', title: 'Parish', counter: 'parishes' },
  ],
  questionnaires: [
    {
      id: 'farm',
      unit: 'farm',
      rowKeys: { hands: 'idNo', animals: 'tag', 'animals.doses': ['drug', 'month'] },
    },
    { id: 'sale', unit: 'farm' },
    { id: 'visit', unit: 'visit' },
    { id: 'parish', unit: 'parish' },
  ],
  editions: Object.keys(questionnaires).map(editionOf),
  parameters,
  codeLists,
};

export const schema = schemaOf(packParts);

export const context: DossierContext = {
  now: Date.UTC(2022, 9, 20, 4),
  timeZone: 'Asia/Shanghai',
  today: '2022-10-20',
  parameters,
  codeLists,
  locale: 'en',
};

export const farm = (
  id: string,
  answers: Dossier['answers'],
  more: Partial<Pick<Dossier, 'children' | 'prev'>> & {
    readonly village?: string;
    readonly unit?: JsonObject;
  } = {},
): Dossier => ({
  unit: {
    ...{ id, kind: 'farm', village: more.village ?? '990101101001', name: `Farm ${id}`, address: 'Lane 1' },
    ...more.unit,
  },
  answers,
  children: more.children ?? {},
  prev: more.prev ?? {},
});

export const parish = (id: string, answers: JsonObject, village = '990101101001'): Dossier => ({
  unit: { id, kind: 'parish', village, name: id, address: '' },
  answers: { parish: answers },
  children: {},
  prev: {},
});

/** A check of a few words. */
export const check = (finds: string, more: Partial<Check> = {}): Check => ({
  ...{ id: 'C1', severity: 'verify', scope: 'unit', about: 'farm', finds },
  message: { default: 'Something is wrong.', 'zh-cn': '有问题。' },
  ...more,
});

export const compiled = (...checks: readonly Check[]) => {
  const outcome = compileChecks(checks, schema);
  if (outcome.faults.length > 0) throw new Error(JSON.stringify(outcome.faults));
  return outcome.checks;
};
