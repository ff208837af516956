import { describe, expect, test } from 'vitest';
import { parsePack } from '#forms/campaign/pack.ts';
import { parseWorkflows } from '#forms/workflows/parse-workflows.ts';
import type { Workflow } from '#forms/workflows/workflow.ts';
import { schema } from '#tests/support/check-pack.ts';
import { licence } from '#tests/support/farm-workflow.ts';
import { smallPackFiles } from '#tests/support/small-pack.ts';

const surroundings = { schema, locales: ['zh-CN', 'en'] };
const lines = (faults: readonly { readonly at: string; readonly code: string; readonly facts: object }[]) =>
  faults.map(({ at, code, facts }) => [at, code, ...Object.values(facts)].join(' '));
const faultsOf = (...written: readonly unknown[]) =>
  lines(
    parseWorkflows(
      written.map((content, index) => ({ file: `${index}.json`, content })),
      surroundings,
    ).faults,
  );
type Step = Workflow['steps'][number];
const withStep = (position: number, more: object): Workflow => ({
  ...licence,
  steps: licence.steps.map((step, index): Step => (index === position ? { ...step, ...more } : step)),
});

const without = (given: object, name: string): object =>
  Object.fromEntries(Object.entries(given).filter(([key]) => key !== name));
const withoutMessage = {
  ...licence,
  steps: licence.steps.map((step) => without(step, 'message')),
};

describe('workflow files', () => {
  test('[K61] one without a fault is read whole', () => {
    expect(parseWorkflows([{ file: 'a.json', content: licence }], surroundings)).toEqual({
      workflows: [licence],
      faults: [],
    });
  });

  test('[K61] steps that are unknown, never reached, or without an end', () => {
    expect(faultsOf(withStep(0, { next: ['visits'] }))).toEqual([
      '0.json#/steps/0/next/0 unknown-step visits',
      '0.json#/steps/0 step-without-end apply',
      '0.json#/steps/1 unreachable-step visit',
      '0.json#/steps/2 unreachable-step decide',
    ]);
    expect(faultsOf(withStep(2, { next: ['visit'] }), withStep(1, { next: ['apply'] }))).toEqual([
      '1.json#/steps/2 unreachable-step decide',
      '1.json#/id id-twice licence',
    ]);
    const circle = { ...withStep(2, { next: ['visit'] }), id: 'circle' };
    const noEnd = {
      ...circle,
      steps: circle.steps.map((step, at) => (at === 0 ? { ...step, next: ['visit'] } : step)),
    };
    expect(faultsOf(noEnd)).toEqual([
      '0.json#/steps/0 step-without-end apply',
      '0.json#/steps/1 step-without-end visit',
      '0.json#/steps/2 step-without-end decide',
    ]);
    expect(faultsOf(withStep(1, { due: { days: 1, after: 'plan' } }))).toEqual([
      '0.json#/steps/1/due/after unknown-step plan',
    ]);
  });

  test('[K61] roles that are none, do no steps, or may hand in no file', () => {
    expect(
      faultsOf(
        { ...withStep(0, { who: ['collector', 'mayor'] }), startedBy: ['auditor'] },
        { ...withStep(2, { evidence: 'scan' }), id: 'b' },
      ),
    ).toEqual([
      '0.json#/startedBy/0 role-may-not-move auditor',
      '0.json#/steps/0/who/1 unknown-role mayor',
      '1.json#/steps/2/who/0 role-may-not-submit district-officer',
    ]);
  });

  test('[K61] expressions, texts and names', () => {
    expect(
      faultsOf(
        {
          ...withStep(1, {
            needs: '{farm.organik} = true',
            due: { days: '{P.most}', after: '{farm.until}' },
          }),
          starts: '{units.farm} notempty',
        },
        {
          ...withoutMessage,
          id: 'b',
          holidays: 'feasts',
          about: 'parish',
          unit: 'barn',
        },
        {
          ...withStep(0, { title: { default: 'Apply' } }),
          id: 'c',
          late: { default: '{due}', 'zh-cn': '到期' },
        },
        { ...withStep(0, { id: 'start', due: { days: 1, months: 1, after: 'start' } }), id: 'd' },
      ),
    ).toEqual([
      '0.json#/starts name-out-of-scope units.farm unit',
      '0.json#/steps/1/needs unknown-name farm.organik',
      '0.json#/steps/1/due/days unknown-name P.most',
      '0.json#/steps/1/due/after unknown-name farm.until',
      '1.json#/unit unknown-unit-kind barn',
      '1.json#/about unknown-questionnaire parish',
      '1.json#/holidays unknown-name P.feasts',
      '1.json#/steps/1 message-missing',
      '1.json#/starts unknown-name farm.herd',
      '1.json#/steps/1/needs unknown-name farm.organic',
      '1.json#/steps/1/due/after unknown-name farm.since',
      '2.json#/late placeholder-missing due',
      '2.json#/steps/0/title language-missing zh-CN',
      '3.json#/steps/0/due wrong-shape one of days, workdays, months',
    ]);
  });

  test('[K61] a pack names its files; a file that is missing, and a check of the same name, are faults', () => {
    const check = {
      ...{
        id: 'workflow-licence-apply',
        severity: 'verify',
        scope: 'unit',
        about: 'home',
        finds: '{home.size} = 1',
      },
      message: { default: 'x', 'zh-cn': 'x', en: 'x' },
    };
    const parsed = parsePack({
      ...smallPackFiles,
      'pack.json': {
        ...smallPackFiles['pack.json'],
        workflows: ['flow.json', 'none.json'],
        checks: ['c.json'],
      },
      'c.json': { id: 'c', title: { default: 'c', 'zh-cn': 'c' }, checks: [check] },
      'flow.json': {
        ...without(withStep(1, { needs: '{home.size} = 1', due: { days: 1, after: 'apply' } }), 'holidays'),
        ...{ unit: 'household', about: 'home', starts: '{home.size} > 2' },
      },
    });
    expect(parsed.ok ? [] : lines(parsed.refusal)).toEqual([
      'pack.json#/workflows/1 file-missing none.json',
      'pack.json#/workflows id-twice workflow-licence-apply',
    ]);
  });
});
