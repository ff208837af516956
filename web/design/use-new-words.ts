/** The first words of new questions, in every language that the pack is written in and that we have words for. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalText } from '#forms/json.ts';
import { withText } from './document/edit.ts';
import type { NewWords } from './document/kinds.ts';

export const useNewWords = (locales: readonly string[]): NewWords => {
  const { t } = useTranslation('design');
  return useMemo(() => {
    const text = (words: (locale: string) => string): LocalText => {
      const all = locales.reduce<LocalText | undefined>(
        (built, locale) => withText(built, locale, words(locale)),
        undefined,
      );
      return all ?? words('en');
    };
    // Both languages are in the bundle of this namespace: a new question must not depend on the screen's language.
    return {
      title: text((locale) => t(`new.title.${locale === 'zh-CN' ? 'zh-CN' : 'en'}`)),
      option: (position) =>
        text((locale) => t(`new.option.${locale === 'zh-CN' ? 'zh-CN' : 'en'}`, { position })),
    };
  }, [locales, t]);
};
