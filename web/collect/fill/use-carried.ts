/** Answers that came from elsewhere: marked until somebody changes them, says that they are right, or takes them away. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { QuestionPanelDynamicModel, SurveyModel } from 'survey-core';
import type { JsonObject } from '#forms/json.ts';
import type { Carried, Draft } from '../../offline/database.ts';

type Save = (change: Partial<Pick<Draft, 'answers' | 'carried'>>) => void;

export interface CarriedAnswers {
  /** By question: the round before, or the questionnaire that it was told to. */
  readonly marks: Carried;
  readonly accept: () => void;
  readonly clear: () => void;
}

/** A list that loses its value keeps its cards; this one goes back to how it begins. */
const clearAnswer = (model: SurveyModel, name: string): void => {
  const question = model.getQuestionByName(name);
  if (question?.getType() === 'paneldynamic') {
    const list = question as QuestionPanelDynamicModel;
    list.panelCount = list.minPanelCount;
  }
  model.clearValue(name);
};

export const useCarried = (model: SurveyModel, draft: Draft, save: Save): CarriedAnswers => {
  const [marks, setMarks] = useState<Carried>(draft.carried ?? {});
  const now = useRef(marks);
  const put = useCallback(
    (carried: Carried) => {
      now.current = carried;
      setMarks(carried);
      save({ carried, answers: structuredClone(model.data) as JsonObject });
    },
    [model, save],
  );
  useEffect(() => {
    const changed = (_: SurveyModel, { name }: { name: string }) => {
      if (!Object.hasOwn(now.current, name)) return;
      const { [name]: _gone, ...rest } = now.current;
      put(rest);
    };
    model.onValueChanged.add(changed);
    return () => model.onValueChanged.remove(changed);
  }, [model, put]);
  const accept = useCallback(() => put({}), [put]);
  const clear = useCallback(() => {
    const names = Object.keys(now.current);
    now.current = {};
    for (const name of names) clearAnswer(model, name);
    put({});
  }, [model, put]);
  return { marks, accept, clear };
};
