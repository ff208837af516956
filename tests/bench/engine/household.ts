/** An invented household form of ordinary size, its answers for any number of members, and long questionnaires. */
import type { JsonObject } from '#forms/json.ts';

const relations = ['head', 'spouse', 'child', 'parent', 'other'];
const levels = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

const member = [
  {
    type: 'text',
    name: 'name',
    isRequired: true,
    validators: [{ type: 'text', minLength: 2, maxLength: 20 }],
  },
  { type: 'dropdown', name: 'relation', choices: relations, isRequired: true },
  {
    type: 'text',
    name: 'idNo',
    isRequired: true,
    maxLength: 18,
    validators: [{ type: 'expression', expression: 'idNumberValid({panel.idNo})' }],
  },
  { type: 'expression', name: 'age', expression: "ageAt(birthDateOf({panel.idNo}), '2022-09-30')" },
  { type: 'radiogroup', name: 'sex', choices: ['1', '2'], isRequired: true },
  { type: 'dropdown', name: 'education', choices: levels, visibleIf: '{panel.age} >= 6' },
  { type: 'boolean', name: 'inSchool', visibleIf: '{panel.age} >= 3 and {panel.age} < 30' },
  { type: 'checkbox', name: 'health', choices: levels, isRequired: true, minSelectedChoices: 1 },
  { type: 'text', name: 'phone', inputType: 'tel', validators: [{ type: 'regex', regex: '^1[3-9]\\d{9}$' }] },
  { type: 'boolean', name: 'works', visibleIf: '{panel.age} >= 16' },
  {
    type: 'text',
    name: 'months',
    inputType: 'number',
    min: 0,
    max: 12,
    step: 1,
    visibleIf: '{panel.works} = true',
    isRequired: true,
  },
  { type: 'text', name: 'wage', inputType: 'number', min: 0, step: 0.01, visibleIf: '{panel.works} = true' },
  { type: 'dropdown', name: 'place', choices: levels, visibleIf: '{panel.months} > 0' },
  { type: 'text', name: 'since', inputType: 'date', min: '1950-01-01', visibleIf: '{panel.works} = true' },
  { type: 'boolean', name: 'insured' },
  { type: 'dropdown', name: 'ethnicGroup', choices: levels, isRequired: true },
  { type: 'dropdown', name: 'politicalStatus', choices: levels, isRequired: true },
  { type: 'text', name: 'medicalTotal', inputType: 'number', min: 0, step: 0.01 },
  {
    type: 'text',
    name: 'medicalSelfPaid',
    inputType: 'number',
    min: 0,
    maxValueExpression: '{panel.medicalTotal}',
    requiredIf: '{panel.medicalTotal} > 0',
  },
  { type: 'checkbox', name: 'channelsOfWork', choices: levels, visibleIf: '{panel.works} = true' },
  { type: 'text', name: 'workplace', maxLength: 60, requiredIf: "{panel.place} anyof ['03', '04']" },
  { type: 'boolean', name: 'pensionInsured' },
  {
    type: 'matrix',
    name: 'supports',
    rows: ['training', 'post'],
    columns: ['yes', 'no'],
    eachRowRequired: true,
  },
  { type: 'comment', name: 'note', maxLength: 200 },
];

const amount = (name: string): object => ({ type: 'text', name, inputType: 'number', min: 0, step: 0.01 });

export const householdQuestionnaire = {
  calculatedValues: [{ name: 'people', expression: '{members.length}' }],
  pages: [
    {
      name: 'household',
      elements: [
        { type: 'text', name: 'householdCode', isRequired: true },
        { type: 'text', name: 'address', isRequired: true },
        {
          type: 'text',
          name: 'size',
          inputType: 'number',
          min: 1,
          isRequired: true,
          validators: [{ type: 'expression', expression: '{size} = {people}' }],
        },
        {
          type: 'text',
          name: 'visitedOn',
          inputType: 'date',
          validators: [{ type: 'expression', expression: '{visitedOn} <= today()' }],
        },
        { type: 'radiogroup', name: 'residence', choices: levels, isRequired: true },
      ],
    },
    {
      name: 'people',
      elements: [
        {
          type: 'paneldynamic',
          name: 'members',
          minPanelCount: 1,
          maxPanelCount: 80,
          keyName: 'idNo',
          templateElements: member,
        },
      ],
    },
    {
      name: 'income',
      elements: [
        { type: 'expression', name: 'wages', expression: "sumInArray({members}, 'wage')" },
        ...['farming', 'transfers', 'property', 'costs'].map(amount),
        {
          type: 'expression',
          name: 'total',
          expression: 'round({wages} + {farming} + {transfers} + {property} - {costs}, 2)',
        },
        { type: 'expression', name: 'perHead', expression: 'round({total} / {people}, 2)' },
        { type: 'comment', name: 'remark', visibleIf: '{perHead} < 6000', isRequired: true },
        { type: 'checkbox', name: 'water', choices: levels, choicesVisibleIf: "{item} <> '09'" },
        { type: 'boolean', name: 'signed', isRequired: true },
      ],
    },
  ],
} as const;

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A valid number of a person who does not exist: province 99, GB 11643 check digit. */
const idNumber = (index: number): string => {
  const year = 1950 + (index % 55);
  const month = String(1 + (index % 12)).padStart(2, '0');
  const digits = `990101${year}${month}15${String(100 + (index % 800)).padStart(3, '0')}`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (weights[at] ?? 0), 0);
  return digits + '10X98765432'.charAt(sum % 11);
};

const person = (index: number): JsonObject => ({
  name: `测试人${String.fromCharCode(0x4e00 + index)}`,
  relation: relations[Math.min(index, 4)] ?? 'other',
  idNo: idNumber(index * 7),
  sex: index % 2 === 0 ? '1' : '2',
  education: levels[index % 12] ?? '01',
  health: ['01', levels[1 + (index % 11)] ?? '02'],
  phone: `1380000${String(1000 + index)}`,
  works: true,
  months: index % 13,
  wage: 12_000.5 + index,
  since: '2015-03-01',
  insured: index % 3 !== 0,
  ethnicGroup: '01',
  politicalStatus: '12',
  medicalTotal: 2_600 + index,
  medicalSelfPaid: 900.25,
  channelsOfWork: ['02', '04'],
  workplace: '示例省示例市示例县示例镇',
  pensionInsured: true,
  supports: { training: 'yes', post: 'no' },
  note: '家中情况与上次走访时相同，没有变化。',
});

export const household = (members: number): JsonObject => ({
  householdCode: 'TEST-0001',
  address: '测试村3组1号',
  size: members,
  visitedOn: '2022-10-01',
  residence: '01',
  members: Array.from({ length: members }, (_, index) => person(index)),
  farming: 20_350.25,
  transfers: 4_200,
  property: 800,
  costs: 6_100.5,
  water: ['01', '03'],
  signed: true,
});

/** Every question depends on one before it. */
export const longQuestionnaire = (questions: number): JsonObject => {
  const all = Array.from({ length: questions }, (_, index) => ({
    type: 'text',
    name: `q${index}`,
    title: `Question ${index}`,
    ...(index % 3 === 1 ? { inputType: 'number', min: 0 } : {}),
    ...(index > 0 ? { visibleIf: `{q${index - 1}} notempty or {q${Math.floor(index / 2)}} <> 'x'` } : {}),
  }));
  const pages = Array.from({ length: Math.ceil(questions / 50) }, (_, page) => ({
    elements: all.slice(page * 50, page * 50 + 50),
  }));
  return { pages };
};
