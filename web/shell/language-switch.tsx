/** Both languages in their own words, so that nobody is locked into one they cannot read. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languages, setLanguage } from '../locale/index.ts';

const names = { 'zh-CN': '中文', en: 'English' } as const;

export const LanguageSwitch = () => {
  const { t, i18n } = useTranslation('shell');
  // The words follow once they are loaded; the switch moves at once.
  const [chosen, setChosen] = useState(i18n.language);
  return (
    <fieldset className="x-seg">
      <legend className="x-vh">{t('language')}</legend>
      {languages.map((language) => (
        <label key={language} lang={language}>
          <input
            type="radio"
            name="language"
            checked={chosen === language}
            onChange={() => {
              setChosen(language);
              void setLanguage(language);
            }}
          />
          <span>{names[language]}</span>
        </label>
      ))}
    </fieldset>
  );
};
