/** Choices that another question gives, and the panels under the rows of a matrix. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#forms/json.ts';
import { outlineQuestions } from '#forms/questionnaire/outline.ts';
import { ownWords } from '#forms/questionnaire/own-words.ts';
import { answersOf, context, withElements as edition, editionOf, found } from '#tests/support/checking.ts';
import { compareWithSurvey } from '#tests/support/oracle-comparison.ts';
import { codesIn, faultsOf, question, withElements } from '#tests/support/publishing.ts';

const codes = (...elements: object[]): readonly string[] => codesIn(withElements(...elements));
const boxes = (properties: object = {}) => ({
  type: 'checkbox',
  name: 'crops',
  choices: ['rice', { value: 'tea', visibleIf: '{hills} = true' }, 'maize'],
  ...properties,
});
const hills = { type: 'boolean', name: 'hills' };
const main = (properties: object = {}) => ({
  type: 'radiogroup',
  name: 'main',
  choicesFromQuestion: 'crops',
  choicesFromQuestionMode: 'selected',
  ...properties,
});
const members = {
  type: 'paneldynamic',
  name: 'members',
  maxPanelCount: 5,
  templateElements: [
    question({ name: 'who' }),
    question({ name: 'age', inputType: 'number' }),
    boxes({ name: 'skills' }),
  ],
};

/** Our findings, after survey-core has agreed. */
const agreed = (elements: readonly object[], answers: JsonObject): readonly string[] => {
  const published = edition(...elements);
  const comparison = compareWithSurvey(published, answers, context);
  expect(comparison.ours).toEqual(comparison.theirs);
  return found(published, answers);
};

