/**
 * What may be written on which element, and in which shape (Q4). A property that is not in a table is refused by its
 * name: silence would mean that a designer believes in a rule that nobody checks.
 */
import { isJsonObject, type JsonObject } from '../json.ts';
import { below, type FaultPad } from './faults.ts';
import { limits } from './limits.ts';

export interface PropertyDesk {
  readonly pad: FaultPad;
  /** Lower-case tags that texts may be written in, besides `default`. */
  readonly locales: ReadonlySet<string>;
  /** The pack's languages: what must not be missing in any is missing when one of these is. */
  readonly languages: readonly string[];
}

export type PropertyShape = (value: unknown, at: string, property: string, desk: PropertyDesk) => void;
export type PropertyTable = { readonly [property: string]: PropertyShape };

const shape =
  (expected: string, holds: (value: unknown) => boolean): PropertyShape =>
  (value, at, property, { pad }) => {
    if (!holds(value)) pad.note(at, 'wrong-shape', { property, expected });
  };

export const flag = shape('true or false', (value) => typeof value === 'boolean');
export const number = shape('number', (value) => typeof value === 'number');
export const array = shape('list', Array.isArray);
export const record = shape('object', isJsonObject);
/** Presentation only: the engine never looks at it. */
export const inert = shape('text, number or true/false', (value) =>
  ['string', 'number', 'boolean'].includes(typeof value),
);
export const scalar = inert;
/** Kept as it is: default answers are the renderer's business. */
export const anything: PropertyShape = () => undefined;

