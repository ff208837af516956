/** The same facts as the timeline, as a list to read: every freeze, milestone and seal in the order of time. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Instant, LocalText } from '#forms/json.ts';
import type { ExtensionState } from '#forms/wire/deadlines.ts';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { groupName } from '../shell/group-name.ts';
import { DeadlineText, Panel, timeLeft } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { passageOf, standingsOf } from './calendar/moment-standing.ts';
import { useAround } from './calendar/reach-list.tsx';
import { PassageText, StandingTags } from './calendar/standing-tags.tsx';

interface Moment {
  readonly key: string;
  readonly at: Instant;
  readonly kind: 'freeze' | 'milestone' | 'seal';
  readonly title: LocalText;
  readonly groups: readonly string[];
}

interface CalendarTableProps {
  readonly extensions: readonly ExtensionState[];
}

export const CalendarTable = ({ extensions }: CalendarTableProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const campaign = useCampaign();
  const { calendar } = campaign;
  const now = useServerNow(30_000);
  const { rehearsal } = useAround();
  const { data } = useQuery({
    queryKey: ['seals', campaign.id],
    queryFn: ({ signal }) => call('seals', { params: { campaign: campaign.id }, signal }),
  });
  const known = { calendar, extensions, seals: data?.seals ?? [], rehearsal, now };
  const moments: readonly Moment[] = [
    ...calendar.stages.map(
      ({ id, to, title, group }): Moment => ({ key: id, at: to, kind: 'freeze', title, groups: [group] }),
    ),
    ...calendar.milestones.map(
      ({ id, at, title, group }): Moment => ({ key: id, at, kind: 'milestone', title, groups: [group] }),
    ),
    ...calendar.seals.map(
      ({ id, at, title, groups }): Moment => ({ key: id, at, kind: 'seal', title, groups }),
    ),
  ].sort((a, b) => a.at - b.at);
  const nextKey = moments.find(({ at }) => now < at)?.key;
  const left = (at: Instant) => {
    const { days, hours, minutes, over } = timeLeft(at, now);
    if (over) return t('calendar.over');
    if (days > 0) return t('calendar.days', { days, hours });
    return t('calendar.hours', { hours, minutes });
  };
  const groups = (some: readonly string[]) =>
    some.map((group) => groupName(campaign, group, formats.text, t('listGap'))).join(t('listGap'));
  return (
    <Panel title={t('calendar.title')} flush>
      <table className="x-table read rows">
        <thead>
          <tr>
            <th>{t('calendar.when')}</th>
            <th>{t('calendar.kind')}</th>
            <th>{t('calendar.what')}</th>
            <th>{t('calendar.groups')}</th>
            <th>{t('calendar.gate')}</th>
            <th className="r">{t('calendar.left')}</th>
            <th>{t('calendar.standing')}</th>
          </tr>
        </thead>
        <tbody>
          {moments.map((moment) => (
            <tr key={`${moment.kind} ${moment.key}`} className={moment.key === nextKey ? 'here' : ''}>
              <th scope="row" className="nw">
                <DeadlineText at={moment.at} timeZone={calendar.timeZone} />{' '}
                <span className="x-muted x-xs">{formats.weekday(moment.at - 1, calendar.timeZone)}</span>
              </th>
              <td className="nw">
                <span className={`s-kind ${moment.kind}`}>{t(`calendar.${moment.kind}`)}</span>
              </td>
              <td className="wide s-what">
                {moment.kind === 'freeze'
                  ? t('calendar.ends', { stage: formats.text(moment.title) })
                  : formats.text(moment.title)}
              </td>
              <td className="s-about">{groups(moment.groups)}</td>
              <td className="nw">
                <PassageText passage={passageOf(calendar, moment.kind, moment.key)} />
              </td>
              <td className="r nw">{left(moment.at)}</td>
              <td className="wide s-standing">
                <StandingTags standings={standingsOf(moment.kind, moment.key, known)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
};