describe('choices that another question gives', () => {
  test('[Q28] a question of choice or a list gives them, by its name', () => {
    expect(codes(hills, boxes(), main())).toEqual([]);
    expect(codes(main({ choicesFromQuestion: 'nobody' }))).toEqual(['unknown-reference']);
    expect(codes(question({}), main({ choicesFromQuestion: 'q' }))).toEqual(['missing-property']);
    expect(codes(hills, boxes(), main({ choices: [1], codeList: 'SEX' }))).toEqual([
      'refused-property',
      'refused-property',
    ]);
    const head = (choiceValuesFromQuestion?: string) =>
      codes(hills, members, {
        type: 'dropdown',
        name: 'head',
        choicesFromQuestion: 'members',
        ...(choiceValuesFromQuestion === undefined ? {} : { choiceValuesFromQuestion }),
      });
    expect(head('who')).toEqual([]);
    expect(head()).toEqual(['missing-property']);
    expect(head('size')).toEqual(['unknown-reference']);
    expect(head('skills')).toEqual(['unknown-reference']);
    const ranking = { type: 'ranking', name: 'crops', choices: [1, 2] };
    expect(codes(ranking, main())).toEqual(['refused-property']);
    expect(codes(ranking, main({ choicesFromQuestionMode: 'all' }))).toEqual([]);
    expect(codes({ ...ranking, selectToRankEnabled: true }, main())).toEqual([]);
  });

  test('[Q28] in an item they come from the same item, or from the questionnaire', () => {
    const list = (choicesFromQuestion: string) =>
      codes(hills, boxes(), {
        ...members,
        templateElements: [...members.templateElements, main({ choicesFromQuestion })],
      });
    expect(list('panel.skills')).toEqual([]);
    expect(list('crops')).toEqual([]);
    expect(list('skills')).toEqual(['unknown-reference']);
    expect(list('row.skills')).toEqual(['unknown-reference']);
  });

  test('[Q11] two that give each other their choices are a circle', () => {
    const one = main({ name: 'one', choicesFromQuestion: 'two' });
    const two = main({ name: 'two', choicesFromQuestion: 'one' });
    expect(new Set(codes(one, two))).toEqual(new Set(['cycle']));
    expect(codes(hills, boxes(), main({ name: 'two' }), main({ choicesFromQuestion: 'two' }))).toEqual([]);
  });

  test('[A32] they are those that stand, are taken, or are left', () => {
    const form = (mode: string) => [hills, boxes(), main({ choicesFromQuestionMode: mode })];
    const wrong = ['main choice-not-offered'];
    const given = (mode: string, answers: JsonObject) => found(edition(...form(mode)), answers);
    expect(given('selected', { crops: ['rice'], main: 'rice' })).toEqual([]);
    expect(given('selected', { crops: ['rice'], main: 'maize' })).toEqual(wrong);
    expect(given('unselected', { crops: ['rice'], main: 'rice' })).toEqual(wrong);
    expect(given('unselected', { crops: ['rice'], main: 'maize' })).toEqual([]);
    expect(given('all', { main: 'tea' })).toEqual(wrong);
    expect(given('all', { hills: true, main: 'tea' })).toEqual([]);
    expect(given('all', { main: 'wheat' })).toEqual(wrong);
    for (const mode of ['selected', 'unselected', 'all'])
      expect(agreed(form(mode), { hills: true, crops: ['tea', 'rice'] })).toEqual([]);
  });

  test('[A32] “other” is carried along where it is described', () => {
    const form = [hills, boxes({ showOtherItem: true }), main()];
    expect(agreed(form, { crops: ['other'], 'crops-Comment': 'hemp', main: 'other' })).toEqual([]);
    expect(found(edition(...form), { crops: ['other'], main: 'other' })).toEqual([
      'crops other-not-described',
      'main choice-not-offered',
    ]);
  });

  test('[A32] the answers in a list are choices as long as they are there and shown', () => {
    const hiding = {
      ...members,
      templateElements: [
        question({ name: 'who', visibleIf: '{panel.age} > 15' }),
        members.templateElements[1],
      ],
    };
    const form = [
      hiding,
      { type: 'checkbox', name: 'earners', choicesFromQuestion: 'members', choiceValuesFromQuestion: 'who' },
    ];
    const list = [
      { who: 'Li', age: 40 },
      { who: 'An', age: 3 },
    ];
    expect(agreed(form, { members: list, earners: ['Li'] })).toEqual([]);
    const given = (earners: JsonObject[string]) => found(edition(...form), { members: list, earners });
    expect(given(['An'])).toEqual(['earners choice-not-offered']);
    expect(given(['Li', 'Li'])).toEqual(['earners repeated-choice']);
    expect(given(Array(9).fill('Li'))).toEqual(['earners too-many-choices']);
  });

  test('[A13] a hidden question gives its choices and has nothing taken', () => {
    const form = [
      hills,
      boxes({ visibleIf: '{hills} = true' }),
      main({ choicesFromQuestionMode: 'unselected' }),
    ];
    expect(agreed(form, { hills: false, crops: ['rice'], main: 'rice' })).toEqual([]);
  });
});

const grid = (type: string, properties: object = {}) => ({
  type,
  name: 'plots',
  ...(type === 'matrixdynamic' ? { rowCount: 0 } : { rows: ['r1', 'r2'] }),
  columns: [{ name: 'area', cellType: 'text', inputType: 'number' }],
  detailPanelMode: 'underRow',
  detailElements: [
    {
      type: 'panel',
      name: 'more',
      visibleIf: '{row.area} > 10',
      elements: [
        { type: 'text', name: 'soil', isRequired: true, requiredErrorText: 'Say it', sensitive: 'phone' },
      ],
    },
  ],
  ...properties,
});

