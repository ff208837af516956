/** Says when what is shown is older than it should be. Numbers stay; nobody works on an empty page because a line dropped. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { People } from '#forms/wire/shapes.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Loading } from '../shell/loading.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';

export interface Fetched {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly data: unknown;
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

/** The first words while there is nothing, a problem when there will be nothing, a note when it is stale. */
export const Freshness = ({ query, what }: { readonly query: Fetched; readonly what: string }) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { calendar } = useCampaign();
  if (query.data === undefined) {
    if (query.error) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
    return query.isPending ? <Loading what={what} /> : null;
  }
  if (!query.error) return null;
  return (
    <div className="x-note" role="status">
      <IconAlertTriangle size={18} aria-hidden />
      <p>{t('stale', { time: formats.time(query.dataUpdatedAt, calendar.timeZone) })}</p>
      <button type="button" className="x-btn sm" onClick={() => void query.refetch()}>
        {t('again')}
      </button>
    </div>
  );
};

/** What a person is called; of somebody who is gone, the id as far as people can compare it. */
export const PersonName = ({ id, people }: { readonly id: string; readonly people: People }) =>
  people[id] ?? (
    <abbr className="x-mono s-person" title={id}>
      {id.slice(0, 8)}
    </abbr>
  );

/** A number in a table; zero is a dash with its value for screen readers. */
export const Figure = ({ value }: { readonly value: number }) => {
  const { number } = useFormats();
  if (value !== 0) return number(value);
  return (
    <span className="zero">
      <span aria-hidden>–</span>
      <span className="x-vh">0</span>
    </span>
  );
};
