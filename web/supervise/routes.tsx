/** Pages of supervision: progress and seals. */
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes } from 'react-router';
import { useCampaign } from '../shell/campaign.tsx';
import { DeadlineText, Page, Panel } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';

const Progress = () => {
  const { t } = useTranslation('supervise');
  const { text } = useFormats();
  const { areas } = useCampaign();
  return (
    <Page title={t('nav.progress')}>
      <Panel>{areas.map((area) => text(area.name)).join('　')}</Panel>
    </Page>
  );
};

const Seals = () => {
  const { t } = useTranslation('supervise');
  const { text } = useFormats();
  const { calendar } = useCampaign();
  return (
    <Page title={t('nav.seals')}>
      {calendar.seals.map((seal) => (
        <Panel key={seal.id} title={text(seal.title)}>
          <DeadlineText at={seal.at} timeZone={calendar.timeZone} zone />
        </Panel>
      ))}
    </Page>
  );
};

export const SuperviseRoutes = () => (
  <Routes>
    <Route path="progress" element={<Progress />} />
    <Route path="seals" element={<Seals />} />
    <Route path="*" element={<Navigate to="/supervise/progress" replace />} />
  </Routes>
);
