/** A workflow over the invented farms: a herd is licensed. */
import type { JsonObject } from '#forms/json.ts';
import { compileWorkflow } from '#forms/workflows/compile-workflows.ts';
import type { Workflow } from '#forms/workflows/workflow.ts';
import { context, farm, schema } from './check-pack.ts';

const text = (words: string) => ({ default: words, 'zh-cn': words });

export const licence: Workflow = {
  ...{ id: 'licence', title: text('Licence'), unit: 'farm', about: 'sale', holidays: 'holidays' },
  starts: '{farm.herd} > {P.least}',
  startedBy: ['town-officer'],
  late: text('{step} was due on {due}'),
  steps: [
    {
      ...{ id: 'apply', title: text('Apply'), who: ['collector'], next: ['visit', 'refused'] },
      due: { workdays: 2, after: 'start' },
      evidence: 'date',
    },
    {
      ...{ id: 'visit', title: text('Visit'), who: ['collector', 'town-officer'] },
      ...{ needs: '{farm.organic} = true', message: text('Not organic.') },
      due: { days: '{P.least}', after: ['{farm.since}', 'apply'], severity: 'warn' },
      next: ['decide', 'apply'],
    },
    {
      ...{ id: 'decide', title: text('Decide'), who: ['district-officer'], evidence: 'text' },
      due: { months: 1, after: 'start' },
      next: ['granted', 'visit', 'refused'],
    },
  ],
  ends: [
    { id: 'granted', title: text('Granted') },
    { id: 'refused', title: text('Refused') },
  ],
};

export const compiledLicence = compileWorkflow(licence, schema).compiled;

export const about = (answers: JsonObject = {}, today = context.today) => ({
  dossier: farm('f1', { farm: { herd: 4, ...answers } }),
  context: { ...context, today },
});
