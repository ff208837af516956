/** What somebody asks to correct, for whoever decides: before and after of every question that changes. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnnexState } from '#forms/wire/annexes.ts';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { ProblemNote } from '../../shell/problem.tsx';
import { useFormats } from '../../time/format.ts';
import { useAreaName } from '../held-area.ts';
import { changedLines } from './changed-lines.ts';

export const AnnexChanges = ({ annex }: { readonly annex: AnnexState }) => {
  const { t } = useTranslation('supervise');
  const { language } = useFormats();
  const nameOf = useAreaName();
  const { id: campaign } = useCampaign();
  const query = useQuery({
    queryKey: ['annex', campaign, annex.seal, annex.id],
    queryFn: ({ signal }) =>
      call('annex', { params: { campaign, seal: annex.seal, annex: annex.id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const lines = query.data?.lines ?? [];
  const editions = useQueries({
    queries: lines.map(({ questionnaire, edition }) => ({
      queryKey: ['edition', campaign, questionnaire, edition],
      queryFn: () => call('edition', { params: { campaign, questionnaire, edition } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  if (query.error) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  const words = { language, yes: t('yes'), no: t('no'), gap: t('listGap') };
  return lines.map(({ village, unit, questionnaire, before, after }, index) => {
    const source = editions[index]?.data?.source;
    const changed = source ? changedLines(source, before, after, words) : [];
    return (
      <table key={`${unit} ${questionnaire}`} className="x-table s-changes">
        <caption>
          {nameOf(village)} · <span className="x-mono">{unit}</span>
        </caption>
        <thead>
          <tr>
            <th>{t('annex.question')}</th>
            <th>{t('annex.before')}</th>
            <th>{t('annex.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map((line) => (
            <tr key={line.at}>
              <th scope="row">{line.title}</th>
              <td>{line.before || t('record.notAnswered')}</td>
              <td>
                <b>{line.after || t('record.notAnswered')}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    );
  });
};
