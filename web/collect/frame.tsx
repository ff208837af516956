/** Top bars, the tabs of the root pages, the words about the network. */
import {
  IconCalendarCheck,
  IconChevronLeft,
  IconUpload,
  IconUser,
  IconWifi,
  IconWifiOff,
} from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { useReached } from '../offline/connection.ts';
import { isUnsent } from '../offline/outbox.ts';
import { Brand } from '../shell/brand.tsx';
import { useField } from './field.tsx';

export const useTitle = (title: string) => {
  const { t } = useTranslation('shell');
  useEffect(() => {
    document.title = `${title} · ${t('brand')}`;
  }, [title, t]);
};

export const Net = () => {
  const { t } = useTranslation('collect');
  const { outbox } = useField();
  const reached = useReached();
  const sending = outbox.some(({ state }) => state.kind === 'sending');
  const words = !reached ? 'net.none' : sending ? 'net.sending' : 'net.there';
  const NetIcon = reached ? IconWifi : IconWifiOff;
  return (
    <p className="net" role="status">
      <NetIcon size={20} stroke={1.8} aria-hidden />
      {t(words)}
    </p>
  );
};

export const HomeBar = ({ title, brand = false }: { readonly title: string; readonly brand?: boolean }) => {
  useTitle(title);
  return (
    <header className="bar home">
      {brand && <Brand size={32} />}
      <div className="tx">
        <h1>{title}</h1>
      </div>
      <Net />
    </header>
  );
};

export interface BackBarProps {
  readonly title: string;
  readonly context?: string;
  readonly to: string;
  /** Where `to` leads, for screen readers. */
  readonly back: string;
  readonly children?: ReactNode;
}
export const BackBar = ({ title, context, to, back, children }: BackBarProps) => {
  useTitle(title);
  return (
    <header className="bar">
      <Link className="icb back" to={to} aria-label={back}>
        <IconChevronLeft size={24} aria-hidden />
      </Link>
      <div className="tx">
        <h1>{title}</h1>
        {context && <p>{context}</p>}
      </div>
      {children}
    </header>
  );
};

export const Tabs = () => {
  const { t } = useTranslation('collect');
  const { outbox } = useField();
  const unsent = outbox.filter(({ state }) => isUnsent(state)).length;
  return (
    <nav className="tabs" aria-label={t('tabs.label')}>
      <NavLink to="/collect" end>
        <IconCalendarCheck size={24} stroke={1.8} aria-hidden />
        {t('tabs.today')}
      </NavLink>
      <NavLink to="/collect/outbox">
        <IconUpload size={24} stroke={1.8} aria-hidden />
        {t('tabs.outbox')}
        {unsent > 0 && (
          <em className="n">
            <span aria-hidden>{unsent}</span>
            <span className="x-vh">{t('tabs.unsent', { count: unsent })}</span>
          </em>
        )}
      </NavLink>
      <NavLink to="/collect/me">
        <IconUser size={24} stroke={1.8} aria-hidden />
        {t('tabs.me')}
      </NavLink>
    </nav>
  );
};
