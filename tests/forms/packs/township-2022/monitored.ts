/**
 * The domain's worked household once it is monitored (FX2), once its risk is cleared (FX3), and, `visited`, with every other
 * paper that a household has: screening, the survey of rural building, and a spot check.
 */
import type { Dossier } from '#forms/dossier/dossier.ts';
import { exampleAnswers } from '#tests/support/shipped-packs.ts';
import { accepted, fx1 } from './fx1.ts';

/** The example is the cleared household. */
const cleared = accepted('moAnnual', exampleAnswers('moAnnual'));
const uncleared = accepted('moAnnual', { ...exampleAnswers('moAnnual'), cleared: false });

const withPapers = (papers: Dossier['answers'], attributes: object): Dossier => ({
  ...fx1,
  unit: { ...fx1.unit, householdType: '01', monitorCategory: '01', ...attributes },
  answers: { ...fx1.answers, ...papers },
});

export const fx2: Dossier = withPapers({ moAnnual: uncleared }, { riskCleared: false });
export const fx3: Dossier = withPapers({ moAnnual: cleared }, { riskCleared: true });

const example = (questionnaire: string) => accepted(questionnaire, exampleAnswers(questionnaire));

export const visited: Dossier = withPapers(
  {
    moAnnual: uncleared,
    screening: example('screening'),
    rcHousehold: accepted('rcHousehold', { ...exampleAnswers('rcHousehold'), householdKind: '02' }),
    spotCheck: example('spotCheck'),
  },
  { riskCleared: false, sampled: true },
);
