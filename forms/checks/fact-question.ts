/** How shared facts name questions: `questionnaire.question`. */
export interface FactQuestion {
  readonly questionnaire: string;
  readonly question: string;
}

export const factQuestion = (written: string): FactQuestion => {
  const dot = written.indexOf('.');
  return { questionnaire: written.slice(0, dot), question: written.slice(dot + 1) };
};
