/** What the collector's pages work on: their database, campaign, village, and the life of the outbox while the app is open. */
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useMatch } from 'react-router';
import { type Area, covers } from '#forms/permission/area.ts';
import { rolesFor } from '#forms/permission/permission.ts';
import type { CampaignReply, SessionReply, WorkReply } from '#forms/wire/shapes.ts';
import { ConnectionLost, ProblemError } from '../api.ts';
import { withAdded } from '../offline/added-units.ts';
import {
  type AddedUnit,
  type Database,
  type Draft,
  databaseOf,
  type OutboxItem,
  villageKey,
} from '../offline/database.ts';
import { type Deliverer, startDelivering } from '../offline/deliver.ts';
import { heapOf } from '../offline/heap.ts';
import { useLive } from '../offline/live.ts';
import { useReport } from '../offline/report.ts';
import { type Standing, standingsOf } from '../offline/standing.ts';
import { askToPersist } from '../offline/storage.ts';
import { refreshCampaign, refreshWork } from '../offline/work.ts';
import { useSession, useSessionAccess } from '../session.tsx';
import { Loading } from '../shell/loading.tsx';
import { NothingYet } from './nothing-yet.tsx';
import { filledBy } from './progress.ts';

const chosenCampaign = 'xiangbiao.campaign';
const chosenVillage = 'xiangbiao.village';
const refreshEveryMs = 60_000;

export interface Field {
  readonly database: Database;
  readonly campaign: CampaignReply;
  readonly timeZone: string;
  readonly village: Area;
  /** Villages that the person collects in. */
  readonly villages: readonly Area[];
  readonly chooseVillage: (code: string) => void;
  /** With the units that were added here. */
  readonly work: WorkReply;
  /** Units that only this phone knows. */
  readonly added: readonly AddedUnit[];
  readonly drafts: readonly Draft[];
  /** Of every village, newest last. */
  readonly outbox: readonly OutboxItem[];
  readonly standing: (unit: string, questionnaire: string) => Standing;
  /** Asks the server for news; quiet without a network. */
  readonly refresh: () => Promise<void>;
  /** Tries to send now. */
  readonly deliver: () => Promise<void>;
}

const context = createContext<Field | undefined>(undefined);

export const useField = (): Field => {
  const field = useContext(context);
  if (!field) throw new Error('useField outside the collector');
  return field;
};

const rolesIn = (session: SessionReply, area: string) =>
  rolesFor({ ...session.person, grants: session.grants }, 'answers.submit', area);

const mayCollect = (session: SessionReply, area: string) => rolesIn(session, area).length > 0;

const villagesFor = (session: SessionReply, campaign: CampaignReply | undefined): readonly Area[] =>
  (campaign?.areas ?? []).filter(({ level, code }) => level === 'village' && mayCollect(session, code));

const campaignFor = (session: SessionReply): string | undefined => {
  const own = session.campaigns.filter(({ area }) =>
    session.grants.some((grant) => covers(area, grant.area) || covers(grant.area, area)),
  );
  const chosen = localStorage.getItem(chosenCampaign);
  return (own.find(({ id }) => id === chosen) ?? own[0])?.id;
};

/** Starts the deliverer with the page and hands out a way to hurry it. */
const useDeliverer = (database: Database, person: string, onMoved: () => void) => {
  const deliverer = useRef<Deliverer>(undefined);
  const moved = useRef(onMoved);
  moved.current = onMoved;
  useEffect(() => {
    deliverer.current = startDelivering(database, person, () => moved.current());
    return () => deliverer.current?.stop();
  }, [database, person]);
  return useCallback(async () => deliverer.current?.hurry(), []);
};

export const FieldProvider = ({ children }: { readonly children: ReactNode }) => {
  const session = useSession();
  const { refresh: refreshSession } = useSessionAccess();
  const { t } = useTranslation('collect');
  const database = databaseOf(session.person.id);
  const campaignId = campaignFor(session) ?? '';
  const [chosen, setChosen] = useState(() => localStorage.getItem(chosenVillage));
  // Whoever follows a link to a unit works in its village.
  const linked = useMatch('/collect/:campaign/:village/*')?.params.village;
  const [failed, setFailed] = useState<unknown>();

  const kept = useLive(`campaign ${campaignId}`, async () => ({
    campaign: (await database.campaigns.get(campaignId))?.campaign,
  }));
  const campaign = kept?.campaign;
  const villages = useMemo(() => villagesFor(session, campaign), [session, campaign]);
  const village =
    villages.find(({ code }) => code === linked) ??
    villages.find(({ code }) => code === chosen) ??
    villages[0];
  const key = villageKey({ campaign: campaignId, village: village?.code ?? '' });
  const here = useLive(key, async () => ({
    work: (await database.work.get(key))?.work,
    drafts: await database.drafts.where('villageKey').equals(key).toArray(),
    outbox: await database.outbox.orderBy('queuedAt').toArray(),
    added: await database.addedUnits.where('villageKey').equals(key).toArray(),
  }));

  const villageCode = village?.code;
  const refresh = useCallback(async () => {
    try {
      const news = await refreshCampaign(database, campaignId);
      const code = villageCode ?? villagesFor(session, news)[0]?.code;
      if (code) await refreshWork(database, news, code);
      setFailed(undefined);
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) await refreshSession();
      else if (error instanceof ProblemError || error instanceof ConnectionLost) setFailed(error);
      else throw error;
    }
  }, [database, campaignId, villageCode, session, refreshSession]);

  useEffect(() => {
    void refresh();
    const timer = setInterval(() => void refresh(), refreshEveryMs);
    const again = () => document.visibilityState === 'visible' && void refresh();
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [refresh]);
  useEffect(() => void askToPersist(), []);
  const deliver = useDeliverer(database, session.person.id, () => void refresh());

  const heap = heapOf(
    (here?.outbox ?? []).filter((item) => item.villageKey === key),
    here?.drafts ?? [],
  );
  useReport({ campaign: campaignId, village: here?.work ? (villageCode ?? '') : '', ...heap });

  const field = useMemo<Field | undefined>(() => {
    if (!campaign || !village || !here?.work) return undefined;
    const { drafts, outbox, added } = here;
    const work = { ...here.work, units: withAdded(here.work.units, added, village.code) };
    const own = outbox.filter((item) => item.villageKey === key);
    return {
      database,
      campaign: filledBy(campaign, rolesIn(session, village.code)),
      timeZone: campaign.calendar.timeZone,
      village,
      villages,
      chooseVillage: (code) => {
        localStorage.setItem(chosenVillage, code);
        setChosen(code);
      },
      work,
      added,
      drafts,
      outbox,
      standing: standingsOf({ work, drafts, outbox: own }),
      refresh,
      deliver,
    };
  }, [database, campaign, village, villages, here, key, refresh, deliver, session]);

  if (field) return <context.Provider value={field}>{children}</context.Provider>;
  if (failed !== undefined || campaignId === '')
    return <NothingYet error={failed} onRetry={() => void refresh()} />;
  return <Loading what={t('downloading')} />;
};
