/** This round's answers beside last round's; what the check reads is marked. */
import { useTranslation } from 'react-i18next';
import type { ValueLine } from './values.ts';

export interface ValuesProps {
  readonly lines: readonly ValueLine[];
  /** Whether there was a round before. */
  readonly prev: boolean;
}

export const Values = ({ lines, prev }: ValuesProps) => {
  const { t } = useTranslation('findings');
  if (lines.length === 0) return null;
  return (
    <table className="x-table f-values">
      <thead>
        <tr>
          <th>{t('values.question')}</th>
          <th className="r">{t('values.now')}</th>
          {prev && <th className="r">{t('values.before')}</th>}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.at} className={line.read ? 'read' : ''}>
            <th scope="row">
              {line.title}
              {line.read && <span className="x-vh"> {t('values.read')}</span>}
            </th>
            <td className="r">{line.now === '' ? t('values.empty') : line.now}</td>
            {prev && (
              <td className={line.before !== '' && line.before !== line.now ? 'r differs' : 'r'}>
                {line.before}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
