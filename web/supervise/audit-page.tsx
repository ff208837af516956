/** Who saw or changed what, when and why. Newest first; the log cannot be changed from anywhere. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Empty, Page, Panel } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { AuditReason, AuditTarget } from './audit-target.tsx';
import { Freshness, PersonName } from './freshness.tsx';

export const AuditPage = () => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { id, calendar } = useCampaign();
  const [verb, setVerb] = useState('');
  const query = useInfiniteQuery({
    queryKey: ['audit', id],
    queryFn: ({ signal, pageParam }) =>
      call('audit', { params: { campaign: id }, query: { after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });
  const lines = (query.data?.pages ?? []).flatMap((page) => page.lines);
  const people = Object.assign({}, ...(query.data?.pages ?? []).map((page) => page.people));
  const areas = Object.assign({}, ...(query.data?.pages ?? []).map((page) => page.areas));
  const verbs = [...new Set(lines.map((line) => line.verb))].sort();
  const shown = lines.filter((line) => verb === '' || line.verb === verb);
  return (
    <Page
      title={t('nav.audit')}
      meta={t('audit.meta')}
      actions={
        verbs.length > 1 && (
          <label className="s-select">
            <span className="x-vh">{t('audit.verb')}</span>
            <select value={verb} onChange={(event) => setVerb(event.target.value)}>
              <option value="">{t('audit.all')}</option>
              {verbs.map((one) => (
                <option key={one} value={one}>
                  {t(`verb.${one}`, one)}
                </option>
              ))}
            </select>
          </label>
        )
      }
    >
      <Freshness query={query} what={t('audit.loading')} />
      {query.data && (
        <Panel flush>
          {shown.length === 0 && <Empty>{t('audit.none')}</Empty>}
          {shown.length > 0 && (
            <table className="x-table read rows">
              <thead>
                <tr>
                  <th>{t('audit.when')}</th>
                  <th>{t('audit.who')}</th>
                  <th>{t('audit.verb')}</th>
                  <th>{t('audit.on')}</th>
                  <th>{t('audit.why')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((line, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the log only ever grows at the other end
                  <tr key={`${line.at} ${line.verb} ${line.on} ${shown.length - index}`}>
                    <td className="nw">{formats.dayTime(line.at, calendar.timeZone)}</td>
                    <th scope="row">
                      <PersonName id={line.who} people={people} />
                    </th>
                    <td>{t(`verb.${line.verb}`, line.verb)}</td>
                    <td className="wide">
                      <AuditTarget on={line.on} areas={areas} />
                    </td>
                    <td className="wide">{line.why && <AuditReason why={line.why} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {query.hasNextPage && (
            <button
              type="button"
              className="x-btn bare s-more"
              disabled={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('audit.more')}
            </button>
          )}
        </Panel>
      )}
    </Page>
  );
};
