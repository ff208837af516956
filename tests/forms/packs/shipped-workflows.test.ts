import { describe, expect, test } from 'vitest';
import type { Dossier } from '#forms/dossier/dossier.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import type { JsonObject } from '#forms/json.ts';
import { type CompiledWorkflow, compileWorkflow } from '#forms/workflows/compile-workflows.ts';
import { duesOf, isMet } from '#forms/workflows/due.ts';
import { entered } from '#forms/workflows/flow.ts';
import { forwardFrom } from '#forms/workflows/workflow.ts';
import { fx1 } from '#tests/forms/packs/township-2022/fx1.ts';
import { fx3 } from '#tests/forms/packs/township-2022/monitored.ts';
import { exampleAnswers, shippedPack } from '#tests/support/shipped-packs.ts';

const compiledIn = (id: Parameters<typeof shippedPack>[0]) => {
  const pack = shippedPack(id);
  const schema = schemaOf({ ...pack, lists: pack.lists ?? [] });
  const all = (pack.workflows ?? []).map((workflow) => compileWorkflow(workflow, schema));
  const context = {
    ...{ now: Date.UTC(2022, 10, 20), timeZone: pack.calendar.timeZone, today: '2022-11-20' },
    ...{ parameters: pack.parameters, codeLists: pack.codeLists, locale: pack.locales[0] ?? 'en' },
  };
  return {
    context,
    faults: all.flatMap(({ faults }) => faults),
    workflow: (name: string): CompiledWorkflow => {
      const found = all.find(({ compiled }) => compiled.workflow.id === name);
      if (!found) throw new Error(`no workflow ${name}`);
      return found.compiled;
    },
  };
};

const town = compiledIn('township-2022');
const with3 = (changes: JsonObject): Dossier => ({
  ...fx3,
  answers: { ...fx3.answers, moAnnual: { ...fx3.answers.moAnnual, ...changes } },
});
const unmet = (workflow: string, dossier: Dossier) =>
  town
    .workflow(workflow)
    .workflow.steps.map(({ id }) => id)
    .filter((step) => !isMet(town.workflow(workflow), step, { dossier, context: town.context }));

describe('the workflows of the township', () => {
  test('[K70] every condition and date fits the questionnaires', () => {
    expect(town.faults).toEqual([]);
    const steps = ['identification', 'clearance', 'rollback', 'removal'].map(
      (name) => town.workflow(name).workflow.steps.length,
    );
    expect(steps).toEqual([11, 5, 5, 5]);
    const { workflow } = town.workflow('identification');
    expect(forwardFrom(workflow, 'clue').map(({ id }) => id)).toEqual(workflow.steps.map(({ id }) => id));
  });

  test('[K70] the worked household has done every step; what is taken out of it stops its step alone', () => {
    expect(unmet('identification', fx3)).toEqual([]);
    expect(unmet('clearance', fx3)).toEqual([]);
    const dates = {
      ...{ clueDate: 'clue', applyDate: 'apply', visitDate: 'visit', compareDate: 'compare' },
      ...{ meetingDate: 'meeting', publicTo: 'public', townReviewDate: 'town' },
      ...{ countyApproveDate: 'county', announceDate: 'announce', planDate: 'plan' },
    };
    for (const [date, step] of Object.entries(dates))
      expect(unmet('identification', with3({ [date]: '' })), date).toEqual([step]);
    expect(unmet('identification', with3({ consentSigned: false }))).toEqual(['apply']);
    expect(unmet('identification', with3({ risk2: '09' }))).toEqual(['plan']);
    expect(unmet('identification', with3({ publicTo: '2022-12-31' }))).toEqual(['public']);
    expect(unmet('clearance', with3({ stableMonths: 2 }))).toEqual(['visit']);
    expect(unmet('clearance', with3({ afterWater: true }))).toEqual(['town']);
    expect(unmet('clearance', with3({ clearSigned: false }))).toEqual(['signed']);
    expect(unmet('clearance', with3({ hasLabour: false, clearMode: '01' }))).toEqual(['county']);
  });

  test('[K70] a household goes back or is taken off only on papers that say so', () => {
    expect(unmet('rollback', fx3)).toEqual(['found', 'visit', 'meeting', 'town', 'county']);
    const back = {
      ...{ hasRollback: true, rollbackKind: '01', rollbackReason: ['01'], foundDate: '2022-10-20' },
      ...{
        rollbackVisitDate: '2022-10-21',
        rollbackMeetingDate: '2022-10-22',
        rollbackTownDate: '2022-11-01',
      },
      ...{ rollbackCountyDate: '2022-11-03', rollbackSigned: true },
    };
    expect(unmet('rollback', with3(back))).toEqual([]);
    expect(unmet('removal', with3(back))).toEqual(['found', 'meeting']);
    const off = {
      ...back,
      rollbackKind: '03',
      rollbackPublicFrom: '2022-10-24',
      rollbackPublicTo: '2022-10-29',
    };
    expect(unmet('removal', with3(off))).toEqual([]);
    expect(unmet('removal', with3({ ...off, rollbackPublicTo: '2022-10-27' }))).toEqual(['meeting']);
  });

  test('[K70] the screening says who enters, and the clue by when the district decides', () => {
    const screened = (conclusion: string): Dossier => ({
      ...fx1,
      answers: { screening: { ...exampleAnswers('screening'), conclusion } },
    });
    const entering = (dossier: Dossier) =>
      ['identification', 'clearance', 'rollback', 'removal'].filter((name) =>
        town.workflow(name).starts?.({ dossier, context: town.context }),
      );
    expect(entering(screened('04'))).toEqual(['identification']);
    expect(entering(screened('05'))).toEqual(['rollback']);
    expect(entering(screened('06'))).toEqual(['removal']);
    expect(entering(screened('07'))).toEqual(['clearance']);
    expect(entering(screened('01'))).toEqual([]);
    const identification = town.workflow('identification');
    const flow = entered(identification.workflow, 'x', undefined, {}, Date.UTC(2022, 9, 14));
    const dues = (dossier: Dossier) => duesOf(identification, flow, { dossier, context: town.context });
    // A Friday: two workdays are Tuesday; fifteen days count from the clue once it is known.
    expect(dues(screened('04'))).toEqual({ clue: '2022-10-18', county: '2022-10-29' });
    expect(dues(with3({ clueDate: '2022-10-10' })).county).toBe('2022-10-25');
  });
});

test('[K70] the census calls back where nobody answered', () => {
  const census = compiledIn('household-census');
  expect(census.faults).toEqual([]);
  const compiled = census.workflow('call-back');
  const context = { ...census.context, timeZone: 'America/New_York', today: '2025-11-07' };
  const dossier = (answers: Dossier['answers'], slips: number): Dossier => ({
    unit: { id: 'd', kind: 'dwelling', village: '990202101001', name: 'Lane 1', address: '' },
    answers,
    children: { callback: Array.from({ length: slips }, () => ({ outcome: 'nobody' })) },
    prev: {},
  });
  const starts = (one: Dossier) => compiled.starts?.({ dossier: one, context });
  expect([starts(dossier({}, 0)), starts(dossier({}, 1)), starts(dossier({ dwelling: {} }, 1))]).toEqual([
    ...[false, true, false],
  ]);
  // Friday 7 November; Tuesday the 11th is a holiday.
  const flow = entered(compiled.workflow, 'd', undefined, {}, Date.UTC(2025, 10, 7, 17));
  expect(duesOf(compiled, flow, { dossier: dossier({}, 1), context })).toEqual({
    ...{ letter: '2025-11-12', decide: '2025-12-07' },
  });
});
