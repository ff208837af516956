/** Placeholders of messages: `{row.age}` in every language alike. */
import type { LocalText } from '../json.ts';

const pattern = /\{([^{}]+)\}/g;

const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

const textsOf = (message: LocalText): readonly string[] =>
  typeof message === 'string' ? [message] : Object.values(message);

/** Every placeholder of any language, once. */
export const placeholdersOf = (message: LocalText): readonly string[] => [
  ...new Set(textsOf(message).flatMap(namesIn)),
];

/** Placeholders that some language has and another one lacks. */
export const unequalPlaceholders = (message: LocalText): readonly string[] => {
  const each = textsOf(message).map((text) => new Set(namesIn(text)));
  return placeholdersOf(message).filter((name) => !each.every((names) => names.has(name)));
};

/** The text with its placeholders filled in: `told` says what stands for a name. */
export const filledIn = (text: string, told: (placeholder: string) => string): string =>
  text.replace(pattern, (_, name: string) => told(name));
