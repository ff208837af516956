/** Answers read back as people read them: questions in order, values in words, repeating groups as numbered entries. */
import { isJsonObject, type Json, type JsonObject, type LocalText, textIn } from '#forms/json.ts';

export interface AnswerLine {
  /** Path as violations and findings spell it: `members[2].idNo`. */
  readonly at: string;
  readonly title: string;
  /** Empty when nothing was answered. */
  readonly text: string;
  /** Masked by the server: shown as it came. */
  readonly sensitive: boolean;
}
export interface AnswerSection {
  readonly key: string;
  readonly title: string;
  readonly lines: readonly AnswerLine[];
  readonly entries: readonly {
    readonly key: string;
    readonly title: string;
    readonly lines: readonly AnswerLine[];
  }[];
}

export interface Words {
  readonly language: string;
  readonly yes: string;
  readonly no: string;
  /** Between several values. */
  readonly gap: string;
}

const list = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject).map((item) => item as JsonObject) : [];

const local = (value: unknown, language: string): string => {
  if (typeof value === 'string') return value;
  return isJsonObject(value) ? textIn(value as LocalText, language) : '';
};

const titleOf = (element: JsonObject, { language }: Words): string =>
  local(element.title, language) || String(element.name ?? '');

const choiceText = (element: JsonObject, value: Json, { language }: Words): string | undefined => {
  const choices = Array.isArray(element.choices) ? element.choices : [];
  for (const choice of choices as readonly unknown[]) {
    if (!isJsonObject(choice)) {
      if (choice === value) return String(choice);
    } else if (choice.value === value) return local(choice.text, language) || String(value);
  }
  return undefined;
};

const valueText = (element: JsonObject, value: Json | undefined, words: Words): string => {
  if (value === undefined || value === null || value === '') return '';
  if (element.type === 'signaturepad') return words.yes;
  if (element.type === 'file')
    return list(value)
      .map(({ name }) => String(name))
      .join(words.gap);
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.map((one: Json) => valueText(element, one, words)).join(words.gap);
  if (isJsonObject(value)) return JSON.stringify(value);
  const chosen = choiceText(element, value, words);
  if (chosen !== undefined) return chosen;
  const unit = local(element.unitText, words.language);
  return unit === '' ? String(value) : `${String(value)} ${unit}`;
};

const lineOf = (element: JsonObject, answers: JsonObject, path: string, words: Words): AnswerLine => {
  const name = String(element.name ?? '');
  return {
    at: path + name,
    title: titleOf(element, words),
    text: valueText(element, answers[name], words),
    sensitive: typeof element.sensitive === 'string',
  };
};

/** Questions below layout groups; repeating groups are left to their own entries. */
const questionsIn = (elements: unknown): readonly JsonObject[] =>
  list(elements).flatMap((element) => (element.type === 'panel' ? questionsIn(element.elements) : [element]));

const isRepeating = (element: JsonObject) => element.type === 'paneldynamic';

const entriesOf = (element: JsonObject, answers: JsonObject, words: Words): AnswerSection['entries'] => {
  const name = String(element.name ?? '');
  const inside = questionsIn(element.templateElements).filter((question) => !isRepeating(question));
  return list(answers[name]).map((entry, index) => {
    const path = `${name}[${index}]`;
    const lines = inside.map((question) => lineOf(question, entry, `${path}.`, words));
    const called = lines.find(({ text }) => text !== '')?.text ?? '';
    return { key: path, title: `${index + 1} ${called}`.trim(), lines };
  });
};

/** One section per page, and one per repeating group with its entries. */
export const answerSections = (
  source: JsonObject,
  answers: JsonObject,
  words: Words,
): readonly AnswerSection[] =>
  list(source.pages).flatMap((page): readonly AnswerSection[] => {
    const questions = questionsIn(page.elements);
    const lines = questions
      .filter((question) => !isRepeating(question))
      .map((question) => lineOf(question, answers, '', words));
    const own: AnswerSection = {
      key: String(page.name ?? ''),
      title: titleOf(page, words),
      lines,
      entries: [],
    };
    const groups = questions.filter(isRepeating).map(
      (group): AnswerSection => ({
        key: String(group.name ?? ''),
        title: titleOf(group, words),
        lines: [],
        entries: entriesOf(group, answers, words),
      }),
    );
    return [...(lines.length > 0 ? [own] : []), ...groups];
  });
