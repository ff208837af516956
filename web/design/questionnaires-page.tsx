/** Which questionnaires the campaign has, which of them somebody is working on, and how many records would feel a change. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Loading } from '../shell/loading.tsx';
import { Page, Panel, Tag } from '../shell/parts.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';

export const QuestionnairesPage = () => {
  const { t } = useTranslation('design');
  const { id, questionnaires, calendar } = useCampaign();
  const formats = useFormats();
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: ['questionnaires', id],
    queryFn: ({ signal }) => call('questionnaires', { params: { campaign: id }, signal }),
  });
  const states = query.data ?? [];
  return (
    <Page title={t('list.title')} meta={t('list.meta', { count: questionnaires.length })}>
      {query.error && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <Panel flush>
        <table className="x-table two rows">
          <thead>
            <tr>
              <th>{t('list.questionnaire')}</th>
              <th className="r">{t('list.edition')}</th>
              <th>{t('list.draft')}</th>
              <th className="r">{t('list.records')}</th>
            </tr>
          </thead>
          <tbody>
            {states.map((state) => {
              const to = `/design/${id}/${state.id}`;
              return (
                <tr key={state.id} onDoubleClick={() => navigate(to)}>
                  <th scope="row">
                    <Link to={to}>{formats.text(state.title)}</Link>
                  </th>
                  <td className="r nw">{t('edition', { edition: state.edition })}</td>
                  <td className="wide">
                    {state.draft ? (
                      <>
                        <Tag tone="wait">{t('draftOf', { edition: state.edition + 1 })}</Tag>
                        <small>
                          {t('list.savedBy', {
                            who: state.draft.savedBy,
                            when: formats.dayTime(state.draft.savedAt, calendar.timeZone),
                          })}
                        </small>
                      </>
                    ) : (
                      <span className="x-muted">{t('list.asPublished')}</span>
                    )}
                  </td>
                  <td className="r" data-label={t('list.records')}>
                    {formats.number(state.records)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        {query.isPending && <Loading what={t('list.loading')} />}
      </Panel>
    </Page>
  );
};
