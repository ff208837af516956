/** What a questionnaire begins with: facts of this visit, answers of the round before, and nothing over what is there. */
import { describe, expect, test } from 'vitest';
import { factsIn, type Told } from '#forms/checks/told.ts';
import { beginWith } from '#web/collect/carry.ts';
import { factsAhead, toldOf } from '#web/offline/told-elsewhere.ts';

const kind = (name: string) => ({ indicator: { kind: name } });
const source = {
  pages: [
    {
      elements: [
        { type: 'text', name: 'address', ...kind('basic') },
        {
          type: 'panel',
          name: 'inside',
          elements: [
            { type: 'text', name: 'size', inputType: 'number', ...kind('state') },
            { type: 'text', name: 'wage', inputType: 'number', ...kind('statistic') },
            { type: 'expression', name: 'total', expression: '{wage}', ...kind('state') },
          ],
        },
        {
          type: 'paneldynamic',
          name: 'members',
          templateElements: [
            { type: 'text', name: 'name', ...kind('basic') },
            { type: 'text', name: 'months', inputType: 'number', ...kind('statistic') },
            {
              type: 'paneldynamic',
              name: 'works',
              templateElements: [{ type: 'text', name: 'employer', ...kind('statistic') }],
            },
          ],
        },
        { type: 'text', name: 'signDate', inputType: 'date', ...kind('process') },
      ],
    },
  ],
};
const previous = {
  address: 'Group 3',
  size: 4,
  wage: 32000,
  total: 32000,
  members: [{ name: 'Ada', months: 11, works: [{ employer: 'x' }] }, { months: 3 }],
  signDate: '2021-10-20',
};
const facts = [
  { id: 'size', title: 'Size', questions: ['household.size', 'account.size', 'survey.people'] },
  { id: 'total', title: 'Total', questions: ['account.total', 'household.total'] },
];
const told = (questionnaire: string, question: string, value: string | number, at: number): Told => ({
  questionnaire,
  question,
  value,
  at,
});
const begin = (given: Partial<Parameters<typeof beginWith>[0]>) =>
  beginWith({ questionnaire: 'household', source, answers: {}, facts, told: [], ...given });

describe('the round before', () => {
  test('[W41] lasting answers begin as they ended, at every depth; figures, traces and sums are asked anew', () => {
    expect(begin({ prefill: true, previous })).toEqual({
      answers: { address: 'Group 3', size: 4, members: [{ name: 'Ada' }] },
      carried: { address: 'last-round', size: 'last-round', members: 'last-round' },
    });
  });

  test('[W41] only the questions that the pack names, and none where it names none', () => {
    expect(begin({ prefill: ['size', 'wage'], previous }).answers).toEqual({ size: 4 });
    expect(begin({ previous }).answers).toEqual({});
    expect(begin({ prefill: true }).answers).toEqual({});
  });

  test('[W41] what was begun gets nothing of it', () => {
    expect(begin({ prefill: true, previous, answers: { wage: 1 } })).toEqual({
      answers: { wage: 1 },
      carried: {},
    });
  });
});

describe('facts of this visit', () => {
  test('[W42] the newest word of another questionnaire, marked with it', () => {
    const words = [
      told('account', 'size', 5, 2),
      told('survey', 'people', 6, 3),
      told('survey', 'people', 7, 1),
    ];
    expect(begin({ told: words })).toEqual({ answers: { size: 6 }, carried: { size: 'survey' } });
  });

  test('[W42] it counts more than the round before, and less than what stands there', () => {
    const words = [told('account', 'size', 5, 2)];
    expect(begin({ told: words, prefill: true, previous }).answers).toMatchObject({
      size: 5,
      address: 'Group 3',
    });
    expect(begin({ told: words, answers: { size: 1 } })).toEqual({ answers: { size: 1 }, carried: {} });
    expect(begin({ told: words, answers: { wage: 1 } }).answers).toEqual({ wage: 1, size: 5 });
  });

  test('[W42] neither its own word nor a computed answer takes anything over', () => {
    expect(
      begin({ told: [told('household', 'size', 9, 9), told('account', 'total', 5, 2)] }).answers,
    ).toEqual({});
  });

  test('[W42] a questionnaire tells its facts, and no empty ones', () => {
    expect(factsIn(facts, 'account', { size: 5, total: '', other: 1 }, 7)).toEqual([
      { questionnaire: 'account', question: 'size', value: 5, at: 7 },
    ]);
  });
});

describe('[W55] what records of other phones say', () => {
  const campaign = { facts };
  const record = (questionnaire: string, version: number, acceptedAt: number) => ({
    questionnaire,
    version,
    acceptedAt,
  });

  test('words from the wire are offered like those of this visit, the newest first', () => {
    const elsewhere = toldOf({
      account: { at: 30, values: { size: 6, total: 1 } },
      survey: { at: 10, values: {} },
    });
    expect(elsewhere).toEqual([told('account', 'size', 6, 30), told('account', 'total', 1, 30)]);
    const begun = (here: readonly Told[]) =>
      beginWith({ questionnaire: 'household', source, answers: {}, facts, told: [...elsewhere, ...here] });
    expect(begun([])).toEqual({ answers: { size: 6 }, carried: { size: 'account' } });
    expect(begun([told('survey', 'people', 5, 40)]).answers).toEqual({ size: 5 });
    expect(begun([told('survey', 'people', 5, 20)]).answers).toEqual({ size: 6 });
  });

  test('what there is to know changes with every version of a record that has facts, and with nothing else', () => {
    const before = factsAhead(campaign, [record('account', 2, 30), record('other', 9, 99)]);
    expect(before).toEqual({ upTo: 30, versions: 2 });
    expect(factsAhead(campaign, [record('account', 2, 30), record('other', 10, 100)])).toEqual(before);
    // A record that comes to light late is older than the newest and counts all the same.
    expect(factsAhead(campaign, [record('account', 2, 30), record('survey', 1, 20)])).toEqual({
      upTo: 30,
      versions: 3,
    });
    expect(factsAhead(campaign, [])).toEqual({ upTo: 0, versions: 0 });
  });
});
