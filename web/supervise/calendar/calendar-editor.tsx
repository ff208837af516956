/** The calendar in place: every moment to be set, faults at their rows, what would move, and the proposal with its reason. */
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '#forms/campaign/calendar.ts';
import { sizeOfChange } from '#forms/campaign/calendar-change.ts';
import type { CalendarSource } from '#forms/campaign/calendar-source.ts';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { Panel } from '../../shell/parts.tsx';
import { useFormats } from '../../time/format.ts';
import { useServerNow } from '../../time/server-time.ts';
import { ReasonBox } from '../reason-box.tsx';
import { addMilestone, addSeal, hasBegun, takenIn, unsealedGroups } from './edits.ts';
import { CalendarFaults } from './fault-text.tsx';
import { MomentDetails } from './moment-details.tsx';
import { MomentRow } from './moment-row.tsx';
import { faultsAt, faultsElsewhere, instantIn, type Judged, momentsOf, withTime } from './moments.ts';
import { ReachList } from './reach-list.tsx';

interface CalendarEditorProps {
  readonly source: CalendarSource;
  /** In whose order of time the rows stand. */
  readonly order: Calendar;
  readonly judged: Judged;
  /** Typing: rows stay. */
  readonly onType: (source: CalendarSource) => void;
  /** Something came, went or changed places. */
  readonly onEdit: (source: CalendarSource) => void;
  readonly onClose: () => void;
}

export const CalendarEditor = ({ source, order, judged, onType, onEdit, onClose }: CalendarEditorProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { id: campaign, calendar } = useCampaign();
  const queries = useQueryClient();
  const now = useServerNow(30_000);
  const { faults, change } = judged;
  const all = momentsOf(source, order);
  const moments = all.filter((moment) => (instantIn(calendar, moment) ?? now) >= now);
  const isMoved = change !== undefined && sizeOfChange(change) > 0;
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
      actions={
        <button type="button" className="x-btn x-nw" onClick={onClose}>
          {t('edit.close')}
        </button>
      }
      flush
    >
      <div className="s-zone x-muted x-xs">{t('edit.meta', { zone: formats.zone(calendar.timeZone) })}</div>
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
            <th className="r">{t('edit.more')}</th>
          </tr>
        </thead>
        <tbody>
          {moments.map((moment) => (
            <MomentRow
              key={moment.place}
              moment={moment}
              faults={faultsAt(faults, moment, source)}
              onTime={(written) => onType(withTime(source, moment, written))}
              details={
                moment.kind !== 'begin' && (
                  <MomentDetails
                    source={source}
                    moment={moment}
                    begun={moment.kind === 'freeze' && hasBegun(calendar, moment.id, now)}
                    onEdit={onEdit}
                    onType={onType}
                  />
                )
              }
            />
          ))}
        </tbody>
      </table>
      <Adding source={source} onEdit={onEdit} />
      {all.length > moments.length && (
        <div className="s-past x-muted x-xs">{t('edit.past', { count: all.length - moments.length })}</div>
      )}
      <div className="s-case s-proposing">
        <div>
          <h3>{t('edit.reach')}</h3>
          {isMoved ? (
            <ReachList change={change} after={source} />
          ) : (
            <p className="x-muted">{t('edit.reachNone')}</p>
          )}
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

const dayMs = 86_400_000;

/** Milestones and seals come from here; a stage comes behind another one, from that one's row. */
const Adding = ({ source, onEdit }: Pick<CalendarEditorProps, 'source' | 'onEdit'>) => {
  const { t } = useTranslation('supervise');
  const { calendar } = useCampaign();
  const now = useServerNow(30_000);
  const taken = takenIn(calendar);
  const tomorrow = Math.ceil((now + dayMs) / 3_600_000) * 3_600_000;
  return (
    <div className="s-adding x-acts">
      <button
        type="button"
        className="x-btn"
        onClick={() =>
          onEdit(
            addMilestone(source, source.groups[0] ?? '', tomorrow, { taken, title: t('edit.newMilestone') }),
          )
        }
      >
        {t('edit.addMilestone')}
      </button>
      <button
        type="button"
        className="x-btn"
        disabled={unsealedGroups(source).length === 0}
        onClick={() => onEdit(addSeal(source, { taken, title: t('edit.newSeal') }))}
      >
        {t('edit.addSeal')}
      </button>
      <span className="x-muted x-xs">{t('edit.addStageHint')}</span>
    </div>
  );
};
