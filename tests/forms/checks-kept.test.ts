/** Demands that need no check, because the product itself makes sure of them. */
import { expect, test } from 'vitest';
import { runningChecks } from '#forms/campaign/pack-checks.ts';
import { parseChecks } from '#forms/checks/parse-checks.ts';
import { check, schema } from '#tests/support/check-pack.ts';

const title = { default: 'Title', 'zh-cn': '标题' };
const message = { default: 'Nothing comes in late.', 'zh-cn': '过时不收。' };
const kept = (more: object = {}) => ({
  ...{ id: 'L1', severity: 'error', kept: 'gate', rules: ['G1', 'G14'], message, source: 'plan 3' },
  ...more,
});
const parsed = (...checks: readonly unknown[]) =>
  parseChecks([{ file: 't.json', content: { id: 't', title, checks } }], {
    schema,
    locales: ['zh-CN', 'en'],
  });
const faultsOf = (one: unknown) => parsed(one).faults.map(({ at, code }) => `${at} ${code}`);

test('[K54] it stands among the checks of its topic and is none that runs', () => {
  const { topics, faults } = parsed(kept(), check('{farm.herd} = 1'));
  expect(faults).toEqual([]);
  expect(topics[0]?.checks[0]).toEqual(kept());
  expect(runningChecks(topics).map(({ id }) => id)).toEqual(['C1']);
});

test('[K54] it names who keeps it and the rules that say so, and has no condition', () => {
  expect(faultsOf(kept({ kept: 'hope' }))).toEqual(['t.json#/checks/0/kept wrong-shape']);
  expect(faultsOf(kept({ rules: [] }))).toEqual(['t.json#/checks/0/rules wrong-shape']);
  expect(faultsOf(kept({ rules: ['gate'] }))).toEqual(['t.json#/checks/0/rules/0 wrong-shape']);
  expect(faultsOf(kept({ finds: '{farm.herd} = 1' }))).toEqual(['t.json#/checks/0 wrong-shape']);
  expect(faultsOf(kept({ message: { default: '{farm.herd}', 'zh-cn': '{farm.herd}' } }))).toEqual([
    't.json#/checks/0/message unknown-name',
  ]);
  expect(faultsOf(kept({ message: { default: 'x' } }))).toEqual([
    't.json#/checks/0/message language-missing',
  ]);
  expect(parsed(kept(), kept()).faults.map(({ code }) => code)).toEqual(['id-twice']);
});
