/** Fetches the draft and opens the editor on it; offers what this device still holds unsent. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { DraftReply } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Loading } from '../shell/loading.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { withPages } from './document/places.ts';
import { Editor } from './editor.tsx';
import { unsavedFor } from './use-draft.ts';

/** The draft is fetched once and then lives in the editor: a refetch behind its back would lose what is typed. */
export const useDraftQuery = (campaign: string, questionnaire: string) =>
  useQuery({
    queryKey: ['draft', campaign, questionnaire],
    queryFn: ({ signal }) => call('draft', { params: { campaign, questionnaire }, signal }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
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
  if (query.error && !query.data) return <ProblemNote error={query.error} onRetry={() => void refetch()} />;
  if (!query.data || query.isFetching) return <Loading what={t('loadingDraft')} />;
  const draft = opened ?? query.data;
  const paged = { ...draft, source: withPages(draft.source) };
  const unsent = unsavedFor(campaign, draft);
  return (
    <Editor
      key={`${campaign}/${questionnaire}/${draft.revision}`}
      campaign={known}
      draft={paged}
      start={unsent ?? paged.source}
      restored={unsent !== undefined}
      onReload={reload}
    />
  );
};