export const whole = (least: number, most: number): PropertyShape =>
  shape(
    `whole number ${least} … ${most}`,
    (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  );

export const oneOf = (...words: readonly string[]): PropertyShape =>
  shape(words.join(' | '), (value) => typeof value === 'string' && words.includes(value));

/** Only its length here; it is parsed and linked when every name is known. */
export const expression: PropertyShape = (value, at, property, { pad }) => {
  if (typeof value !== 'string') pad.note(at, 'wrong-shape', { property, expected: 'expression' });
  else if (value.length > limits.expression) {
    pad.note(at, 'expression-too-long', { length: value.length, limit: limits.expression });
  }
};

export const text: PropertyShape = (value, at, property, { pad }) => {
  if (typeof value !== 'string') pad.note(at, 'wrong-shape', { property, expected: 'text' });
  else if (value.length > limits.text) pad.note(at, 'text-too-long', { property, limit: limits.text });
};

/** A text, or one text per language (Q5). A language that is missing is no fault: it falls back. */
export const local: PropertyShape = (value, at, property, desk) => {
  if (!isJsonObject(value)) return text(value, at, property, desk);
  for (const [locale, words] of Object.entries(value)) {
    const known = locale === 'default' || desk.locales.has(locale.toLowerCase());
    if (!known) desk.pad.note(below(at, locale), 'unknown-locale', { locale: locale.slice(0, 40) });
    else text(words, below(at, locale), property, desk);
  }
};

/** A text that nobody may be without: there and not blank in each of the pack's languages. */
export const localInEach: PropertyShape = (value, at, property, desk) => {
  local(value, at, property, desk);
  for (const language of desk.languages)
    if (!isWritten(value, language, desk.languages.length === 1))
      desk.pad.note(at, 'language-missing', { language });
};

/** A plain text serves whoever has one language only. */
const isWritten = (value: unknown, language: string, alone: boolean): boolean => {
  const isText = (one: unknown): boolean => typeof one === 'string' && one.trim() !== '';
  if (!isJsonObject(value)) return alone && isText(value);
  const keys = [language, language.toLowerCase(), ...(language.startsWith('en') ? ['default'] : [])];
  return keys.some((key) => Object.hasOwn(value, key) && isText(value[key]));
};

/** Many properties of one shape. */
export const each = (given: PropertyShape, ...properties: readonly string[]): PropertyTable =>
  Object.fromEntries(properties.map((property) => [property, given]));

/** Why SurveyJS properties that matter are not taken. The reason is a code of its own for the sentence. */
const refused: { readonly [property: string]: string } = {
  choicesByUrl: 'remote',
  completedHtml: 'html',
  completedHtmlOnCondition: 'html',
  completedBeforeHtml: 'html',
  loadingHtml: 'html',
  html: 'html',
  showInMultipleColumns: 'unsupported',
  cells: 'unsupported',
  navigateToUrl: 'remote',
  navigateToUrlOnCondition: 'remote',
  correctAnswer: 'unsupported',
  maskType: 'unsupported',
  maskSettings: 'unsupported',
  templateVisibleIf: 'unsupported',
  hideIfChoicesEmpty: 'unsupported',
  choicesEnableIf: 'unsupported',
  showRefuseItem: 'unsupported',
  showDontKnowItem: 'unsupported',
  valuePropertyName: 'unsupported',
};

/** Notes every member of `source` that the tables do not know or that has the wrong shape. */
export const checkProperties = (
  source: JsonObject,
  at: string,
  type: string,
  tables: readonly PropertyTable[],
  desk: PropertyDesk,
): void => {
  for (const [property, value] of Object.entries(source)) {
    const table = tables.find((candidate) => Object.hasOwn(candidate, property));
    const place = below(at, property);
    if (table !== undefined) table[property]?.(value, place, property, desk);
    else if (Object.hasOwn(refused, property)) {
      desk.pad.note(place, 'refused-property', { property, reason: String(refused[property]) });
    } else desk.pad.note(place, 'unknown-property', { property: property.slice(0, 80), type });
  }
};

const layout = each(
  inert,
  'startWithNewLine',
  'width',
  'minWidth',
  'maxWidth',
  'indent',
  'state',
  'titleLocation',
  'descriptionLocation',
  'questionTitleLocation',
  'questionDescriptionLocation',
  'questionErrorLocation',
  'errorLocation',
  'showNumber',
  'hideNumber',
  'showQuestionNumbers',
  'questionStartIndex',
);

const element: PropertyTable = {
  name: anything,
  visible: flag,
  readOnly: flag,
  ...each(local, 'title', 'description'),
  ...each(expression, 'visibleIf', 'enableIf'),
  ...layout,
};

export const questionnaireProperties: PropertyTable = {
  pages: array,
  calculatedValues: array,
  triggers: array,
  ...each(
    local,
    'title',
    'description',
    'completeText',
    'pageNextText',
    'pagePrevText',
    'startSurveyText',
    'previewText',
  ),
  ...each(
    inert,
    'locale',
    'showQuestionNumbers',
    'questionTitleLocation',
    'questionDescriptionLocation',
    'questionErrorLocation',
    'widthMode',
    'width',
    'showProgressBar',
    'progressBarType',
    'progressBarLocation',
    'progressTitle',
    'progressBarShowPageTitles',
    'progressBarShowPageNumbers',
    'showTitle',
    'showPageTitles',
    'showPageNumbers',
    'showTOC',
    'tocLocation',
    'requiredMark',
    'requiredText',
    'questionsOnPageMode',
    'checkErrorsMode',
    'textUpdateMode',
    'focusFirstQuestionAutomatic',
    'autoFocusFirstQuestion',
    'showNavigationButtons',
    'navigationButtonsLocation',
    'headerView',
    'fitToContainer',
    'gridLayoutEnabled',
  ),
  clearInvisibleValues: oneOf('onHidden'),
};

export const pageProperties: PropertyTable = {
  ...element,
  elements: array,
  ...each(local, 'navigationTitle', 'navigationDescription'),
};

export const panelProperties: PropertyTable = {
  ...element,
  type: anything,
  elements: array,
  innerIndent: inert,
};

export const calculatedProperties: PropertyTable = { name: anything, expression, includeIntoResult: flag };

/** What shows something and has no answer. */
export const displayProperties: PropertyTable = { ...element, type: anything };

/** What every question has, besides what its kind adds. */
export const questionProperties: PropertyTable = {
  ...element,
  type: anything,
  isRequired: flag,
  requiredIf: expression,
  validators: array,
  defaultValue: anything,
  ...each(expression, 'defaultValueExpression', 'setValueExpression', 'setValueIf', 'resetValueIf'),
  valueName: anything,
  clearIfInvisible: oneOf('default', 'onHidden'),
  ...each(local, 'requiredErrorText', 'commentText', 'commentPlaceholder', 'unitText'),
  indicator: record,
};

const choiceProperties: PropertyTable = { value: scalar, text: local, visibleIf: expression };

/** The choices of a question that are written as objects. */
export const checkChoices = (source: JsonObject, at: string, desk: PropertyDesk): void => {
  for (const property of [
    'choices',
    'rateValues',
    ...(source.type === 'matrix' ? ['columns'] : []),
    'rows',
  ]) {
    const choices = source[property];
    if (!Array.isArray(choices)) continue;
    choices.forEach((choice: unknown, index) => {
      const place = below(below(at, property), index);
      if (isJsonObject(choice))
        checkProperties(choice as JsonObject, place, 'choice', [choiceProperties], desk);
    });
  }
};
