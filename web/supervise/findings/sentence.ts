/** A check's condition as a sentence: names become the questions' own words, signs become words. Pure. */
import { isJsonObject, type JsonObject, type LocalText, textIn } from '#forms/json.ts';

/** `value`: a question or figure, `word`: a key of what the person reads, `plain`: a value as it stands. */
export type Piece =
  | { readonly is: 'value'; readonly text: string }
  | { readonly is: 'plain'; readonly text: string }
  | { readonly is: 'word'; readonly word: string };

const words: { readonly [written: string]: string } = {
  and: 'and',
  or: 'or',
  '&&': 'and',
  '||': 'or',
  '=': 'equals',
  '==': 'equals',
  '<>': 'differs',
  '!=': 'differs',
  '>': 'above',
  '<': 'below',
  '>=': 'least',
  '<=': 'most',
  empty: 'empty',
  notempty: 'notempty',
  contains: 'contains',
  notcontains: 'notcontains',
  anyof: 'anyof',
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'over',
};

const token =
  /\{([^{}]+)\}|'([^']*)'|(\d+(?:\.\d+)?)|(<>|!=|<=|>=|==|&&|\|\||[=<>+\-*/])|([A-Za-z]+)(\()?|\s+/gy;

/** Nothing where the condition asks functions or brackets its parts: those are shown as they are written. */
export const sentenceOf = (
  expression: string,
  titleOf: (name: string) => string,
): readonly Piece[] | undefined => {
  const pieces: Piece[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < expression.length) {
    const match = token.exec(expression);
    if (!match) return undefined;
    const [, name, text, number, sign, word, call] = match;
    if (call !== undefined) return undefined;
    if (name !== undefined) pieces.push({ is: 'value', text: titleOf(name) });
    else if (text !== undefined) pieces.push({ is: 'plain', text });
    else if (number !== undefined) pieces.push({ is: 'plain', text: number });
    else if (sign !== undefined || word !== undefined) {
      const known = words[sign ?? word?.toLowerCase() ?? ''];
      if (known === undefined) {
        if (word !== 'true' && word !== 'false') return undefined;
        pieces.push({ is: 'word', word });
      } else pieces.push({ is: 'word', word: known });
    }
  }
  return pieces;
};

/** Names between braces, once each. */
export const namesIn = (expression: string): readonly string[] => [
  ...new Set([...expression.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)),
];

const elementsOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject).map((one) => one as JsonObject) : [];

/** Titles of a questionnaire by path without positions: `members.idNo`. */
export const titlesOf = (source: JsonObject, language: string): ReadonlyMap<string, string> => {
  const titles = new Map<string, string>();
  const walk = (elements: unknown, path: string): void => {
    for (const element of elementsOf(elements)) {
      const name = `${path}${String(element.name ?? '')}`;
      const inner = element.type === 'panel';
      if (!inner) {
        const title = element.title === undefined ? '' : textIn(element.title as LocalText, language);
        titles.set(name, title || String(element.name ?? ''));
      }
      walk(element.elements, path);
      walk(element.templateElements, `${name}.`);
    }
  };
  for (const page of elementsOf(source.pages)) walk(page.elements, '');
  return titles;
};

/** What a name of the dossier language is called, as far as one questionnaire knows it. */
export const titleIn =
  (titles: ReadonlyMap<string, string>, about: string, rows: string | undefined) =>
  (name: string): string => {
    const [first = '', ...rest] = name.split('.');
    const path = rest.join('.').replace(/\[\d+\]/g, '');
    const outer = rows?.split('.')[0];
    const candidates = {
      [about]: path,
      row: `${rows ?? ''}.${path}`,
      outer: `${outer ?? ''}.${path}`,
    };
    const known = candidates[first as keyof typeof candidates];
    return (known === undefined ? undefined : titles.get(known)) ?? name;
  };
