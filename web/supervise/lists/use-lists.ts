/** What the pages fetch of comparison lists; whoever may not look at them has none. */
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { useHeldArea } from '../held-area.ts';

export const useLists = () => {
  const { id: campaign } = useCampaign();
  const area = useHeldArea('list.read');
  const query = useQuery({
    queryKey: ['lists', campaign, area],
    queryFn: ({ signal }) => call('lists', { params: { campaign, area: area ?? '' }, signal }),
    enabled: area !== undefined,
    refetchInterval: 60_000,
  });
  return { area, query };
};
