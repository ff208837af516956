/** The signed pages on file, and whether they show the content as it stands. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Empty, Panel, Tag } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { Freshness } from './freshness.tsx';
import type { RecordPlace } from './record-place.ts';

export const Scans = ({
  where,
  contentHash,
}: {
  readonly where: RecordPlace;
  readonly contentHash: string;
}) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { calendar } = useCampaign();
  const query = useQuery({
    queryKey: ['scans', where],
    queryFn: ({ signal }) => call('scans', { params: { ...where }, signal }),
  });
  const scans = query.data?.scans ?? [];
  return (
    <Panel title={t('scans.title')} flush>
      <Freshness query={query} what={t('scans.loading')} />
      {query.data && scans.length === 0 && <Empty>{t('scans.none')}</Empty>}
      <ul className="s-scans">
        {scans.map((scan) => (
          <li key={scan.scan}>
            <a href={scan.download} target="_blank" rel="noreferrer">
              {t('scans.page', { page: scan.page })}
            </a>
            <span className="x-xs x-muted">
              {formats.dayTime(scan.attachedAt, calendar.timeZone)} {formats.bytes(scan.size)}
            </span>
            {scan.contentHash === contentHash ? (
              <Tag tone="ok">{t('scans.current')}</Tag>
            ) : (
              <Tag tone="wait">{t('scans.older')}</Tag>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
};
