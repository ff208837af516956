/** Every violation leads to the very question that it is about, in lists, matrices and groups of texts alike. */
import { expect, test } from 'vitest';
import type { JsonObject } from '#forms/json.ts';
import { pageOf, reveal, spotAt, titleOf } from '#web/collect/fill/path.ts';
import { phoneModel } from '#web/questionnaire/phone-model.ts';

const cell = (name: string, title: string) => ({ name, title, cellType: 'text' });
const source = {
  pages: [
    { name: 'one', elements: [{ type: 'text', name: 'head', title: 'Head' }] },
    {
      name: 'two',
      elements: [
        {
          type: 'matrixdynamic',
          name: 'people',
          title: 'People',
          valueName: 'members',
          rowCount: 0,
          columns: [cell('who', 'Who')],
          detailPanelMode: 'underRow',
          detailElements: [{ type: 'text', name: 'note', title: 'Note' }],
        },
        {
          type: 'paneldynamic',
          name: 'jobs',
          title: 'Jobs',
          valueName: 'members',
          templateTitle: '{panel.who}',
          templateElements: [{ type: 'text', name: 'job', title: 'Job' }],
        },
        {
          type: 'matrixdropdown',
          name: 'plots',
          title: 'Plots',
          rows: [{ value: 'north', text: 'North field' }],
          columns: [cell('area', 'Area')],
        },
        { type: 'multipletext', name: 'told', title: 'Told', items: [{ name: 'year', title: 'Year' }] },
      ],
    },
  ],
};

const model = phoneModel(source as unknown as JsonObject, 'en', {});
model.data = { members: [{ who: 'Ada' }, { who: 'Ben' }] };

const spot = (path: string) => {
  const found = spotAt(model, path);
  return found && [found.question.title, titleOf(found), pageOf(found)];
};

test('[A40] a cell, a field, a question under a row and one in a panel are found', () => {
  expect(spot('head')).toEqual(['Head', 'Head', 0]);
  expect(spot('people[1].who')).toEqual(['Who', 'People 2 › Who', 1]);
  expect(spot('people[0].note')).toEqual(['Note', 'People 1 › Note', 1]);
  expect(spot('plots.north.area')).toEqual(['Area', 'Plots North field › Area', 1]);
  expect(spot('told.year')).toEqual(['Year', 'Told › Year', 1]);
  expect(spot('jobs[1].job')?.[0]).toBe('Job');
  expect(spot('jobs[1].job')?.[2]).toBe(1);
  expect(spotAt(model, 'jobs[1].job')?.inside.map(({ index }) => index)).toEqual([1]);
});

test('[A40] looking does not open the panel under a row, going there does', () => {
  const found = spotAt(model, 'people[1].note');
  expect(found?.row?.isDetailPanelShowing).toBe(false);
  if (found) reveal(found);
  expect(found?.row?.isDetailPanelShowing).toBe(true);
  const inCell = spotAt(model, 'people[0].who');
  if (inCell) reveal(inCell);
  expect(inCell?.row?.isDetailPanelShowing).toBe(false);
});

test('[A40] what has no question leads to the nearest around it', () => {
  expect(spot('people[7].who')?.[0]).toBe('People');
  expect(spot('people[0]')?.[0]).toBe('People');
  expect(spot('plots.south.area')?.[0]).toBe('Plots');
  expect(spot('told')?.[0]).toBe('Told');
  expect(spot('nobody')).toBeUndefined();
  expect(spot('')).toBeUndefined();
});
