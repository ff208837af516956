/** Light, dark, or as the device is set. */
import { useTranslation } from 'react-i18next';
import { setColorScheme, useColorScheme } from './color-scheme.ts';

const schemes = ['auto', 'light', 'dark'] as const;

export const SchemeSwitch = () => {
  const { t } = useTranslation('shell');
  const scheme = useColorScheme();
  return (
    <fieldset className="x-seg">
      <legend className="x-vh">{t('scheme.title')}</legend>
      {schemes.map((one) => (
        <label key={one}>
          <input type="radio" name="scheme" checked={scheme === one} onChange={() => setColorScheme(one)} />
          <span>{t(`scheme.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
};
