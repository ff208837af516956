/**
 * Kinds of questions as a designer thinks of them, and the SurveyJS JSON that each begins as. The catalogue is our own;
 * what it does not know (written by hand) is shown by its type and stays as it is.
 */
import type { Json, JsonObject, LocalText } from '#forms/json.ts';

export const questionKinds = [
  'text',
  'long-text',
  'number',
  'date',
  'one-of',
  'several-of',
  'yes-no',
  'repeat',
  'group',
  'picture',
] as const;
export type Kind = (typeof questionKinds)[number];
export type KnownKind = Kind | 'page' | 'computed' | 'other';

/** Words for a new question, in every language of the pack. */
export interface NewWords {
  readonly title: LocalText;
  readonly option: (position: number) => LocalText;
}

export const kindOf = (element: JsonObject): KnownKind => {
  switch (element.type) {
    case undefined:
      return 'page';
    case 'text':
      if (element.inputType === 'number') return 'number';
      return element.inputType === 'date' || element.inputType === 'month' ? 'date' : 'text';
    case 'comment':
      return 'long-text';
    case 'radiogroup':
    case 'dropdown':
      return 'one-of';
    case 'checkbox':
    case 'tagbox':
      return 'several-of';
    case 'boolean':
      return 'yes-no';
    case 'paneldynamic':
      return 'repeat';
    case 'panel':
      return 'group';
    case 'image':
      return 'picture';
    case 'expression':
      return 'computed';
    default:
      return 'other';
  }
};

/** What is shown and never answered: no condition can speak of it. */
export const isShownOnly = ({ type }: JsonObject): boolean => type === 'image' || type === 'html';

/** Kinds that carry options. */
export const hasChoices = (element: JsonObject): boolean =>
  ['one-of', 'several-of'].includes(kindOf(element));

const options = (words: NewWords): readonly Json[] =>
  [1, 2].map((position) => ({ value: String(position), text: words.option(position) }));

/** A new question. A repeating group begins with one text question inside, because an empty one asks nothing. */
export const newElement = (kind: Kind, nextName: () => string, words: NewWords): JsonObject => {
  const name = nextName();
  const base = { name, title: words.title };
  switch (kind) {
    case 'text':
      return { type: 'text', ...base };
    case 'long-text':
      return { type: 'comment', ...base };
    case 'number':
      return { type: 'text', ...base, inputType: 'number' };
    case 'date':
      return { type: 'text', ...base, inputType: 'date' };
    case 'one-of':
      return { type: 'radiogroup', ...base, choices: options(words) };
    case 'several-of':
      return { type: 'checkbox', ...base, choices: options(words) };
    case 'yes-no':
      return { type: 'boolean', ...base };
    case 'repeat':
      return {
        type: 'paneldynamic',
        ...base,
        templateElements: [{ type: 'text', name: nextName(), title: words.title }],
        maxPanelCount: 20,
      };
    case 'group':
      return { type: 'panel', ...base, elements: [] };
    // What it says is its text for those who cannot see it.
    case 'picture':
      return { type: 'image', name };
  }
};
