/** The designer's own words for a violation, where there are any; otherwise web/locale has the sentence for its code. */
import type { Violation } from '../answers/answers.ts';
import { isJsonObject, type Json, type JsonObject, type LocalText } from '../json.ts';
import { elementsInside } from './kinds/kind.ts';
import { kindAt, kindKey } from './kinds/registry.ts';
import type { Edition } from './questionnaire.ts';

const nesting = ['pages', 'elements'] as const;

const objects = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value)
    ? (value as readonly Json[]).filter((item): item is JsonObject => isJsonObject(item))
    : [];

const questionNamed = (container: JsonObject, name: string): JsonObject | undefined => {
  for (const child of nesting.flatMap((key) => objects(container[key]))) {
    const isQuestion = child.type !== undefined && child.type !== 'panel';
    const found = isQuestion ? (child.name === name ? child : undefined) : questionNamed(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The questions along a path such as `members[2].idNo`, outermost first. */
const questionsAlong = (source: JsonObject, path: string): readonly JsonObject[] => {
  const found: JsonObject[] = [];
  let container: JsonObject = source;
  let isRow = false;
  for (const name of path.replaceAll(/\[\d+\]/g, '').split('.')) {
    if (isRow) {
      isRow = false;
      continue;
    }
    const question = questionNamed(container, name);
    if (question === undefined) return found;
    found.push(question);
    const inside = kindAt(kindKey(question))?.inside;
    if (inside === undefined) return found;
    container = { elements: elementsInside(question, inside) };
    isRow = inside.shape === 'rows';
  }
  return found;
};

/** Properties that hold words, by violation code. */
const properties: { readonly [code: string]: string } = {
  required: 'requiredErrorText',
  'other-not-described': 'otherErrorText',
  'too-small': 'minErrorText',
  'too-early': 'minErrorText',
  'too-large-number': 'maxErrorText',
  'too-late': 'maxErrorText',
};

const isText = (value: Json | undefined): value is string | { readonly [locale: string]: string } =>
  typeof value === 'string' ||
  (isJsonObject(value) && Object.values(value).every((text) => typeof text === 'string'));

/** SurveyJS puts the bound where `{0}` stands. */
const withLimit = (text: LocalText, limit: string): LocalText => {
  const filled = (words: string): string => words.replaceAll('{0}', limit);
  if (typeof text === 'string') return filled(text);
  return Object.fromEntries(Object.entries(text).map(([locale, words]) => [locale, filled(words)]));
};

export const ownWords = (edition: Edition, { at, code, facts }: Violation): LocalText | undefined => {
  const along = questionsAlong(edition.source, at);
  const question = along.at(-1);
  const words = ((): Json | undefined => {
    if (typeof facts.validator === 'number') return objects(question?.validators)[facts.validator]?.text;
    if (code === 'repeated-key') return along.at(-2)?.keyDuplicationError;
    return question?.[properties[code] ?? ''];
  })();
  return isText(words) && words !== '' ? withLimit(words, String(facts.limit ?? '')) : undefined;
};
