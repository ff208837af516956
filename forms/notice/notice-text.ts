/** Notices in words, for the bell in the app and for what leaves it. One place, so that a person reads the same everywhere. */
import type { Instant } from '../json.ts';
import type { Notice, NoticeKind } from './notice.ts';
import { type NoticeLanguage, noticeSentences } from './sentences.ts';

export interface NoticeWords {
  readonly language: NoticeLanguage;
  /** How an instant is written, deadlines as people say them. */
  readonly when: (instant: Instant) => string;
  /** What people call a questionnaire, a stage, an area. */
  readonly nameOf: (what: 'questionnaire' | 'stage' | 'village', id: string) => string;
}

const named = ['questionnaire', 'stage', 'village'] as const;
const instants = ['until', 'closesAt', 'was'];

export interface NoticeText {
  readonly title: string;
  readonly body: string;
}

/** G21. */
export const noticeText = (
  { kind, facts }: Pick<Notice, 'kind' | 'facts'>,
  words: NoticeWords,
): NoticeText => {
  const { title, body } = noticeSentences[words.language][kind];
  const spoken = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, spokenFact(name, fact, words)]),
  );
  return { title: filled(title, spoken), body: filled(body, spoken) };
};

const spokenFact = (name: string, fact: string | number, { when, nameOf }: NoticeWords): string => {
  if (typeof fact === 'number') return instants.includes(name) ? when(fact) : String(fact);
  const what = named.find((one) => one === name);
  return what === undefined ? fact : nameOf(what, fact);
};

const filled = (sentence: string, facts: { readonly [name: string]: string }): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '');

/** Names of the facts that a sentence of this kind speaks of. */
export const factsOf = (language: NoticeLanguage, kind: NoticeKind): readonly string[] => {
  const { title, body } = noticeSentences[language][kind];
  return [...new Set([...`${title} ${body}`.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
};
