/** One moment of the calendar as it is edited: its day and its time, what it was, and what is wrong with it, while it is typed. */
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarFault } from '#forms/campaign/calendar.ts';
import { instantOf } from '#forms/campaign/local-time.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { groupName } from '../../shell/group-name.ts';
import { useFormats } from '../../time/format.ts';
import { CalendarFaults } from './fault-text.tsx';
import { instantIn, isChanged, type Moment, partsOf } from './moments.ts';

interface MomentRowProps {
  readonly moment: Moment;
  readonly faults: readonly CalendarFault[];
  readonly onTime: (written: string) => void;
  /** What else it is, opened on demand; a beginning is edited at its end. */
  readonly details?: ReactNode;
}

export const useMomentName = (): ((moment: Pick<Moment, 'kind' | 'title'>) => string) => {
  const { t } = useTranslation('supervise');
  const { text } = useFormats();
  return ({ kind, title }) => {
    if (kind === 'begin') return t('edit.begins', { stage: text(title) });
    return kind === 'freeze' ? t('calendar.ends', { stage: text(title) }) : text(title);
  };
};

export const MomentRow = ({ moment, faults, onTime, details }: MomentRowProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const campaign = useCampaign();
  const nameOf = useMomentName();
  const { calendar } = campaign;
  const was = instantIn(calendar, moment);
  const { date, time } = partsOf(moment.written);
  const what = nameOf(moment);
  const set = instantOf(moment.written, calendar.timeZone);
  const changed = isChanged(moment, calendar);
  const [open, setOpen] = useState(false);
  const panel = useId();
  return (
    <>
      <tr className={changed ? 'here' : ''}>
        <th scope="row">
          <span className="s-when">
            <input
              type="date"
              aria-label={t('edit.dateOf', { what })}
              value={date}
              onChange={(event) => onTime(`${event.target.value} ${time}`)}
            />
            <input
              type="text"
              inputMode="numeric"
              maxLength={5}
              aria-label={t('edit.timeOf', { what })}
              aria-invalid={faults.length > 0}
              value={time}
              onChange={(event) => onTime(`${date} ${event.target.value.replace('：', ':')}`)}
            />
            <span className="x-muted x-xs">
              {set.ok && formats.weekday(set.value - (time === '24:00' ? 1 : 0), calendar.timeZone)}
            </span>
          </span>
        </th>
        <td>
          <span className={`s-kind ${moment.kind === 'begin' ? 'milestone' : moment.kind}`}>
            {t(moment.kind === 'begin' ? 'calendar.begin' : `calendar.${moment.kind}`)}
          </span>
        </td>
        <td className="wide">
          {what} <span className="x-muted x-xs">{groups(moment.groups)}</span>
        </td>
        <td className="wide">
          <CalendarFaults faults={faults} />
          {changed && (
            <span className="x-muted x-xs s-fault">
              {was === undefined
                ? t('edit.new')
                : t('edit.was', { when: formats.deadline(was, calendar.timeZone) })}
            </span>
          )}
        </td>
        <td className="r">
          {details && (
            <button
              type="button"
              className="x-btn"
              aria-expanded={open}
              aria-controls={panel}
              aria-label={t('edit.detailsOf', { what })}
              onClick={() => setOpen(!open)}
            >
              {t(open ? 'edit.detailsClose' : 'edit.details')}
            </button>
          )}
        </td>
      </tr>
      {open && (
        <tr className="s-detail-row" id={panel}>
          <td colSpan={5}>{details}</td>
        </tr>
      )}
    </>
  );

  function groups(some: readonly string[]) {
    return some.map((group) => groupName(campaign, group, formats.text, t('listGap'))).join(t('listGap'));
  }
};