describe('totals of a matrix', () => {
  const totals = (properties: object = {}, column: object = { totalType: 'sum' }) => ({
    type: 'matrixdynamic',
    name: 'plots',
    rowCount: 0,
    columns: [{ name: 'area', cellType: 'text', inputType: 'number', ...column }],
    ...properties,
  });

  test('[Q29] are shown below a column; nothing speaks of them', () => {
    expect(codes(totals())).toEqual([]);
    expect(codes(totals({}, { totalExpression: "sumInArray({plots}, 'area') / {size}" }))).toEqual([
      'unknown-reference',
    ]);
    const size = question({ name: 'size', inputType: 'number' });
    expect(codes(size, totals({}, { totalExpression: "sumInArray({plots}, 'area') / {size}" }))).toEqual([]);
    expect(codes(totals({}, { totalExpression: '{row.area}' }))).toEqual(['unknown-reference']);
    expect(codes(totals({}, { totalType: 'median' }))).toEqual(['wrong-shape']);
    expect(codes(totals(), question({ visibleIf: '{plots-total.area} > 3' }))).toEqual(['unknown-reference']);
  });

  test('[A34] come with the answers and are not kept, whatever they say', () => {
    const sent = { plots: [{ area: 2 }], 'plots-total': { area: 7 } };
    expect(answersOf(edition(totals()), sent)).toEqual({ plots: [{ area: 2 }] });
    expect(agreed([totals()], { plots: [{ area: 2 }] })).toEqual([]);
    expect(found(edition(totals({}, {})), sent)).toEqual([' unknown-key']);
    const inside = { type: 'paneldynamic', name: 'farms', templateElements: [totals()] };
    expect(answersOf(edition(inside), { farms: [sent] })).toEqual({ farms: [{ plots: [{ area: 2 }] }] });
  });
});

describe('panels under the rows of a matrix', () => {
  test('[Q27] hold questions like any other, without comments', () => {
    for (const type of ['matrixdynamic', 'matrixdropdown']) {
      expect(codes(grid(type))).toEqual([]);
      expect(codes(grid(type, { detailPanelMode: 'none' }))).toEqual(['missing-property']);
      expect(codes(grid(type, { detailElements: [question({ name: 'area' })] }))).toEqual(['duplicate-name']);
      expect(codes(grid(type, { detailElements: [question({ visibleIf: '{nobody}' })] }))).toEqual([
        'unknown-reference',
      ]);
      const other = { type: 'radiogroup', name: 'r', choices: [1], showOtherItem: true };
      expect(faultsOf(withElements(grid(type, { detailElements: [other] })))).toEqual([
        {
          at: '/pages/0/elements/0/detailElements/0/showOtherItem',
          code: 'refused-property',
          facts: { property: 'showOtherItem', reason: 'not-restored' },
        },
      ]);
    }
  });

  test('[A33] belong to their row: shown, asked and kept with it', () => {
    expect(agreed([grid('matrixdynamic')], { plots: [{ area: 11 }, { area: 3 }] })).toEqual([
      'plots[0].soil required',
    ]);
    expect(agreed([grid('matrixdropdown')], { plots: { r2: { area: 11 } } })).toEqual([
      'plots.r2.soil required',
    ]);
    const answers = { plots: [{ area: 3, soil: 'red' }] };
    expect(answersOf(edition(grid('matrixdynamic')), answers)).toEqual({ plots: [{ area: 3 }] });
  });

  test('[A33] what is computed in one is computed, opened or not', () => {
    const computed = { type: 'expression', name: 'double', expression: '{row.area} * 2' };
    const published = edition(grid('matrixdynamic', { detailElements: [computed] }));
    expect(answersOf(published, { plots: [{ area: 2 }] })).toEqual({ plots: [{ area: 2, double: 4 }] });
  });

  test('[Q17] [Q18] are in the outline and have the designer’s words', () => {
    const source = { pages: [{ elements: [grid('matrixdropdown')] }] };
    expect(outlineQuestions(source as unknown as JsonObject).map(({ path }) => path)).toEqual([
      'plots',
      'plots.area',
      'plots.soil',
    ]);
    expect(ownWords(editionOf(source), { at: 'plots.r1.soil', code: 'required', facts: {} })).toBe('Say it');
  });
});
