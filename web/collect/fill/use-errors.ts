/** Shows the engine's violations at their questions, on the pages that the person has been through. */

import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomError, type Question, type SurveyModel } from 'survey-core';
import type { Violation } from '#forms/answers/answers.ts';
import { type FormChecks, wordsOfHits } from './form-checks.ts';
import { pageOf, type Spot, spotAt, titleOf } from './path.ts';
import type { Inspected } from './verdict.ts';
import { violationText } from './violation-text.ts';

export interface Shown {
  readonly violation: Violation;
  readonly spot: Spot | undefined;
  readonly page: number;
  readonly title: string;
  readonly text: string;
}

/** `place(violations, pages)` returns what is shown, in order, after putting it on the questions. */
export const useErrors = (model: SurveyModel, checks: FormChecks | undefined) => {
  const { t, i18n } = useTranslation('violations');
  const marked = useRef(new Map<Question, string>());
  return useCallback(
    ({ violations, hits }: Inspected, checked: ReadonlySet<number>): readonly Shown[] => {
      const says = checks && wordsOfHits(checks, hits, i18n.language);
      const shown = violations.flatMap((violation): Shown[] => {
        const spot = spotAt(model, violation.at);
        const page = spot ? pageOf(spot) : 0;
        if (spot && !checked.has(page)) return [];
        const text =
          says?.(violation) ?? violationText(violation, spot?.question, (key, facts) => t(key, { ...facts }));
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
    [model, checks, t, i18n.language],
  );
};
