/** "What would move": every deadline from when to when, with the gates, the work and the phones that it concerns. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Calendar } from '#forms/campaign/calendar.ts';
import type { CalendarChange } from '#forms/campaign/calendar-change.ts';
import type { CalendarSource } from '#forms/campaign/calendar-source.ts';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { groupName } from '../../shell/group-name.ts';
import { useFormats } from '../../time/format.ts';
import { useHeldArea } from '../held-area.ts';
import { AlteredLine } from './altered-line.tsx';
import { useMomentName } from './moment-row.tsx';
import { type Around, type Reach, reachOf } from './reach.ts';

/** Villages, questionnaires and, for who supervises, what is not finished and not sent. */
export const useAround = (): Around => {
  const { id, areas, questionnaires } = useCampaign();
  const area = useHeldArea('progress.read');
  const { data } = useQuery({
    queryKey: ['rehearsal', id, area],
    queryFn: ({ signal }) => call('rehearsal', { params: { campaign: id, area: area ?? '' }, signal }),
    enabled: area !== undefined,
  });
  const villages = areas.filter(({ level }) => level === 'village').map(({ code }) => code);
  return { villages, questionnaires, rehearsal: data };
};

interface ReachListProps {
  readonly change: CalendarChange;
  /** As it would be: what is new has its name there. */
  readonly after: CalendarSource;
}

export const ReachList = ({ change, after }: ReachListProps) => {
  const around = useAround();
  return (
    <ul className="s-reach">
      {reachOf(change, around).map((reach) => (
        <Moved key={`${reach.deadline.kind} ${reach.deadline.id}`} reach={reach} after={after} />
      ))}
      {(change.altered ?? []).map((one) => (
        <AlteredLine key={`${one.kind} ${one.id}`} altered={one} after={after} />
      ))}
    </ul>
  );
};

const Moved = ({ reach, after }: { readonly reach: Reach; readonly after: CalendarSource }) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const campaign = useCampaign();
  const nameOf = useMomentName();
  const { calendar } = campaign;
  const { deadline, by, villages, questionnaires, extended, undone, phones, unsent } = reach;
  const kind = deadline.kind === 'stage-end' ? 'freeze' : deadline.kind;
  const listed = ({ stages, seals, milestones }: CalendarSource | Calendar) =>
    ({ freeze: stages, seal: seals, milestone: milestones })[kind].find(({ id }) => id === deadline.id)
      ?.title;
  const title = listed(calendar) ?? listed(after) ?? deadline.id;
  const group = deadline.groups
    .map((one) => groupName(campaign, one, formats.text, t('listGap')))
    .join(t('listGap'));
  const when = (at?: number) => (at === undefined ? '–' : formats.deadline(at, calendar.timeZone));
  const minutes = Math.abs(Math.round((by ?? 0) / 60_000));
  const long = {
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
  };
  const length =
    long.days > 0 && long.hours === 0
      ? t('edit.days', { count: long.days })
      : long.days > 0
        ? t('calendar.days', long)
        : t('calendar.hours', long);
  const added = deadline.from === undefined ? after.stages.find(({ id }) => id === deadline.id) : undefined;
  const facts = [
    kind === 'freeze' && added !== undefined && t('edit.allowed', { right: t(`right.${added.right}`) }),
    kind === 'freeze' &&
      (villages > 0
        ? t('edit.gates', { gates: villages * questionnaires, villages, questionnaires })
        : t('edit.noGates')),
    extended > 0 && t('edit.extended', { count: extended }),
    undone > 0 && villages > 0 && t('edit.undone', { count: undone }),
    unsent > 0 && t('edit.unsent', { phones, count: unsent }),
  ].filter((fact) => fact !== false);
  return (
    <li>
      <b>{`${group} ${nameOf({ kind, title })}`}</b>
      <span className="x-nw">
        {t('proposals.moves', { from: when(deadline.from), to: when(deadline.to) })}{' '}
        {by === undefined ? (
          <b>{t(deadline.from === undefined ? 'edit.new' : 'edit.gone')}</b>
        ) : (
          <b className={by < 0 ? 'sooner' : ''}>{t(by < 0 ? 'edit.sooner' : 'edit.later', { by: length })}</b>
        )}
      </span>
      {facts.map((fact) => (
        <small key={fact}>{fact}</small>
      ))}
    </li>
  );
};
