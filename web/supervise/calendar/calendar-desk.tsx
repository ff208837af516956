/** Timeline and table of a campaign's calendar; whoever may propose another one changes them in place. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Calendar, parseCalendar } from '#forms/campaign/calendar.ts';
import { type CalendarSource, calendarSource } from '#forms/campaign/calendar-source.ts';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { useServerNow } from '../../time/server-time.ts';
import { CalendarTable } from '../calendar-table.tsx';
import { useHeldArea, useMayHere } from '../held-area.ts';
import { Timeline } from '../timeline.tsx';
import { CalendarEditor } from './calendar-editor.tsx';
import { judgeDraft } from './moments.ts';
import { Proposals } from './proposals.tsx';

interface Draft {
  readonly source: CalendarSource;
  /** Rows stand in its order of time: as it was when something last came, went or changed places. */
  readonly order: Calendar;
}

/** Nothing while something in it is not a time. */
const orderOf = (source: CalendarSource): Calendar | undefined => {
  const parsed = parseCalendar(source);
  return parsed.ok ? parsed.value : undefined;
};

export const CalendarDesk = () => {
  const { t } = useTranslation('supervise');
  const campaign = useCampaign();
  const { id, area: own, calendar } = campaign;
  const now = useServerNow(30_000);
  const may = useMayHere('calendar.propose', own.code);
  const area = useHeldArea('extension.read');
  const [draft, setDraft] = useState<Draft>();
  const { data } = useQuery({
    queryKey: ['extensions', id, area],
    queryFn: ({ signal }) => call('extensions', { params: { campaign: id, area: area ?? '' }, signal }),
    enabled: area !== undefined,
  });
  const judged = useMemo(() => draft && judgeDraft(calendar, draft.source, now), [calendar, draft, now]);
  const shown = { ...campaign, calendar: judged?.calendar ?? calendar };
  const edit = may && !draft && (
    <button
      type="button"
      className="x-btn"
      onClick={() => setDraft({ source: calendarSource(calendar), order: calendar })}
    >
      {t('edit.open')}
    </button>
  );
  return (
    <>
      <Timeline campaign={shown} extensions={data?.extensions ?? []} actions={edit} />
      {draft && judged ? (
        <CalendarEditor
          source={draft.source}
          order={draft.order}
          judged={judged}
          onType={(source) => setDraft({ ...draft, source })}
          onEdit={(source) => setDraft({ source, order: orderOf(source) ?? draft.order })}
          onClose={() => setDraft(undefined)}
        />
      ) : (
        <>
          <Proposals />
          <CalendarTable extensions={data?.extensions ?? []} />
        </>
      )}
    </>
  );
};
