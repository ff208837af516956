/** A violation as a sentence: the designer's own words where there are some, else ours. */
import type { Question, QuestionPanelDynamicModel } from 'survey-core';
import type { Violation } from '#forms/answers/answers.ts';

/** `t` is that of the namespace `violations`. */
export const violationText = (
  { code, facts }: Violation,
  question: Question | undefined,
  t: (key: string, facts: Violation['facts']) => string,
): string => {
  const position = facts.validator;
  if (question && typeof position === 'number') {
    const own = question.validators[position]?.text;
    if (own) return own;
  }
  if (code === 'required' && question?.requiredErrorText) return question.requiredErrorText;
  const list = question?.parentQuestion as QuestionPanelDynamicModel | undefined;
  if (code === 'repeated-key' && list?.keyDuplicationError) return list.keyDuplicationError;
  return t(code, facts);
};
