/** Pages as steps on top, and the list of what is to be mended. */
import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Glyph } from '../../shell/state-glyph.tsx';
import type { Shown } from './use-errors.ts';

export interface Step {
  readonly title: string;
  readonly state: 'done' | 'wrong' | 'later';
}

export const Steps = ({
  steps,
  now,
  onGo,
}: {
  readonly steps: readonly Step[];
  readonly now: number;
  readonly onGo: (page: number) => void;
}) => {
  const { t } = useTranslation('collect');
  const current = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the page changes
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [now]);
  return (
    <nav className="steps" aria-label={t('fill.steps')}>
      {steps.map(({ title, state }, index) => (
        <button
          key={title}
          ref={index === now ? current : undefined}
          type="button"
          className={index === now ? 'now' : state}
          aria-current={index === now ? 'step' : undefined}
          onClick={() => onGo(index)}
        >
          <i aria-hidden="true">
            {state === 'done' && index !== now ? '✓' : state === 'wrong' ? '!' : index + 1}
          </i>
          {title}
          {state !== 'later' && <span className="x-vh">{t(`fill.step.${state}`)}</span>}
        </button>
      ))}
    </nav>
  );
};

export const Jump = ({
  shown,
  onGo,
}: {
  readonly shown: readonly Shown[];
  readonly onGo: (to: Shown) => void;
}) => {
  const { t } = useTranslation('collect');
  if (shown.length === 0) return null;
  return (
    <details className="jumps">
      <summary className="jump">
        <span className="bad">
          <Glyph state="todo" />
          <b>{t('fill.toMend', { count: shown.length })}</b>
        </span>
        <IconChevronRight className="go" size={24} aria-hidden />
      </summary>
      <ol>
        {shown.slice(0, 50).map((one) => (
          <li key={`${one.violation.at} ${one.violation.code} ${one.text}`}>
            <button type="button" onClick={() => onGo(one)}>
              <b>{one.title}</b>
              <span>{one.text}</span>
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
};
