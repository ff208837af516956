/** The model that a collector fills in: what is typed at once, what the campaign knows, no verdict of its own. The engine judges. */
import type { QuestionPanelDynamicModel, SurveyModel } from 'survey-core';
import type { JsonObject } from '#forms/json.ts';
import { phoneModel } from '../../questionnaire/phone-model.ts';
import { connectFiles, type FileKeeper, type FormFiles } from '../../questionnaire/survey-files.ts';
import { setSurveyToday } from '../../questionnaire/survey-functions.ts';

export interface ModelOptions {
  readonly source: JsonObject;
  readonly language: string;
  readonly answers: JsonObject;
  readonly variables: JsonObject;
  readonly today: () => string;
  readonly keeper: FileKeeper;
}

export const fillModel = (
  options: ModelOptions,
): { readonly model: SurveyModel; readonly files: FormFiles } => {
  const { source, language, answers, variables, today, keeper } = options;
  setSurveyToday(today);
  const model = phoneModel(source, language, {});
  model.textUpdateMode = 'onTyping';
  model.validationEnabled = false;
  // A member has dozens of questions; those near the screen are drawn first.
  model.lazyRenderEnabled = true;
  // Before the answers come, because they name files.
  const files = connectFiles(model, keeper);
  model.data = structuredClone(answers);
  // Last: defaults that speak of the round before are given where there is no answer, and only when it is told anew.
  for (const [name, value] of Object.entries(variables)) model.setVariable(name, value);
  return { model, files };
};

/** The list of the current page whose members are cards, if it has one. */
export const listOnPage = (model: SurveyModel): QuestionPanelDynamicModel | undefined =>
  model.currentPage?.questions.find(
    (question: { getType(): string; isVisible: boolean }) =>
      question.getType() === 'paneldynamic' && question.isVisible,
  ) as QuestionPanelDynamicModel | undefined;

export const openIndex = (list: QuestionPanelDynamicModel | undefined): number =>
  list ? list.panels.findIndex((panel) => panel.isExpanded) : -1;
