/** The live questionnaire inside the phone. What is typed here is kept while the designer goes on, and never leaves. */
import { useEffect, useMemo, useRef } from 'react';
import { variablesOf } from '#forms/answers/variables.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Parameters } from '#forms/questionnaire/questionnaire.ts';
import { phoneModel } from '../questionnaire/phone-model.ts';
import { connectFiles, type FileKeeper } from '../questionnaire/survey-files.ts';
import { SurveyView } from '../questionnaire/survey-view.tsx';

/** What is signed in a preview stays in it; pictures are the campaign's. */
const previewKeeper = (loadPicture: FileKeeper['load']): FileKeeper => {
  const kept = new Map<string, File>();
  return {
    keep: async (file) => {
      const reference = `blobs/preview/${kept.size + 1}.png`;
      kept.set(reference, file);
      return { reference, file };
    },
    load: async (reference) => kept.get(reference) ?? loadPicture(reference),
  };
};

export interface PhoneScreenProps {
  readonly source: JsonObject;
  readonly page: string;
  /** Shown in sight; `scope` is the repeating group it stands in. */
  readonly question: { readonly name: string; readonly scope: string } | undefined;
  readonly language: string;
  readonly parameters: Parameters;
  readonly loadPicture: FileKeeper['load'];
  readonly answers: JsonObject;
  readonly onAnswers: (answers: JsonObject) => void;
}

export const PhoneScreen = ({
  source,
  page,
  question,
  language,
  parameters,
  loadPicture,
  answers,
  onAnswers,
}: PhoneScreenProps) => {
  const kept = useRef(answers);
  const model = useMemo(() => {
    const made = phoneModel(source, language, variablesOf({ parameters }));
    connectFiles(made, previewKeeper(loadPicture));
    made.data = { ...kept.current };
    made.onValueChanged.add((sender) => {
      kept.current = { ...sender.data };
      onAnswers(kept.current);
    });
    return made;
  }, [source, language, parameters, loadPicture, onAnswers]);
  useEffect(() => {
    const shown = model.getPageByName(page);
    if (shown) model.currentPage = shown;
  }, [model, page]);
  useEffect(() => {
    if (!question) return;
    const target = question.scope === '' ? question.name : question.scope;
    const id = (model.getQuestionByName(target) ?? model.getPanelByName(target))?.id;
    const timer = setTimeout(() => {
      const element = id === undefined ? null : document.getElementById(String(id));
      const frame = element?.closest('.d-phone-body');
      if (element && frame)
        frame.scrollTo({
          top: frame.scrollTop + element.getBoundingClientRect().top - frame.getBoundingClientRect().top - 12,
        });
    }, 60);
    return () => clearTimeout(timer);
  }, [model, question]);
  return <SurveyView model={model} />;
};
