/**
 * The SurveyJS model of one edition for a phone: one page at a time, repeated lists as cards with one open, no navigation,
 * no verdict of its own. The engine judges; the model only shows.
 */
import type { PanelModel, QuestionPanelDynamicModel, SurveyModel } from 'survey-core';
import type { Json, JsonObject } from '#forms/json.ts';
import { isJsonObject } from '#forms/json.ts';
import { setSurveyToday, teachFunctions } from '../../questionnaire/survey-functions.ts';
import { surveyModel } from '../../questionnaire/survey-model.ts';
import { teachUnits } from '../../questionnaire/unit-field.tsx';

/** A number before the name, so that a card without a name still says which one it is. */
const numbered = (title: Json | undefined): Json => {
  if (isJsonObject(title))
    return Object.fromEntries(
      Object.entries(title).map(([locale, text]) => [locale, `{panelIndex}  ${String(text)}`]),
    );
  return `{panelIndex}  ${typeof title === 'string' ? title : ''}`;
};

/** How lists are shown is ours to decide on a phone; what they mean is not touched. */
const asCards = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(asCards);
  if (!isJsonObject(value)) return value;
  const source = value as JsonObject;
  const inner = Object.fromEntries(
    Object.entries(source).map(([key, one]) => [
      key,
      ['pages', 'elements', 'templateElements'].includes(key) ? asCards(one) : one,
    ]),
  );
  if (source.type !== 'paneldynamic') return inner;
  return {
    ...inner,
    displayMode: 'list',
    panelsState: 'firstExpanded',
    confirmDelete: true,
    templateTitle: numbered(source.templateTitle),
  };
};

const closeOthers = (panel: PanelModel) => {
  const list = panel.parentQuestion as QuestionPanelDynamicModel | undefined;
  if (!list || !panel.isExpanded) return;
  for (const other of list.panels) if (other !== panel && other.isExpanded) other.collapse();
};

export interface ModelOptions {
  readonly source: JsonObject;
  readonly language: string;
  readonly answers: JsonObject;
  readonly variables: JsonObject;
  readonly today: () => string;
}

export const fillModel = ({ source, language, answers, variables, today }: ModelOptions): SurveyModel => {
  teachFunctions();
  teachUnits();
  setSurveyToday(today);
  const model = surveyModel(asCards(source) as JsonObject, language);
  for (const [name, value] of Object.entries(variables)) model.setVariable(name, value);
  model.showNavigationButtons = false;
  model.showProgressBar = false;
  model.showPageTitles = false;
  model.showQuestionNumbers = 'off';
  model.questionErrorLocation = 'bottom';
  model.textUpdateMode = 'onTyping';
  model.validationEnabled = false;
  model.focusFirstQuestionAutomatic = false;
  // A member has dozens of questions; those near the screen are drawn first.
  model.lazyRenderEnabled = true;
  model.questionsOnPageMode = 'standard';
  model.data = structuredClone(answers);
  model.onElementContentVisibilityChanged.add((_, options) => closeOthers(options.element as PanelModel));
  model.onDynamicPanelAdded.add((_, { panel }) => {
    panel.expand();
    closeOthers(panel);
  });
  return model;
};

/** The list of the current page whose members are cards, if it has one. */
export const listOnPage = (model: SurveyModel): QuestionPanelDynamicModel | undefined =>
  model.currentPage?.questions.find(
    (question: { getType(): string; isVisible: boolean }) =>
      question.getType() === 'paneldynamic' && question.isVisible,
  ) as QuestionPanelDynamicModel | undefined;

export const openIndex = (list: QuestionPanelDynamicModel | undefined): number =>
  list ? list.panels.findIndex((panel) => panel.isExpanded) : -1;
