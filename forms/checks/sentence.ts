/** A check's message as people read it: placeholders filled in with what was found, codes with the words of their choices. */
import { isJsonObject, type Json, type JsonObject, textIn } from '../json.ts';
import { type OutlineQuestion, outlineOf } from '../questionnaire/outline.ts';
import type { Check, Hit } from './check.ts';
import { filledIn } from './placeholders.ts';

export interface QuestionPath {
  readonly questionnaire: string;
  /** `members.relation`, without positions. */
  readonly path: string;
}

/** The question that a placeholder speaks of; none for units, parameters and what is inside a matrix. */
export const questionOfPlaceholder = (
  placeholder: string,
  { about, rows }: Pick<Check, 'about' | 'rows'>,
): QuestionPath | undefined => {
  const [first = '', ...rest] = placeholder.replaceAll(/\[-?\d+\]/g, '').split('.');
  const path = rest.join('.');
  if (first === 'row') return { questionnaire: about, path: `${rows}.${path}` };
  if (first === 'outer') return { questionnaire: about, path: `${rows?.split('.')[0]}.${path}` };
  if (first === 'unit' || first === 'P' || path === '') return undefined;
  return first === 'prev'
    ? { questionnaire: rest[0] ?? '', path: rest.slice(1).join('.') }
    : { questionnaire: first, path };
};

type Words = ReadonlyMap<string, NonNullable<OutlineQuestion['choices']>>;

const wordsIn = (questions: readonly OutlineQuestion[]): Words =>
  new Map(
    questions.flatMap(({ path, choices, items = [] }) => [
      ...(choices === undefined ? [] : [[path, choices] as const]),
      ...wordsIn(items),
    ]),
  );

const known = new WeakMap<JsonObject, Words>();

const wordsOf = (source: JsonObject): Words => {
  const words = known.get(source) ?? wordsIn(outlineOf(source).flatMap(({ questions }) => questions));
  known.set(source, words);
  return words;
};

export interface SentenceParts {
  readonly locale: string;
  /** Sources of the questionnaires' editions, as far as they are at hand: without one, codes are shown as they are. */
  readonly sources: { readonly [questionnaire: string]: JsonObject };
  /** What stands for a value that is no choice: nothing, yes and no, dates. */
  readonly shown: (value: Json) => string;
}

export const checkSentence = (
  check: Pick<Check, 'about' | 'rows' | 'message'>,
  facts: Hit['facts'],
  { locale, sources, shown }: SentenceParts,
): string =>
  filledIn(textIn(check.message, locale), (placeholder) => {
    const value = Object.hasOwn(facts, placeholder) ? (facts[placeholder] ?? null) : null;
    const question = questionOfPlaceholder(placeholder, check);
    const source = question && sources[question.questionnaire];
    const choices = isJsonObject(source) && question ? wordsOf(source).get(question.path) : undefined;
    const word = (one: Json): string => {
      const choice = choices?.find((candidate) => candidate.value === one);
      return choice === undefined ? shown(one) : textIn(choice.text, locale);
    };
    return Array.isArray(value) ? (value as readonly Json[]).map(word).join(', ') : word(value);
  });
