/** What a change says or allows otherwise, in one line: from what to what (G42). */
import { useTranslation } from 'react-i18next';
import type { Calendar, Right } from '#forms/campaign/calendar.ts';
import type { Altered } from '#forms/campaign/calendar-change.ts';
import type { CalendarSource } from '#forms/campaign/calendar-source.ts';
import type { LocalText } from '#forms/json.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { groupName } from '../../shell/group-name.ts';
import { useFormats } from '../../time/format.ts';

interface Entry {
  readonly id: string;
  readonly title: LocalText;
  readonly right?: Right;
  readonly group?: string;
  readonly groups?: readonly string[];
  readonly share?: number;
}

const entryIn = (calendar: Calendar | CalendarSource, { kind, id }: Altered): Entry | undefined => {
  const lists: { readonly [K in Altered['kind']]: readonly Entry[] } = {
    stage: calendar.stages,
    seal: calendar.seals,
    milestone: calendar.milestones,
  };
  return lists[kind].find((one) => one.id === id);
};

export const AlteredLine = ({
  altered,
  after,
}: {
  readonly altered: Altered;
  readonly after: CalendarSource;
}) => {
  const { t } = useTranslation('supervise');
  const { text, percent } = useFormats();
  const campaign = useCampaign();
  const [old, next] = [entryIn(campaign.calendar, altered), entryIn(after, altered)];
  const named = ({ group, groups = group === undefined ? [] : [group] }: Entry) =>
    groups.map((one) => groupName(campaign, one, text, t('listGap'))).join(t('listGap'));
  const said = (entry: Entry | undefined, what: Altered['what'][number]): string => {
    if (!entry) return '–';
    if (what === 'title') return text(entry.title);
    if (what === 'right') return t(`right.${entry.right}`);
    return what === 'share' ? percent(entry.share ?? 0) : named(entry);
  };
  return (
    <li>
      <b>{said(old ?? next, 'title')}</b>
      {altered.what.map((what) => (
        <span key={what}>
          {t(`edit.altered.${what}`)} {t('proposals.moves', { from: said(old, what), to: said(next, what) })}
        </span>
      ))}
    </li>
  );
};
