/** Until the end of which day the village is to answer, in the campaign's zone. */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAt, instantOf } from '#forms/campaign/local-time.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { serverNow } from '../../time/server-time.ts';

const dayMs = 86_400_000;

const endOf = (date: string, timeZone: string): number | undefined => {
  const until = instantOf(`${date} 24:00`, timeZone);
  return until.ok ? until.value : undefined;
};

/** The end of the day that comes so many days from now. */
export const inDays = (days: number, timeZone: string): number | undefined =>
  endOf(dateAt(serverNow() + days * dayMs, timeZone), timeZone);

export interface DueFieldProps {
  readonly value: number | undefined;
  readonly onChange: (dueAt: number | undefined) => void;
}

export const DueField = ({ value, onChange }: DueFieldProps) => {
  const { t } = useTranslation('findings');
  const { timeZone } = useCampaign().calendar;
  const id = useId();
  return (
    <div className="f-field">
      <label htmlFor={id}>{t('act.due')}</label>
      <input
        id={id}
        type="date"
        min={dateAt(serverNow(), timeZone)}
        value={value === undefined ? '' : dateAt(value - 1, timeZone)}
        onChange={(event) => onChange(endOf(event.target.value, timeZone))}
      />
    </div>
  );
};
