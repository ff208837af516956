/**
 * A questionnaire as other rooms see it: pages and questions with names and titles, in order, for lists, jump marks and
 * exports. It reads any source, published or not, and skips what it does not understand.
 */
import { isJsonObject, type Json, type JsonObject, type LocalText } from '../json.ts';
import { spelled } from './faults.ts';
import type { Edition } from './questionnaire.ts';

export interface OutlineQuestion {
  readonly name: string;
  /** `members.idNo` for a question inside a list. */
  readonly path: string;
  /** SurveyJS type. */
  readonly type: string;
  /** For text questions. */
  readonly inputType?: string;
  /** The name where there is no title, as SurveyJS shows it. */
  readonly title: LocalText;
  /** Title or name of the panel around it. */
  readonly panel?: LocalText;
  readonly required: boolean;
  readonly sensitive?: string;
  readonly unitText?: LocalText;
  readonly choices?: readonly { readonly value: Json; readonly text: LocalText }[];
  /** The questions of a list's items. */
  readonly items?: readonly OutlineQuestion[];
}

export interface OutlinePage {
  readonly name: string;
  readonly title: LocalText;
  readonly questions: readonly OutlineQuestion[];
}

const localText = (value: unknown): LocalText | undefined => {
  if (typeof value === 'string') return value;
  return isJsonObject(value) && Object.values(value).every((text) => typeof text === 'string')
    ? (value as { readonly [locale: string]: string })
    : undefined;
};

const objects = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? (value.filter(isJsonObject) as JsonObject[]) : [];

const choicesOf = (source: JsonObject): OutlineQuestion['choices'] => {
  if (!Array.isArray(source.choices)) return undefined;
  return (source.choices as readonly Json[]).map((choice) => {
    const value = isJsonObject(choice) ? (choice.value as Json) : choice;
    return { value, text: (isJsonObject(choice) ? localText(choice.text) : undefined) ?? spelled(value) };
  });
};

const questionOf = (source: JsonObject, prefix: string, panel: LocalText | undefined): OutlineQuestion => {
  const name = spelled(source.name ?? '');
  const path = prefix + name;
  const optional = {
    inputType: source.type === 'text' ? spelled(source.inputType ?? 'text') : undefined,
    panel,
    sensitive: typeof source.sensitive === 'string' ? source.sensitive : undefined,
    unitText: localText(source.unitText),
    choices: choicesOf(source),
    items:
      source.type === 'paneldynamic'
        ? questionsOf(source.templateElements, `${path}.`, undefined)
        : undefined,
  };
  return {
    name,
    path,
    type: spelled(source.type),
    title: localText(source.title) ?? name,
    required: source.isRequired === true,
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ) as Partial<OutlineQuestion>),
  };
};

const questionsOf = (
  elements: unknown,
  prefix: string,
  panel: LocalText | undefined,
): readonly OutlineQuestion[] =>
  objects(elements).flatMap((element) => {
    if (element.type !== 'panel') return [questionOf(element, prefix, panel)];
    return questionsOf(
      element.elements,
      prefix,
      localText(element.title) ?? (spelled(element.name ?? '') || panel),
    );
  });

/** Pages and their questions, panels flattened, lists with the questions of their items. */
export const outlineOf = (source: JsonObject): readonly OutlinePage[] =>
  objects(source.pages).map((page, index) => {
    const name = typeof page.name === 'string' ? page.name : `page${index + 1}`;
    return {
      name,
      title: localText(page.title) ?? name,
      questions: questionsOf(page.elements, '', undefined),
    };
  });

const withItems = (question: OutlineQuestion): readonly OutlineQuestion[] => [
  question,
  ...(question.items ?? []).flatMap(withItems),
];

/** Every question, those inside lists behind their list. */
export const outlineQuestions = (source: JsonObject): readonly OutlineQuestion[] =>
  outlineOf(source).flatMap((page) => page.questions.flatMap(withItems));

/** Paths of the questions whose answers are masked unless revealed: `idNo`, `members.idNo`. */
export const sensitivePaths = (edition: Edition): readonly string[] =>
  outlineQuestions(edition.source).flatMap((question) =>
    question.sensitive === undefined ? [] : [question.path],
  );
