/** Signed pages of a record: photographed or scanned on paper, bound to the content they show. */
import { IconCamera, IconFileTypePdf } from '@tabler/icons-react';
import { type ChangeEvent, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '#forms/wire/limits.ts';
import type { RecordState, ScanState } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { useReached } from '../offline/connection.ts';
import type { Place } from '../offline/database.ts';
import { useProblemText } from '../shell/problem.tsx';
import { Glyph } from '../shell/state-glyph.tsx';
import { useFormats } from '../time/format.ts';
import { attachPage, type Sending } from './attach-page.ts';
import { useField } from './field.tsx';

type Listed = ScanState & { readonly download: string };

const PageRow = ({ scan, current }: { readonly scan: Listed; readonly current: boolean }) => {
  const { t } = useTranslation('collect');
  const { timeZone } = useField();
  const { dayTime, bytes } = useFormats();
  return (
    <li>
      <a className="row scan" href={scan.download} target="_blank" rel="noreferrer">
        {scan.type === 'application/pdf' ? (
          <span className="thumb pdf">
            <IconFileTypePdf size={28} stroke={1.5} aria-hidden />
          </span>
        ) : (
          <img className="thumb" src={scan.download} alt="" loading="lazy" />
        )}
        <div className="tx">
          <h3 className={current ? '' : 'bad'}>
            <Glyph state={current ? 'sent' : 'todo'} />
            {current ? t('pages.page', { page: scan.page }) : t('pages.stale')}
          </h3>
          <p>
            {dayTime(scan.attachedAt, timeZone)}
            {'　'}
            {bytes(scan.size)}
          </p>
        </div>
      </a>
    </li>
  );
};

export interface SignedPagesProps {
  readonly place: Place;
  readonly record: RecordState;
  /** Most pages that it may have. */
  readonly pages: number;
  readonly open: boolean;
}
export const SignedPages = ({ place, record, pages, open }: SignedPagesProps) => {
  const { t } = useTranslation('collect');
  const said = useProblemText();
  const { refresh } = useField();
  const { bytes } = useFormats();
  const reached = useReached();
  const [scans, setScans] = useState<readonly Listed[]>();
  const [sending, setSending] = useState<Sending>();
  const [refusal, setRefusal] = useState('');
  const { campaign, village, unit, questionnaire } = place;

  const load = useCallback(async () => {
    const params = { campaign, area: village, unit, questionnaire };
    setScans((await call('scans', { params })).scans);
  }, [campaign, village, unit, questionnaire]);
  useEffect(() => {
    load().catch(() => undefined); // offline: the pages are listed when there is a network again
  }, [load]);

  const current = (scans ?? []).filter((scan) => scan.contentHash === record.contentHash);
  const nextPage = Math.max(0, ...current.map(({ page }) => page)) + 1;
  const attach = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    setRefusal('');
    setSending({ share: 0, from: file.size, to: file.size });
    try {
      await attachPage(place, record, nextPage, file, setSending);
      await load();
      await refresh();
    } catch (error) {
      setRefusal(said(error));
    } finally {
      setSending(undefined);
    }
  };
  return (
    <>
      <div className="head">
        <h2>{t('pages.title')}</h2>
        <span>{t('pages.count', { count: current.length, pages })}</span>
      </div>
      {scans && scans.length > 0 && (
        <ul className="band">
          {scans.map((scan) => (
            <PageRow key={scan.scan} scan={scan} current={scan.contentHash === record.contentHash} />
          ))}
        </ul>
      )}
      {sending && (
        <div className="sending" role="status">
          <div className="prog">
            <i style={{ width: `${sending.share * 100}%` }} />
          </div>
          <p className="s">
            {t('pages.sending', { percent: Math.round(sending.share * 100) })}
            {sending.to < sending.from &&
              `${t('dot')}${t('pages.shrunk', { from: bytes(sending.from), to: bytes(sending.to) })}`}
          </p>
        </div>
      )}
      {refusal && (
        <p className="note badn" role="alert">
          {refusal}
        </p>
      )}
      {open && nextPage <= pages && sending === undefined && (
        <div className="add-page">
          {reached ? (
            <label className="btn wide">
              <IconCamera size={24} stroke={1.8} aria-hidden />
              {t('pages.add', { page: nextPage })}
              <input
                className="x-vh"
                type="file"
                accept={limits.scanTypes.join(',')}
                onChange={(event) => void attach(event)}
              />
            </label>
          ) : (
            <p className="s quiet">{t('pages.online')}</p>
          )}
        </div>
      )}
    </>
  );
};
