/** What the command line says, in the two languages of its users. The web app's sentences are in web/locale. */

import { english } from './sentences-en.ts';
import { chinese } from './sentences-zh.ts';

export type Language = 'en' | 'zh';
export type SentenceCode = keyof typeof english;
export type Facts = { readonly [name: string]: string | number | undefined };

const sentences: { readonly [L in Language]: { readonly [Code in SentenceCode]: string } } = {
  en: english,
  zh: chinese,
};

/** The language of the terminal, as POSIX orders the variables. */
export const languageOf = (environment: { readonly [name: string]: string | undefined }): Language => {
  const named = [environment.LC_ALL, environment.LC_MESSAGES, environment.LANG].find(
    (value) => value !== undefined && value !== '',
  );
  return named?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
};

/** The sentence with its `{facts}` filled in; a fact that is not there leaves an empty place. */
export const say = (language: Language, code: SentenceCode, facts: Facts = {}): string =>
  sentences[language][code].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = facts[name];
    return typeof value === 'number' ? value.toLocaleString('en-US') : (value ?? '');
  });
