/** Texts of pack.json, code lists and calendar that some language of the pack lacks. One plain string serves every language. */
import { type FileFault, missingLanguages } from '../checks/parse-checks.ts';
import { isJsonObject } from '../json.ts';

const textKeys = new Set(['title', 'short', 'counter', 'plural', 'text']);

const isTexts = (value: unknown): value is { readonly [language: string]: string } =>
  isJsonObject(value) && Object.values(value).every((text) => typeof text === 'string');

const missingIn = (value: unknown, at: string, locales: readonly string[]): readonly FileFault[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => missingIn(item, `${at}/${index}`, locales));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = `${at}/${key}`;
    if (!textKeys.has(key) || !isTexts(inner)) return missingIn(inner, place, locales);
    return missingLanguages(inner, locales).map((language) => ({
      ...{ at: place, code: 'language-missing', facts: { language } },
    }));
  });
};

/** The files must have passed their shapes: nesting is as deep as these allow. */
export const textFaults = (
  files: readonly (readonly [file: string, content: unknown])[],
  locales: readonly string[],
): readonly FileFault[] => files.flatMap(([file, content]) => missingIn(content, `${file}#`, locales));
