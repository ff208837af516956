import { expect, test } from 'vitest';
import { fillModel } from '#web/collect/fill/model.ts';

const source = {
  elements: [
    { type: 'text', name: 'size', inputType: 'number' },
    { type: 'text', name: 'before', inputType: 'number', defaultValueExpression: '{prev.now}' },
  ],
};
const opened = (answers: { readonly [name: string]: number }, prev: { readonly now?: number }) =>
  fillModel({
    source,
    answers,
    language: 'en',
    variables: { P: {}, prev },
    today: () => '2022-10-20',
    keeper: { keep: async () => undefined, read: async () => undefined } as never,
  }).model.data;

test('[W41] a default that speaks of the round before is given beside answers, and never over one', () => {
  expect(opened({ size: 4 }, { now: 7350 })).toEqual({ size: 4, before: 7350 });
  expect(opened({ size: 4, before: 1 }, { now: 7350 })).toEqual({ size: 4, before: 1 });
  expect(opened({ size: 4 }, {})).toEqual({ size: 4 });
});
