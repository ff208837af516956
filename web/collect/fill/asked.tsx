/** What checks ask: a sentence and a place to type for each that wants words; and what the town will look at. */
import { IconChevronRight } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hit } from '#forms/checks/check.ts';
import { mostExplained } from '#forms/wire/limits.ts';
import type { Said } from '../../offline/database.ts';
import { Glyph } from '../../shell/state-glyph.tsx';
import { explanationKey, type FormChecks, messageOfHit } from './form-checks.ts';

export interface AskedProps {
  readonly hits: readonly Hit[];
  readonly said: Said;
  readonly onSay: (hit: Hit, text: string) => void;
  readonly checks: FormChecks;
  /** The question's title and the way there. */
  readonly spot: (at: string) => { readonly title: string; readonly go: () => void } | undefined;
  /** Somebody pressed "done" and has not said everything. */
  readonly urgent: boolean;
}

export const Asked = ({ hits, urgent, ...rest }: AskedProps) => {
  const { t } = useTranslation('collect');
  if (hits.length === 0) return null;
  const asks = hits.filter(({ severity }) => severity === 'warn');
  return (
    <details className="jumps asked" open={urgent ? true : undefined}>
      <summary className="jump">
        <span className="ask">
          <Glyph state="warn" />
          <b>
            {asks.length > 0
              ? t('asked.title', { count: asks.length })
              : t('asked.looked', { count: hits.length })}
          </b>
        </span>
        <IconChevronRight className="go" size={24} aria-hidden />
      </summary>
      {urgent && asks.length > 0 && (
        <p className="quiet s" role="status">
          {t('asked.urgent')}
        </p>
      )}
      <ul>
        {[...asks, ...hits.filter((hit) => !asks.includes(hit))].slice(0, 40).map((hit) => (
          <Question key={hit.id} hit={hit} {...rest} />
        ))}
      </ul>
    </details>
  );
};

const Question = ({
  hit,
  said,
  onSay,
  checks,
  spot,
}: Omit<AskedProps, 'hits' | 'urgent'> & { readonly hit: Hit }) => {
  const { t, i18n } = useTranslation('collect');
  const id = useId();
  const at = hit.at ?? hit.row?.path;
  const place = at === undefined ? undefined : spot(at);
  return (
    <li>
      {place && (
        <button type="button" className="spot" onClick={place.go}>
          {place.title}
        </button>
      )}
      <label htmlFor={id}>{messageOfHit(checks, hit, i18n.language)}</label>
      {hit.severity === 'warn' ? (
        <textarea
          id={id}
          rows={2}
          maxLength={mostExplained}
          placeholder={t('asked.explain')}
          value={said[explanationKey(hit)] ?? ''}
          onChange={(event) => onSay(hit, event.target.value)}
        />
      ) : (
        <p className="quiet s" id={id}>
          {t('asked.verify')}
        </p>
      )}
    </li>
  );
};
