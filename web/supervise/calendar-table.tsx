/** The same facts as the timeline, as a list to read: every freeze, milestone and seal in the order of time. */
import { useTranslation } from 'react-i18next';
import type { Instant, LocalText } from '#forms/json.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { groupName } from '../shell/group-name.ts';
import { DeadlineText, Panel, timeLeft } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';

interface Moment {
  readonly key: string;
  readonly at: Instant;
  readonly kind: 'freeze' | 'milestone' | 'seal';
  readonly title: LocalText;
  readonly groups: readonly string[];
}

export const CalendarTable = () => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const campaign = useCampaign();
  const { calendar } = campaign;
  const now = useServerNow(30_000);
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
            <th className="r">{t('calendar.left')}</th>
          </tr>
        </thead>
        <tbody>
          {moments.map((moment) => (
            <tr key={`${moment.kind} ${moment.key}`} className={moment.key === nextKey ? 'here' : ''}>
              <th scope="row" className="nw">
                <DeadlineText at={moment.at} timeZone={calendar.timeZone} />{' '}
                <span className="x-muted x-xs">{formats.weekday(moment.at - 1, calendar.timeZone)}</span>
              </th>
              <td>
                <span className={`s-kind ${moment.kind}`}>{t(`calendar.${moment.kind}`)}</span>
              </td>
              <td className="wide">
                {moment.kind === 'freeze'
                  ? t('calendar.ends', { stage: formats.text(moment.title) })
                  : formats.text(moment.title)}
              </td>
              <td className="skip">{groups(moment.groups)}</td>
              <td className="r nw">{left(moment.at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
};
