/** The calendar in place: every moment to be set, faults at their rows, what would move, and the proposal with its reason. */
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CalendarSource } from '#forms/campaign/calendar-source.ts';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { Panel } from '../../shell/parts.tsx';
import { useFormats } from '../../time/format.ts';
import { useServerNow } from '../../time/server-time.ts';
import { ReasonBox } from '../reason-box.tsx';
import { CalendarFaults } from './fault-text.tsx';
import { MomentRow } from './moment-row.tsx';
import { faultsAt, faultsElsewhere, instantIn, type Judged, momentsOf, withTime } from './moments.ts';
import { ReachList } from './reach-list.tsx';

interface CalendarEditorProps {
  readonly source: CalendarSource;
  readonly judged: Judged;
  readonly onChange: (source: CalendarSource) => void;
  readonly onClose: () => void;
}

export const CalendarEditor = ({ source, judged, onChange, onClose }: CalendarEditorProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { id: campaign, calendar } = useCampaign();
  const queries = useQueryClient();
  const now = useServerNow(30_000);
  const { faults, change } = judged;
  const all = momentsOf(source, calendar);
  const moments = all.filter((moment) => (instantIn(calendar, moment) ?? now) >= now);
  const isMoved = change !== undefined && change.deadlines.length > 0;
  const blocked =
    faults.length > 0 ? t('edit.faults', { count: faults.length }) : isMoved ? undefined : t('edit.nothing');
  const propose = async (reason: string) => {
    const body = { calendar: source, basedOn: calendar.revision ?? 0, reason };
    await call('proposeCalendar', { params: { campaign }, body });
    await queries.invalidateQueries();
    onClose();
  };
  return (
    <Panel
      title={t('edit.title')}
      meta={t('edit.meta', { zone: formats.zone(calendar.timeZone) })}
      actions={
        <button type="button" className="x-btn x-nw" onClick={onClose}>
          {t('edit.close')}
        </button>
      }
      flush
    >
      <p className="s-elsewhere" role="status">
        <CalendarFaults faults={faultsElsewhere(faults, moments, source)} />
      </p>
      <table className="x-table read rows s-moments">
        <thead>
          <tr>
            <th>{t('calendar.when')}</th>
            <th>{t('calendar.kind')}</th>
            <th>{t('calendar.what')}</th>
            <th>{t('calendar.note')}</th>
          </tr>
        </thead>
        <tbody>
          {moments.map((moment) => (
            <MomentRow
              key={moment.place}
              moment={moment}
              faults={faultsAt(faults, moment, source)}
              onTime={(written) => onChange(withTime(source, moment, written))}
            />
          ))}
        </tbody>
      </table>
      {all.length > moments.length && (
        <div className="s-past x-muted x-xs">{t('edit.past', { count: all.length - moments.length })}</div>
      )}
      <div className="s-case s-proposing">
        <div>
          <h3>{t('edit.reach')}</h3>
          {isMoved ? <ReachList change={change} /> : <p className="x-muted">{t('edit.reachNone')}</p>}
        </div>
        <ReasonBox
          label={t('edit.reason')}
          consequence={t('edit.consequence')}
          acts={[{ name: t('edit.send'), primary: true, run: propose }]}
          blocked={blocked}
        />
      </div>
    </Panel>
  );
};
