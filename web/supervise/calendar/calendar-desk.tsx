/** Timeline and table of a campaign's calendar; whoever may propose another one changes them in place. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
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

export const CalendarDesk = () => {
  const { t } = useTranslation('supervise');
  const campaign = useCampaign();
  const { id, area: own, calendar } = campaign;
  const now = useServerNow(30_000);
  const may = useMayHere('calendar.propose', own.code);
  const area = useHeldArea('extension.read');
  const [draft, setDraft] = useState<CalendarSource>();
  const { data } = useQuery({
    queryKey: ['extensions', id, area],
    queryFn: ({ signal }) => call('extensions', { params: { campaign: id, area: area ?? '' }, signal }),
    enabled: area !== undefined,
  });
  const judged = useMemo(() => draft && judgeDraft(calendar, draft, now), [calendar, draft, now]);
  const shown = { ...campaign, calendar: judged?.calendar ?? calendar };
  const edit = may && !draft && (
    <button type="button" className="x-btn" onClick={() => setDraft(calendarSource(calendar))}>
      {t('edit.open')}
    </button>
  );
  return (
    <>
      <Timeline campaign={shown} extensions={data?.extensions ?? []} actions={edit} />
      {draft && judged ? (
        <CalendarEditor
          source={draft}
          judged={judged}
          onChange={setDraft}
          onClose={() => setDraft(undefined)}
        />
      ) : (
        <>
          <Proposals />
          <CalendarTable />
        </>
      )}
    </>
  );
};
