/** Shows the engine's violations at their questions, on the pages that the person has been through. */

import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomError, type Question, type SurveyModel } from 'survey-core';
import type { Violation } from '#forms/answers/answers.ts';
import { pageOf, type Spot, spotAt, titleOf } from './path.ts';
import { violationText } from './violation-text.ts';

export interface Shown {
  readonly violation: Violation;
  readonly spot: Spot | undefined;
  readonly page: number;
  readonly title: string;
  readonly text: string;
}

/** `place(violations, pages)` returns what is shown, in order, after putting it on the questions. */
export const useErrors = (model: SurveyModel) => {
  const { t } = useTranslation('violations');
  const marked = useRef(new Map<Question, string>());
  return useCallback(
    (violations: readonly Violation[], checked: ReadonlySet<number>): readonly Shown[] => {
      const shown = violations.flatMap((violation): Shown[] => {
        const spot = spotAt(model, violation.at);
        const page = spot ? pageOf(spot) : 0;
        if (spot && !checked.has(page)) return [];
        const text = violationText(violation, spot?.question, (key, facts) => t(key, { ...facts }));
        return [{ violation, spot, page, title: spot ? titleOf(spot) : violation.at, text }];
      });
      const texts = new Map<Question, string>();
      for (const { spot, text } of shown)
        if (spot && !texts.has(spot.question)) texts.set(spot.question, text);
      for (const question of marked.current.keys()) if (!texts.has(question)) question.errors = [];
      for (const [question, text] of texts)
        if (marked.current.get(question) !== text || question.errors.length === 0)
          question.errors = [new CustomError(text, model)];
      marked.current = texts;
      return shown;
    },
    [model, t],
  );
};
