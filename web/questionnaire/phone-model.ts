/**
 * The SurveyJS model of one edition as a phone shows it, to the collector who fills it in and to the designer who previews it: one
 * page at a time, repeated lists as cards with one open, no navigation of its own.
 */
import type { PanelModel, QuestionPanelDynamicModel, SurveyModel } from 'survey-core';
import type { Json, JsonObject } from '#forms/json.ts';
import { isJsonObject } from '#forms/json.ts';
import { markdownHtml } from '#forms/questionnaire/markdown.ts';
import { quickenLists } from './quick-lists.ts';
import { teachFunctions } from './survey-functions.ts';
import { surveyModel } from './survey-model.ts';
import { teachUnits } from './unit-field.tsx';

/** A number before the name, so that a card without a name still says which one it is. */
const numbered = (title: Json | undefined): Json => {
  if (isJsonObject(title))
    return Object.fromEntries(
      Object.entries(title).map(([locale, text]) => [locale, `{panelIndex}  ${String(text)}`]),
    );
  return `{panelIndex}  ${typeof title === 'string' ? title : ''}`;
};

/** Q22: what the designer wrote is Markdown; what SurveyJS shows is markup, and it is ours alone. */
const asHtml = (words: Json): Json =>
  isJsonObject(words)
    ? Object.fromEntries(Object.entries(words).map(([locale, text]) => [locale, markdownHtml(String(text))]))
    : markdownHtml(String(words));

/** A signature is to be read on paper: dark on white, whatever the screen looks like. */
const ink = { penColor: '#1a1a1a', backgroundColor: '#ffffff', signatureAutoScaleEnabled: true };

/** A picture is as wide as it is, and never wider than the screen. */
const acrossThePhone = { imageWidth: 'auto', imageHeight: 'auto' };

/** How lists are shown is ours to decide on a phone; what they mean is not touched. */
const asCards = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(asCards);
  if (!isJsonObject(value)) return value;
  const source = value as JsonObject;
  const inner = Object.fromEntries(
    Object.entries(source).map(([key, one]) => [
      key,
      ['pages', 'elements', 'templateElements', 'columns', 'detailElements'].includes(key)
        ? asCards(one)
        : one,
    ]),
  );
  if (source.type === 'html') return { ...inner, html: asHtml(source.html ?? '') };
  if (source.type === 'signaturepad') return { ...ink, ...inner };
  if (source.type === 'image') return { ...acrossThePhone, ...inner };
  if (source.type !== 'paneldynamic') return inner;
  return {
    ...inner,
    displayMode: 'list',
    panelsState: 'firstExpanded',
    confirmDelete: true,
    templateTitle: numbered(source.templateTitle),
  };
};

/** A class by the kind of indicator; the word is put there by whoever shows the form, in their language. */
const markIndicators = (model: SurveyModel): void =>
  model.onUpdateQuestionCssClasses.add((_, { question, cssClasses }) => {
    const { indicator } = question as { indicator?: { kind?: unknown } };
    if (typeof indicator?.kind === 'string' && /^[a-z]+$/.test(indicator.kind))
      cssClasses.title += ` q-kind q-${indicator.kind}`;
  });

const closeOthers = (panel: PanelModel) => {
  const list = panel.parentQuestion as QuestionPanelDynamicModel | undefined;
  if (!list || !panel.isExpanded) return;
  for (const other of list.panels) if (other !== panel && other.isExpanded) other.collapse();
};

/** `variables` are what expressions find besides the answers: `variablesOf` of the campaign's evaluation. */
export const phoneModel = (source: JsonObject, language: string, variables: JsonObject): SurveyModel => {
  teachFunctions();
  teachUnits();
  const model = surveyModel(asCards(source) as JsonObject, language);
  for (const [name, value] of Object.entries(variables)) model.setVariable(name, value);
  quickenLists(model);
  markIndicators(model);
  model.showNavigationButtons = false;
  model.showProgressBar = false;
  model.showPageTitles = false;
  model.showQuestionNumbers = 'off';
  model.questionErrorLocation = 'bottom';
  model.focusFirstQuestionAutomatic = false;
  model.questionsOnPageMode = 'standard';
  model.onElementContentVisibilityChanged.add((_, options) => closeOthers(options.element as PanelModel));
  model.onDynamicPanelAdded.add((_, { panel }) => {
    panel.expand();
    closeOthers(panel);
  });
  return model;
};
