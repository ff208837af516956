/**
 * Two languages, Chinese first. A namespace is one JSON file per language and is fetched when a feature first asks for it;
 * `<html lang>` follows the choice.
 */
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

const stored = 'xiangbiao.language';
const files = import.meta.glob<{ default: Record<string, unknown> }>('./*/*.json');

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[`./${language}/${namespace}.json`];
    if (!load) {
      done(new Error(`no locale file ${language}/${namespace}`), null);
      return;
    }
    load().then(
      (file) => done(null, file.default),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  },
};

const isLanguage = (value: string | null): value is Language => languages.some((known) => known === value);

/** What the person chose, else what the device speaks, else Chinese. */
const initialLanguage = (): Language => {
  const kept = localStorage.getItem(stored);
  if (isLanguage(kept)) return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
};

export const startLocale = async (): Promise<void> => {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: initialLanguage(),
      fallbackLng: false,
      supportedLngs: [...languages],
      load: 'currentOnly',
      ns: ['shell', 'problems'],
      defaultNS: 'shell',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
};

export const setLanguage = async (language: Language): Promise<void> => {
  localStorage.setItem(stored, language);
  await i18next.changeLanguage(language);
};
