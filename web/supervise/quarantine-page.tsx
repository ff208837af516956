/** What came after its gate had closed: nothing of it is lost, and nothing of it is silent. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Empty, Page, Panel, Tag } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { Freshness, PersonName } from './freshness.tsx';
import { useAreaName, useHeldArea } from './held-area.ts';

export const QuarantinePage = () => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { id, calendar, questionnaires } = useCampaign();
  const nameOf = useAreaName();
  const area = useHeldArea('quarantine.read');
  const query = useQuery({
    queryKey: ['quarantine', id, area],
    queryFn: ({ signal }) => call('quarantine', { params: { campaign: id, area: area ?? '' }, signal }),
    enabled: area !== undefined,
    refetchInterval: 15_000,
  });
  const { late = [], people = {} } = query.data ?? {};
  const short = (questionnaire: string) => {
    const found = questionnaires.find((one) => one.id === questionnaire);
    return found ? formats.text(found.short) : questionnaire;
  };
  return (
    <Page title={t('nav.quarantine')} meta={query.data && t('quarantine.meta', { count: late.length })}>
      {area === undefined && <Empty>{t('noArea')}</Empty>}
      <Freshness query={query} what={t('quarantine.loading')} />
      {query.data && late.length === 0 && (
        <Panel>
          <Empty>{t('quarantine.none')}</Empty>
        </Panel>
      )}
      {late.length > 0 && (
        <Panel flush>
          <table className="x-table two rows">
            <thead>
              <tr>
                <th>{t('quarantine.unit')}</th>
                <th>{t('quarantine.questionnaire')}</th>
                <th>{t('quarantine.why')}</th>
                <th>{t('quarantine.captured')}</th>
                <th>{t('quarantine.received')}</th>
                <th>{t('quarantine.by')}</th>
                <th>{t('quarantine.receipt')}</th>
              </tr>
            </thead>
            <tbody>
              {late.map((one) => (
                <tr key={one.submission}>
                  <th scope="row">
                    <Link to={`/supervise/villages/${one.village}?filter=late`}>{one.unitName}</Link>
                    <small>{nameOf(one.village)}</small>
                  </th>
                  <td>{short(one.questionnaire)}</td>
                  <td>
                    <Tag tone="seal">{t(`why.${one.why}`, one.why)}</Tag>
                  </td>
                  <td className="nw wide" data-label={t('quarantine.captured')}>
                    {one.capturedAt === undefined
                      ? t('quarantine.notSaid')
                      : formats.dayTime(one.capturedAt, calendar.timeZone)}
                  </td>
                  <td className="nw wide" data-label={t('quarantine.received')}>
                    {formats.dayTime(one.receivedAt, calendar.timeZone)}
                  </td>
                  <td>
                    <PersonName id={one.by} people={people} />
                  </td>
                  <td className="x-mono nw">{one.receipt}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
      <p className="x-xs x-muted">{t('quarantine.note')}</p>
    </Page>
  );
};
