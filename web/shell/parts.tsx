/** The few shapes that every desk page is made of. Hairlines instead of boxes; one card per thing that moves alone. */
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '#forms/json.ts';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';

export interface PageProps {
  readonly title: string;
  /** One line of context behind the title. */
  readonly meta?: ReactNode;
  /** Controls at the right of the head. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}
export const Page = ({ title, meta, actions, children }: PageProps) => {
  const { t } = useTranslation('shell');
  useEffect(() => {
    document.title = `${title} · ${t('brand')}`;
  }, [title, t]);
  return (
    <>
      <header className="x-head">
        <h1>{title}</h1>
        {meta && <p>{meta}</p>}
        {actions && <div className="x-head-acts">{actions}</div>}
      </header>
      {children}
    </>
  );
};

export interface PanelProps {
  readonly title?: ReactNode;
  readonly meta?: ReactNode;
  readonly actions?: ReactNode;
  /** Content reaches the edges: tables and lists. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}
export const Panel = ({ title, meta, actions, flush, className = '', children }: PanelProps) => (
  <section className={`x-panel ${className}`}>
    {title && (
      <div className="x-panel-head">
        <h2>{title}</h2>
        {meta && <span>{meta}</span>}
        {actions && <div className="x-head-acts">{actions}</div>}
      </div>
    )}
    {flush ? children : <div className="x-panel-body">{children}</div>}
  </section>
);

export type Tone = 'plain' | 'ok' | 'wait' | 'bad' | 'info' | 'seal';
export const Tag = ({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) => (
  <span className={`x-tag ${tone}`}>{children}</span>
);

/** Why there is nothing, and the next act. */
export const Empty = ({ children }: { readonly children: ReactNode }) => (
  <p className="x-empty">{children}</p>
);

/** `11月15日 24:00`, with the zone when `zone` asks for it. */
export const DeadlineText = ({
  at,
  timeZone,
  zone = false,
}: {
  readonly at: Instant;
  readonly timeZone: string;
  readonly zone?: boolean;
}) => {
  const formats = useFormats();
  return (
    <time className="x-nw" dateTime={new Date(at).toISOString()}>
      {formats.deadline(at, timeZone)}
      {zone && ` ${formats.zone(timeZone)}`}
    </time>
  );
};

export interface TimeLeft {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly over: boolean;
}
/** Whole days, hours and minutes until `at`, by the server's clock; minutes round up so that 0 means over. */
export const timeLeft = (at: Instant, now: Instant): TimeLeft => {
  const minutes = Math.max(0, Math.ceil((at - now) / 60_000));
  return {
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
    over: at <= now,
  };
};
export const useTimeLeft = (at: Instant): TimeLeft => timeLeft(at, useServerNow());

/** `3 天 5 时 55 分` with the numbers large; said to screen readers as one sentence. */
export const Countdown = ({ at }: { readonly at: Instant }) => {
  const { t } = useTranslation('shell');
  const left = useTimeLeft(at);
  if (left.over) return <span>{t('left.over')}</span>;
  const pieces: [number, string][] =
    left.days > 0
      ? [
          [left.days, t('left.d')],
          [left.hours, t('left.h')],
          [left.minutes, t('left.m')],
        ]
      : [
          [left.hours, t('left.h')],
          [left.minutes, t('left.m')],
        ];
  return (
    <span className="x-countdown">
      {pieces.map(([value, unit]) => (
        <span key={unit} className="x-nw">
          <b className="x-num">{value}</b> {unit}{' '}
        </span>
      ))}
    </span>
  );
};
