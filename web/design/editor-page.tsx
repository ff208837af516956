/** Fetches the draft and opens the editor on it; offers what this device still holds unsent. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { DraftReply } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Loading } from '../shell/loading.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { namesIn, withPages } from './document/places.ts';
import { unsavedFor } from './draft-keeper.ts';
import { Editor } from './editor.tsx';

/** The draft is fetched once and then lives in the editor: a refetch behind its back would lose what is typed. */
export const useDraftQuery = (campaign: string, questionnaire: string) =>
  useQuery({
    queryKey: ['draft', campaign, questionnaire],
    queryFn: ({ signal }) => call('draft', { params: { campaign, questionnaire }, signal }),
    staleTime: 0,
    gcTime: 10_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** D5: every name that any edition ever had. Editions never change, so they are fetched once. */
const usePublishedNames = (campaign: string, questionnaire: string, edition: number | undefined) =>
  useQuery({
    queryKey: ['published-names', campaign, questionnaire, edition],
    queryFn: async ({ signal }) => {
      const numbers = Array.from({ length: edition ?? 0 }, (_, index) => index + 1);
      const editions = await Promise.all(
        numbers.map((number) =>
          call('edition', { params: { campaign, questionnaire, edition: number }, signal }),
        ),
      );
      return [...new Set(editions.flatMap(({ source }) => [...namesIn(source)]))];
    },
    enabled: edition !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const EditorPage = () => {
  const { campaign = '', questionnaire = '' } = useParams();
  const { t } = useTranslation('design');
  const known = useCampaign();
  const query = useDraftQuery(campaign, questionnaire);
  const [opened, setOpened] = useState<DraftReply>();
  const { refetch } = query;
  const reload = useCallback(async () => {
    const { data } = await refetch();
    if (data) setOpened(data);
  }, [refetch]);
  const draft = opened ?? query.data;
  const names = usePublishedNames(campaign, questionnaire, draft?.edition);
  const paged = useMemo(() => draft && { ...draft, source: withPages(draft.source) }, [draft]);
  const unsent = useMemo(() => draft && unsavedFor(localStorage, campaign, draft), [campaign, draft]);
  const error = query.error ?? names.error;
  if (error && !(paged && names.data)) {
    const again = () => void Promise.all([refetch(), names.refetch()]);
    return <ProblemNote error={error} onRetry={again} />;
  }
  if (!paged || !names.data || query.isFetching) return <Loading what={t('loadingDraft')} />;
  return (
    <Editor
      key={`${campaign}/${questionnaire}/${paged.revision}`}
      campaign={known}
      draft={paged}
      published={names.data}
      start={unsent ?? paged.source}
      restored={unsent !== undefined}
      onReload={reload}
    />
  );
};
