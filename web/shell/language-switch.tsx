/** Both languages in their own words, so that nobody is locked into one they cannot read. */
import { useTranslation } from 'react-i18next';
import { languages, setLanguage } from '../locale/index.ts';

const names = { 'zh-CN': '中文', en: 'English' } as const;

export const LanguageSwitch = () => {
  const { t, i18n } = useTranslation('shell');
  return (
    <fieldset className="x-seg">
      <legend className="x-vh">{t('language')}</legend>
      {languages.map((language) => (
        <label key={language} lang={language}>
          <input
            type="radio"
            name="language"
            checked={i18n.language === language}
            onChange={() => void setLanguage(language)}
          />
          <span>{names[language]}</span>
        </label>
      ))}
    </fieldset>
  );
};
