/** Which days a figure of each kind is about, and the words that stand at the questions (their CSS class says which kind). */
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '#forms/campaign/calendar.ts';

const kinds = ['statistic', 'state', 'basic', 'process'] as const;

/** The words at the questions, for a style attribute around the form. */
export const useKindWords = (): CSSProperties => {
  const { t } = useTranslation('collect');
  return Object.fromEntries(kinds.map((kind) => [`--q-${kind}`, `"${t(`kinds.${kind}`)}"`]));
};

export const PeriodNote = ({ calendar }: { readonly calendar: Pick<Calendar, 'statPeriod' | 'stateAt'> }) => {
  const { t } = useTranslation('collect');
  const { statPeriod, stateAt } = calendar;
  if (!statPeriod && stateAt === undefined) return null;
  return (
    <details className="period">
      <summary>{t('period.title')}</summary>
      <p>
        {statPeriod && t('period.statistic', { ...statPeriod })}
        {statPeriod && stateAt !== undefined && <br />}
        {stateAt !== undefined && t('period.state', { at: stateAt })}
      </p>
    </details>
  );
};
