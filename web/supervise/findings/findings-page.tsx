/** One question: what is still wrong or unlikely, and whose turn is it? The list, one finding beside it, and the next act. */
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Page, Panel } from '../../shell/parts.tsx';
import { useFormats } from '../../time/format.ts';
import { useServerNow } from '../../time/server-time.ts';
import { Freshness } from '../freshness.tsx';
import { useHeldArea } from '../held-area.ts';
import { FindingDetail } from './detail.tsx';
import { ExportFindings } from './export.tsx';
import { Filters, useFilter } from './filters.tsx';
import { grouped, neighbour, shownFindings } from './finding-list.ts';
import { IssueMany } from './issue-many.tsx';
import { FindingList } from './list.tsx';
import { useChecks, useFindings, useTitleOf } from './use-findings.ts';

/** J and K walk, unless somebody types. */
const useWalk = (ids: readonly string[], chosen: string | undefined, choose: (id: string) => void) => {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof HTMLElement && target.closest('input, textarea, select')) return;
      const key = event.key.toLowerCase();
      if (key !== 'j' && key !== 'k') return;
      const next = neighbour(ids, chosen, key === 'j' ? 1 : -1);
      if (next !== undefined) choose(next);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [ids, chosen, choose]);
};

export const FindingsPage = () => {
  const { t } = useTranslation('findings');
  const { t: told } = useTranslation('supervise');
  const formats = useFormats();
  const now = useServerNow(60_000);
  const area = useHeldArea('finding.read');
  const deciding = useHeldArea('finding.decide');
  const { filter, chosen, set } = useFilter();
  const [issuing, setIssuing] = useState(false);
  const living = useFindings(area, false);
  const done = useFindings(filter.view === 'closed' ? area : undefined, true);
  const query = filter.view === 'closed' ? done : living;
  const { known } = useChecks();
  const titleOf = useTitleOf(known);
  const all = useMemo(() => query.data?.findings ?? [], [query.data]);
  const groups = useMemo(() => grouped(shownFindings(all, filter, now), now), [all, filter, now]);
  const shown = groups.flatMap(({ findings }) => findings);
  const one = shown.find(({ id }) => id === chosen) ?? shown[0];
  const ids = useMemo(() => shown.map(({ id }) => id), [shown]);
  useWalk(ids, one?.id, (id) => set('finding', id));
  const fresh = shown.filter(({ state }) => state === 'found');
  const nothing = shownFindings(all, { view: filter.view, age: 'all' }, now).length === 0;
  const inView = (view: 'open' | 'review') =>
    shownFindings(living.data?.findings ?? [], { view, age: 'all' }, now).length;
  const units = new Set(all.map(({ village, unit }) => `${village} ${unit}`)).size;
  return (
    <Page
      title={t('title')}
      meta={living.data && t('meta', { count: inView('open'), units: formats.number(units) })}
      actions={
        <>
          <ExportFindings findings={shown} titleOf={titleOf} now={now} />
          {deciding !== undefined && (
            <button
              type="button"
              className="x-btn"
              disabled={fresh.length === 0}
              aria-expanded={issuing}
              onClick={() => setIssuing(!issuing)}
            >
              {t('issueMany', { count: fresh.length })}
            </button>
          )}
        </>
      }
    >
      {area === undefined && <Empty>{told('noArea')}</Empty>}
      <Filters
        filter={filter}
        set={set}
        findings={all}
        counts={living.data ? { open: inView('open'), review: inView('review') } : {}}
        known={known}
      />
      {issuing && fresh.length > 0 && deciding !== undefined && (
        <IssueMany area={deciding} findings={fresh} onDone={() => setIssuing(false)} />
      )}
      <Freshness query={query} what={t('loading')} />
      {query.data && shown.length === 0 && (
        <Panel>
          <Empty>{t(nothing ? `none.${filter.view}` : 'none.filtered')}</Empty>
        </Panel>
      )}
      {one && (
        <div className={chosen ? 'f-grid chosen' : 'f-grid'}>
          <FindingList
            groups={groups}
            titleOf={titleOf}
            chosen={one.id}
            onChoose={(id) => set('finding', id)}
            now={now}
          />
          <FindingDetail
            key={one.id}
            listed={one}
            title={titleOf(one)}
            check={one.check === undefined ? undefined : known.get(one.check)}
            onBack={() => set('finding', '')}
          />
        </div>
      )}
    </Page>
  );
};
