/** What the command line says, in the two languages of its users. The web app's sentences are in web/locale. */

import { englishFaults } from './faults-en.ts';
import { chineseFaults } from './faults-zh.ts';
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
  filledIn(sentences[language][code], facts);

/** What a fault of a pack means; nothing for a code that has no sentence. */
export const sayFault = (language: Language, code: string, facts: FaultFacts): string | undefined => {
  // Shapes of files are told by zod, shapes of properties by the publish gate.
  const own = code === 'wrong-shape' && 'says' in facts ? 'file-shape' : code;
  const known: { readonly [code: string]: string } = language === 'zh' ? chineseFaults : englishFaults;
  return Object.hasOwn(known, own) ? filledIn(known[own] ?? '', facts) : undefined;
};

type FaultFacts = { readonly [name: string]: string | number | boolean | undefined };

const filledIn = (sentence: string, facts: FaultFacts): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = facts[name];
    return typeof value === 'number' ? value.toLocaleString('en-US') : String(value ?? '');
  });
