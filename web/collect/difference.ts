/** What differs between two sets of answers, question by question: for the person who has to choose. Pure. */
import type { Json, JsonObject, LocalText } from '#forms/json.ts';
import { isJsonObject } from '#forms/json.ts';

export interface Difference {
  /** Path such as `members[2].name`. */
  readonly at: string;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

const asObject = (value: Json | undefined): JsonObject | undefined =>
  isJsonObject(value) ? (value as JsonObject) : undefined;

const within = (at: string, mine: Json | undefined, theirs: Json | undefined): readonly Difference[] => {
  if (JSON.stringify(mine) === JSON.stringify(theirs)) return [];
  if (Array.isArray(mine) && Array.isArray(theirs) && [...mine, ...theirs].every(isJsonObject))
    return Array.from({ length: Math.max(mine.length, theirs.length) }, (_, index) =>
      within(`${at}[${index}]`, mine[index] as Json | undefined, theirs[index] as Json | undefined),
    ).flat();
  const [left, right] = [asObject(mine), asObject(theirs)];
  if (!left || !right) return [{ at, mine, theirs }];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) =>
    within(at ? `${at}.${key}` : key, left[key], right[key]),
  );
};

export const differences = (mine: JsonObject, theirs: JsonObject): readonly Difference[] =>
  within('', mine, theirs);

interface Titled {
  readonly title?: LocalText;
  readonly name?: string;
  readonly choices?: readonly (string | { readonly value: Json; readonly text?: LocalText })[];
}

/** Every question of a questionnaire by name, wherever it stands. */
const questionsByName = (source: unknown, found = new Map<string, Titled>()): Map<string, Titled> => {
  if (Array.isArray(source)) for (const one of source) questionsByName(one, found);
  else if (isJsonObject(source)) {
    if (typeof source.name === 'string' && typeof source.type === 'string')
      found.set(source.name, source as Titled);
    for (const inner of [source.pages, source.elements, source.templateElements])
      questionsByName(inner, found);
  }
  return found;
};

/** How a path and a value are said to people, from the questionnaire's own words. */
export const speaker = (source: JsonObject, text: (words: LocalText) => string) => {
  const questions = questionsByName(source);
  const titleOf = (name: string) => text(questions.get(name)?.title ?? name);
  const said = (question: Titled | undefined, value: Json | undefined): string => {
    if (value === undefined || value === null || value === '') return '—';
    if (Array.isArray(value)) return value.map((one: Json) => said(question, one)).join('、');
    const choice = question?.choices?.find((one) => typeof one !== 'string' && one.value === value);
    if (choice && typeof choice !== 'string' && choice.text) return text(choice.text);
    return typeof value === 'object' ? '…' : String(value);
  };
  return {
    /** `members[1].name` → 成员 2 › 姓名 */
    path: (at: string): string =>
      at
        .split('.')
        .map((part) => {
          const [, name = part, index] = /^(.*?)(?:\[(\d+)\])?$/.exec(part) ?? [];
          return index === undefined ? titleOf(name) : `${titleOf(name)} ${Number(index) + 1}`;
        })
        .join(' › '),
    value: (at: string, value: Json | undefined): string => {
      const name = /([^.[\]]+)(?:\[\d+\])?$/.exec(at)?.[1] ?? at;
      const yesNo = typeof value === 'boolean' ? (value ? '✓' : '✗') : undefined;
      return yesNo ?? said(questions.get(name), value);
    },
  };
};
