/**
 * A questionnaire as other rooms see it: pages and questions with names and titles, in order, for lists, jump marks and
 * exports. It reads any source, published or not, and skips what it does not understand.
 */
import { isJsonObject, type Json, type JsonObject, type LocalText } from '../json.ts';
import { spelled } from './faults.ts';
import { elementsInside } from './kinds/kind.ts';
import { kindAt, kindKey } from './kinds/registry.ts';
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
  /** The questions of a list's items, of a matrix's cells, of several fields. */
  readonly items?: readonly OutlineQuestion[];
  /** Rows of a matrix; without `items`, `choices` are its columns. */
  readonly rows?: readonly { readonly value: Json; readonly text: LocalText }[];
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

const choicesOf = (written: Json | undefined): OutlineQuestion['choices'] => {
  if (!Array.isArray(written)) return undefined;
  return (written as readonly Json[]).map((choice) => {
    const value = isJsonObject(choice) ? (choice.value as Json) : choice;
    return { value, text: (isJsonObject(choice) ? localText(choice.text) : undefined) ?? spelled(value) };
  });
};

/** A column or a field is a question in a form of its own; what only shows something is none. */
const insideOf = (source: JsonObject, path: string): OutlineQuestion['items'] => {
  const inside = kindAt(kindKey(source))?.inside;
  if (inside === undefined) return undefined;
  return questionsOf(elementsInside(source, inside), `${path}.`, undefined);
};

/** What is typed unseen is kept unseen. */
const secretIn = (source: JsonObject): string | undefined =>
  source.type === 'text' && source.inputType === 'password' ? 'password' : undefined;

const keyOf = (source: JsonObject): string => spelled(source.valueName ?? source.name ?? '');

const questionOf = (source: JsonObject, prefix: string, panel: LocalText | undefined): OutlineQuestion => {
  const name = spelled(source.name ?? '');
  const path = prefix + keyOf(source);
  const optional = {
    inputType: source.type === 'text' ? spelled(source.inputType ?? 'text') : undefined,
    panel,
    sensitive: typeof source.sensitive === 'string' ? source.sensitive : secretIn(source),
    unitText: localText(source.unitText),
    choices: choicesOf(source.type === 'matrix' ? source.columns : source.choices),
    items: insideOf(source, path),
    rows: choicesOf(source.rows),
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
    if (kindAt(kindKey(element))?.display) return [];
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

const sensitiveIn = (question: OutlineQuestion, path: string): readonly string[] => {
  const own = question.sensitive === undefined ? [] : [path];
  // The rows of a matrix are members, each with the same questions.
  const within = question.rows === undefined ? path : `${path}.*`;
  const inner = (question.items ?? []).flatMap((item) =>
    sensitiveIn(item, within + item.path.slice(question.path.length)),
  );
  return [...own, ...inner];
};

/** Paths of the questions whose answers are masked unless revealed: `idNo`, `members.idNo`, `matrix.*.account`. */
export const sensitivePaths = (edition: Edition): readonly string[] =>
  outlineOf(edition.source).flatMap((page) =>
    page.questions.flatMap((question) => sensitiveIn(question, question.path)),
  );
