/** What is wrong with a calendar, in people's words. */
import { useTranslation } from 'react-i18next';
import type { CalendarFault } from '#forms/campaign/calendar.ts';

export const CalendarFaults = ({ faults }: { readonly faults: readonly CalendarFault[] }) => {
  const { t } = useTranslation('supervise');
  return faults.map(({ at, code, facts }) => (
    <span key={`${at} ${code}`} className="x-bad x-xs s-fault">
      {t(`calendarFault.${code}`, facts)}
    </span>
  ));
};
