/** Pages of the designer. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Loading } from '../shell/loading.tsx';
import { Page, Panel } from '../shell/parts.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';

const Questionnaires = () => {
  const { t } = useTranslation('design');
  const { text } = useFormats();
  const { id } = useCampaign();
  const query = useQuery({
    queryKey: ['questionnaires', id],
    queryFn: ({ signal }) => call('questionnaires', { params: { campaign: id }, signal }),
  });
  return (
    <Page title={t('nav.questionnaires')}>
      {query.error && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.data?.questionnaires.map((one) => (
        <Panel key={one.id} title={text(one.title)}>
          {one.id}
        </Panel>
      ))}
    </Page>
  );
};

export const DesignRoutes = () => (
  <Routes>
    <Route index element={<Questionnaires />} />
  </Routes>
);
