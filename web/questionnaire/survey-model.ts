/** A SurveyJS model of a published (or publishable) source, in one language. What only our engine understands is ours alone. */
import { Model, Serializer, settings, surveyLocalization } from 'survey-core';
import 'survey-core/i18n/simplified-chinese';
import type { JsonObject } from '#forms/json.ts';
import { teachPatterns } from './survey-patterns.ts';
import { surveyTheme } from './survey-theme.ts';

let taught = false;

/** Own properties of questions: without this the model would call them unknown. */
const teachOwnProperties = (): void => {
  if (taught) return;
  taught = true;
  for (const owner of ['question', 'matrixdropdowncolumn', 'multipletextitem']) {
    Serializer.addProperty(owner, { name: 'codeList', visible: false });
    Serializer.addProperty(owner, { name: 'sensitive', visible: false });
    Serializer.addProperty(owner, { name: 'unitText', isLocalizable: true, visible: false });
    Serializer.addProperty(owner, { name: 'indicator:any', visible: false });
  }
};

/** SurveyJS's tag of a language: English is its default. */
export const surveyLocale = (language: string): string =>
  language.toLowerCase().startsWith('en') ? '' : language.toLowerCase();

/** The shipped Chinese has a translated placeholder in it, which SurveyJS cannot fill. */
const mendChinese = (): void => {
  const strings = surveyLocalization.locales['zh-cn'] as { panelDynamicTabTextFormat?: string } | undefined;
  if (strings) strings.panelDynamicTabTextFormat = '第 {panelIndex} 个';
};

/**
 * With animations a card tells that it is open only when its animation has ended, which on a slow phone with many cards may never
 * begin: then the others do not close, and what waits for it (W40) goes on waiting.
 */
const withoutAnimations = (): void => {
  settings.animationEnabled = false;
};

export const surveyModel = (source: JsonObject, language: string): Model => {
  teachOwnProperties();
  teachPatterns();
  mendChinese();
  withoutAnimations();
  const model = new Model(source);
  model.locale = surveyLocale(language);
  model.applyTheme(surveyTheme);
  model.showCompletePage = false;
  model.showTitle = false;
  return model;
};
