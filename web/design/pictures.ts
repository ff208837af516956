/** Pictures of the questionnaire in hand, as they lie on the server: fetched once, and there at once when just sent. */
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { fetchPicture, type SentPicture } from '../questionnaire/pictures.ts';
import { useCampaign } from '../shell/campaign.tsx';

const queryOf = (campaign: string, reference: string) => ({
  queryKey: ['picture', campaign, reference],
  // A query may not give nothing.
  queryFn: async () => (await fetchPicture(campaign, reference)) ?? null,
  staleTime: Number.POSITIVE_INFINITY,
});

export const rememberPicture = (
  client: QueryClient,
  campaign: string,
  { reference, file }: SentPicture,
): void => {
  client.setQueryData(queryOf(campaign, reference).queryKey, file);
};

/** For forms: undefined when the picture cannot be had. */
export const useLoadPicture = (): ((reference: string) => Promise<Blob | undefined>) => {
  const { id } = useCampaign();
  const client = useQueryClient();
  return useCallback(
    async (reference) => (await client.fetchQuery(queryOf(id, reference))) ?? undefined,
    [client, id],
  );
};

export interface SeenPicture {
  /** An address inside this page. */
  readonly url: string;
  readonly bytes: number;
}

export const usePicture = (reference: string): SeenPicture | undefined => {
  const { id } = useCampaign();
  const { data } = useQuery({ ...queryOf(id, reference), enabled: reference !== '' });
  const [seen, setSeen] = useState<SeenPicture>();
  useEffect(() => {
    if (!data) return;
    const url = URL.createObjectURL(data);
    setSeen({ url, bytes: data.size });
    return () => {
      setSeen(undefined);
      URL.revokeObjectURL(url);
    };
  }, [data]);
  return seen;
};
