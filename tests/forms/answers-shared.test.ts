/** Lists, matrices and several texts that share their items by one `valueName`. */
import { describe, expect, test } from 'vitest';
import { inspectAnswers, shownQuestions } from '#forms/answers/check-answers.ts';
import { pruneDraft } from '#forms/answers/prune.ts';
import type { JsonObject } from '#forms/json.ts';
import { answersOf, context, withElements as edition, found } from '#tests/support/checking.ts';
import { compareWithSurvey } from '#tests/support/oracle-comparison.ts';
import { codesIn, faultsOf, question, withElements } from '#tests/support/publishing.ts';

const codes = (...elements: object[]): readonly string[] => codesIn(withElements(...elements));
const text = (name: string, properties: object = {}) => ({ type: 'text', name, ...properties });

const people = (properties: object = {}) => ({
  type: 'matrixdynamic',
  name: 'people',
  valueName: 'members',
  rowCount: 0,
  columns: [
    { name: 'who', cellType: 'text', isRequired: true },
    { name: 'age', cellType: 'text', inputType: 'number' },
  ],
  ...properties,
});
const jobs = (properties: object = {}) => ({
  type: 'paneldynamic',
  name: 'jobs',
  valueName: 'members',
  templateElements: [text('job', { isRequired: true, visibleIf: '{panel.age} >= 16' })],
  ...properties,
});
const rows = (name: string, column: object, properties: object = {}) => ({
  type: 'matrixdropdown',
  name,
  valueName: 'plots',
  rows: ['r1', 'r2'],
  columns: [{ cellType: 'text', ...column }],
  ...properties,
});
const fields = (name: string, item: object) => ({
  type: 'multipletext',
  name,
  valueName: 'told',
  items: [item],
});

/** Our findings, after survey-core has agreed. */
const agreed = (elements: readonly object[], answers: JsonObject): readonly string[] => {
  const published = edition(...elements);
  const comparison = compareWithSurvey(published, answers, context);
  expect(comparison.ours).toEqual(comparison.theirs);
  return found(published, answers);
};

describe('questionnaires', () => {
  test('[Q32] lists share with lists, rows with rows, fields with fields', () => {
    expect(codes(people(), jobs())).toEqual([]);
    expect(codes(rows('a', { name: 'x' }), rows('b', { name: 'y' }))).toEqual([]);
    expect(codes(fields('a', { name: 'x' }), fields('b', { name: 'y' }))).toEqual([]);
    const mixed = { ...fields('a', { name: 'x' }), valueName: 'members' };
    expect(codes(people(), mixed)).toEqual(['shared-value']);
    expect(codes(people(), text('members'))).toEqual(['shared-value']);
    const { valueName: _, ...named } = people({ name: 'members' });
    expect(codes(named, jobs())).toEqual([]);
  });

  test('[Q32] names inside are different, unless one takes the key of another', () => {
    expect(codes(people(), jobs({ templateElements: [text('who')] }))).toEqual(['duplicate-name']);
    const same = text('name', { valueName: 'who' });
    const form = [people(), jobs({ templateElements: [same] })];
    expect(codes(...form)).toEqual([]);
    expect(agreed(form, { members: [{ who: 'Li', age: 3 }, { age: 4 }] })).toEqual([
      'people[1].who required',
    ]);
    const number = text('name', { valueName: 'who', inputType: 'number' });
    expect(codes(people(), jobs({ templateElements: [number] }))).toEqual(['shared-value']);
  });

  test('[Q32] numbers of items and rows are the same', () => {
    const differing = (...elements: object[]) =>
      faultsOf(withElements(...elements)).map(({ code, facts }) => [code, facts.property]);
    expect(differing(people({ rowCount: 2 }), jobs())).toEqual([['shared-differently', 'first']]);
    expect(differing(people(), jobs({ minPanelCount: 1 }))).toEqual([['shared-differently', 'least']]);
    expect(differing(people(), jobs({ maxPanelCount: 3 }))).toEqual([['shared-differently', 'most']]);
    const other = rows('b', { name: 'y' }, { rows: ['r1', 'r3'] });
    expect(differing(rows('a', { name: 'x' }), other)).toEqual([['shared-differently', 'rows']]);
    const conditional = { rows: ['r1', { value: 'r2', visibleIf: '{q} = 1' }] };
    expect(
      differing(question({}), rows('a', { name: 'x' }, conditional), rows('b', { name: 'y' }, conditional)),
    ).toEqual([['shared-differently', 'rows']]);
  });

  test('[Q32] each has its own words for an item, and no condition on what it shares', () => {
    expect(
      codes(people(), jobs({ templateElements: [text('job', { visibleIf: '{row.age} > 1' })] })),
    ).toEqual(['unknown-reference']);
    expect(codes(people(), jobs({ visibleIf: '{members.length} > 0' }))).toContain('cycle');
    expect(codes(people(), jobs(), question({ visibleIf: "countInArray({members}, 'job') > 0" }))).toEqual(
      [],
    );
    expect(codes(people(), jobs({ keyName: 'who' }))).toEqual(['unknown-key-name']);
  });
});

