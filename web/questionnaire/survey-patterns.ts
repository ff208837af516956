/** Regular expressions of designers run in our linear matcher here too: a pattern that the gate took can hold no phone (Q12). */
import { SurveyModel } from 'survey-core';
import { patternTester } from '#forms/questionnaire/pattern/match-pattern.ts';

type Create = (question: unknown, validator: unknown, pattern: string, flags: string) => RegExp;

let taught = false;
/** SurveyJS asks its survey for the expression of every validator and only ever tests with it. */
export const teachPatterns = (): void => {
  if (taught) return;
  taught = true;
  const create: Create = (_question, _validator, pattern, flags) =>
    patternTester(pattern, flags.includes('i')) as unknown as RegExp;
  (SurveyModel.prototype as unknown as { createRegexValidator: Create }).createRegexValidator = create;
};
