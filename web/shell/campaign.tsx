/** The campaign that the desk works in: the one chosen last, else the first of the session. */
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignReply } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { useSession } from '../session.tsx';
import { Loading } from './loading.tsx';
import { Empty } from './parts.tsx';
import { ProblemNote } from './problem.tsx';

const stored = 'xiangbiao.campaign';

interface CampaignAccess {
  readonly campaign: CampaignReply;
  readonly choose: (id: string) => void;
  readonly reload: () => Promise<unknown>;
}
const context = createContext<CampaignAccess | undefined>(undefined);

export const CampaignProvider = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation('shell');
  const { campaigns } = useSession();
  const [chosen, setChosen] = useState(() => localStorage.getItem(stored));
  const id = campaigns.find((one) => one.id === chosen)?.id ?? campaigns[0]?.id;
  const query = useQuery({
    queryKey: ['campaign', id],
    queryFn: ({ signal }) => call('campaign', { params: { campaign: id ?? '' }, signal }),
    enabled: id !== undefined,
  });
  const { data, refetch } = query;
  const access = useMemo(
    () =>
      data && {
        campaign: data,
        choose: (next: string) => {
          localStorage.setItem(stored, next);
          setChosen(next);
        },
        reload: refetch,
      },
    [data, refetch],
  );
  if (id === undefined) return <Empty>{t('noCampaign')}</Empty>;
  if (access) return <context.Provider value={access}>{children}</context.Provider>;
  return query.error ? <ProblemNote error={query.error} onRetry={() => void refetch()} /> : <Loading />;
};

export const useCampaignAccess = (): CampaignAccess => {
  const access = useContext(context);
  if (!access) throw new Error('useCampaign outside the desk');
  return access;
};
export const useCampaign = (): CampaignReply => useCampaignAccess().campaign;