describe('answers', () => {
  const both = [people(), jobs()];

  test('[A39] are one list; each list asks what is written in it, under its own name', () => {
    expect(agreed(both, { members: [{ who: 'Li', age: 40, job: 'mason' }] })).toEqual([]);
    expect(agreed(both, { members: [{ age: 40 }, { who: 'An', age: 3 }] })).toEqual([
      'people[0].who required',
      'jobs[0].job required',
    ]);
    const given = { members: [{ who: 'An', age: 3, job: 'none' }] };
    expect(answersOf(edition(...both), given)).toEqual({ members: [{ who: 'An', age: 3 }] });
    expect(shownQuestions(edition(...both), { members: [{ age: 20 }] }, context)).toEqual([
      'people',
      'people[0].who',
      'people[0].age',
      'jobs',
      'jobs[0].job',
    ]);
  });

  test('[A39] what stands in a hidden list is not kept, what stands in the other is', () => {
    const form = [text('q'), people({ visibleIf: "{q} = 'a'" }), jobs({ templateElements: [text('job')] })];
    const given = { members: [{ who: 'Li', job: 'mason' }] };
    expect(answersOf(edition(...form), { q: 'b', ...given })).toEqual({
      q: 'b',
      members: [{ job: 'mason' }],
    });
    expect(answersOf(edition(...form), { q: 'a', ...given })).toEqual({ q: 'a', ...given });
    expect(agreed(form, { q: 'b', ...given })).toEqual([]);
    const neither = [...form.slice(0, 2), jobs({ visible: false })];
    expect(answersOf(edition(...neither), { q: 'b', ...given })).toEqual({ q: 'b' });
  });

  test('[A39] a key that nobody has is named once, a list that is too long by each', () => {
    const [first, second] = [people({ maxRowCount: 1 }), jobs({ maxPanelCount: 1 })];
    expect(found(edition(first, second), { members: [{ who: 'x', zip: 1 }] })).toEqual([
      'people[0] unknown-key',
    ]);
    expect(found(edition(first, second), { members: [{}, {}] })).toEqual([
      'people too-many-items',
      'jobs too-many-items',
    ]);
    const hidden = edition(people({ visible: false }), jobs());
    expect(found(hidden, { members: [{ zip: 1 }] })).toEqual(['jobs[0] unknown-key']);
  });

  test('[A39] rows and fields are shared in the same way', () => {
    const grid = [rows('a', { name: 'x' }), rows('b', { name: 'y', requiredIf: "{row.x} = 'a'" })];
    expect(agreed(grid, { plots: { r1: { x: 'a' }, r2: { x: 'b', y: 'k' } } })).toEqual(['b.r1.y required']);
    expect(agreed(grid, { plots: { r2: { y: 'k' } } })).toEqual([]);
    const told = [fields('a', { name: 'x' }), fields('b', { name: 'y', isRequired: true })];
    expect(agreed(told, { told: { x: '1' } })).toEqual(['b.y required']);
    expect(agreed(told, { told: { x: '1', y: '2' } })).toEqual([]);
  });

  test('[A39] expressions outside speak of the whole; drafts keep what either list knows', () => {
    const counted = {
      type: 'expression',
      name: 'n',
      expression: "countInArray({members}, 'job') + {members.length}",
    };
    const form = edition(...both, counted);
    const members = [{ who: 'Li', age: 40, job: 'mason' }, { who: 'An' }];
    expect(answersOf(form, { members })).toMatchObject({ n: 3 });
    expect(pruneDraft(form, { members: [{ who: 'Li', job: 'x', gone: 1 }] })).toEqual({
      members: [{ who: 'Li', job: 'x' }],
    });
    expect(inspectAnswers(form, { members }, context)).toEqual([]);
  });
});
