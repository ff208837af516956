/** The frame of everything done at a desk: top bar, navigation (tabs on a phone), the campaign and its clock. */
import '@mantine/core/styles.layer.css';
import { MantineProvider, Popover, UnstyledButton } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConnectionLost } from '../api.ts';
import { useSession, useSessionAccess } from '../session.tsx';
import { cssVariables, schemeManager, theme } from '../theme.ts';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { Bell } from './bell.tsx';
import { Brand } from './brand.tsx';
import { CampaignProvider, useCampaignAccess } from './campaign.tsx';
import { DemoClock } from './demo-clock.tsx';
import { DeskNav } from './desk-nav.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Loading } from './loading.tsx';
import { SchemeSwitch } from './scheme-switch.tsx';
import './desk.css';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => error instanceof ConnectionLost && failures < 2,
      refetchOnWindowFocus: true,
    },
  },
});

const Clock = () => {
  const { campaign } = useCampaignAccess();
  const formats = useFormats();
  const now = useServerNow();
  const { timeZone } = campaign.calendar;
  return (
    <p className="x-clock">
      {formats.date(now, timeZone)} {formats.weekday(now, timeZone)} <b>{formats.time(now, timeZone)}</b>
      <span>{formats.zone(timeZone)}</span>
    </p>
  );
};

const Account = () => {
  const { t } = useTranslation('shell');
  const { person, grants, demo } = useSession();
  const { signOut } = useSessionAccess();
  const { campaign } = useCampaignAccess();
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} width={280} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className="x-avatar"
          aria-label={t('account', { name: person.name })}
          onClick={() => setOpen(!open)}
        >
          {person.name.slice(0, 1)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className="x-account" aria-label={t('account', { name: person.name })}>
        <p>
          <b>{person.name}</b>
          {grants.map((grant) => (
            <small key={`${grant.role} ${grant.area}`}>
              {t(`role.${grant.role}`)} {grant.areaName}
            </small>
          ))}
        </p>
        <LanguageSwitch />
        <SchemeSwitch />
        {demo && <DemoClock calendar={campaign.calendar} onMoved={() => void queries.invalidateQueries()} />}
        <button type="button" className="x-btn" onClick={() => void signOut()}>
          {t('signOut')}
        </button>
      </Popover.Dropdown>
    </Popover>
  );
};

const TopBar = () => {
  const { t } = useTranslation('shell');
  const { grants, campaigns } = useSession();
  const { campaign, choose } = useCampaignAccess();
  const { text } = useFormats();
  return (
    <header className="x-topbar">
      <a className="x-skip" href="#main">
        {t('skip')}
      </a>
      <div className="x-brand-name">
        <Brand />
        <span>{t('brand')}</span>
      </div>
      <div className="x-crumb">
        {grants[0] && <b>{grants[0].areaName}</b>}
        <span className="sep" aria-hidden>
          /
        </span>
        {campaigns.length > 1 ? (
          <select
            aria-label={t('chooseCampaign')}
            value={campaign.id}
            onChange={(event) => choose(event.target.value)}
          >
            {campaigns.map((one) => (
              <option key={one.id} value={one.id}>
                {text(one.title)}
              </option>
            ))}
          </select>
        ) : (
          <span className="title">{text(campaign.title)}</span>
        )}
      </div>
      <div className="x-grow" />
      <Clock />
      <Bell />
      <Account />
    </header>
  );
};

/** Provides Mantine, queries, session's campaign (`useCampaign`) to its pages. */
export const Desk = ({ children }: { readonly children: ReactNode }) => (
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    colorSchemeManager={schemeManager}
    defaultColorScheme="auto"
  >
    <QueryClientProvider client={queries}>
      <CampaignProvider>
        <div className="desk">
          <TopBar />
          <DeskNav />
          <main className="x-main" id="main" tabIndex={-1}>
            <ErrorBoundary>
              <Suspense fallback={<Loading />}>{children}</Suspense>
            </ErrorBoundary>
          </main>
        </div>
      </CampaignProvider>
    </QueryClientProvider>
  </MantineProvider>
);
