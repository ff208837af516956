/** One seal: its certificate, its verification in this browser, its files to take away, and any receipt held against it. */

import { IconCopy, IconDownload, IconPrinter, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { sha256Hex } from '#forms/seal/hash.ts';
import { type Manifest, parseManifest } from '#forms/seal/manifest.ts';
import { parsePublicKey } from '#forms/seal/signature.ts';
import type { SealState, SealsReply } from '#forms/wire/shapes.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Empty, Page, Panel } from '../shell/parts.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';
import { AnnexPanel } from './annex/annex-panel.tsx';
import { Certificate } from './certificate.tsx';
import { Freshness } from './freshness.tsx';
import { ReceiptCheck } from './receipt-check.tsx';
import { fetchSealFile, offerZip } from './seal-files.ts';
import { useSealReader } from './seal-reader.ts';
import type { SealSource } from './seal-work.ts';
import { useSeals } from './seals-page.tsx';
import { Checks, useVerification } from './verification.tsx';

export const SealPage = () => {
  const { seal: id = '' } = useParams();
  const { t } = useTranslation('supervise');
  const query = useSeals();
  const seal = query.data?.seals.find((one) => one.id === id);
  if (!query.data || !seal)
    return (
      <Page title={t('nav.seals')}>
        <Freshness query={query} what={t('seals.loading')} />
        {query.data && <Empty>{t('seals.noSuch')}</Empty>}
      </Page>
    );
  return <Seal key={`${seal.id} ${seal.state}`} seal={seal} publicKey={query.data.publicKey} />;
};

interface SealProps {
  readonly seal: SealState;
  readonly publicKey: SealsReply['publicKey'];
}

interface ReadManifest {
  readonly manifest: Manifest;
  readonly hash: string;
}

const readManifest = async (campaign: string, seal: string): Promise<ReadManifest | null> => {
  const bytes = await fetchSealFile(campaign, seal, 'manifest.json');
  const parsed = parseManifest(bytes);
  return parsed.ok ? { manifest: parsed.value, hash: sha256Hex(bytes) } : null;
};

const Seal = ({ seal, publicKey }: SealProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { id: campaign } = useCampaign();
  const { verification, verify } = useVerification();
  const sealed = seal.state === 'sealed';
  const read = useQuery({
    queryKey: ['manifest', campaign, seal.id],
    queryFn: () => readManifest(campaign, seal.id),
    enabled: sealed,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const manifest = read.data?.manifest;
  const paths = (seal.files ?? []).join('\n');
  const source = useMemo(
    (): SealSource => ({ from: 'server', campaign, seal: seal.id, paths: paths.split('\n') }),
    [campaign, seal.id, paths],
  );
  const reader = useSealReader(source);
  const key = useMemo(() => parsePublicKey({ ...publicKey }), [publicKey]);
  const check = async () => {
    if (!key) return;
    const before = manifest?.previous?.id;
    const previous = before
      ? await fetchSealFile(campaign, before, 'manifest.json').catch(() => undefined)
      : undefined;
    await verify((told) => reader.ask('verify', { key, ...(previous ? { previous } : {}) }, told));
  };
  const broken = verification.state === 'done' && !verification.report.valid;
  return (
    <Page
      title={formats.text(seal.title)}
      meta={<Link to="/supervise/seals">{t('nav.seals')}</Link>}
      actions={
        sealed && (
          <>
            <button
              type="button"
              className="x-btn s-print-hide"
              onClick={() => void navigator.clipboard.writeText(seal.root ?? '')}
            >
              <IconCopy size={16} aria-hidden />
              {t('seal.copy')}
            </button>
            <button type="button" className="x-btn s-print-hide" onClick={() => print()}>
              <IconPrinter size={16} aria-hidden />
              {t('seal.print')}
            </button>
            <Download seal={seal} campaign={campaign} manifest={manifest} />
          </>
        )
      }
    >
      <div className="s-certificate">
        <Certificate
          seal={seal}
          state={broken ? 'broken' : seal.state}
          manifest={manifest}
          manifestHash={read.data?.hash}
          publicKey={publicKey}
        />
        <div className="s-main s-print-hide">
          {read.error && <ProblemNote error={read.error} onRetry={() => void read.refetch()} />}
          <Panel title={t('verify.title')}>
            {verification.state === 'idle' && <p className="x-muted">{t('verify.what')}</p>}
            <Checks verification={verification} />
            {verification.state === 'unreadable' && <ProblemNote error={verification.error} />}
            <button
              type="button"
              className="x-btn s-verify"
              disabled={!sealed || !key || verification.state === 'running'}
              onClick={() => void check()}
            >
              <IconShieldCheck size={16} aria-hidden />
              {t(verification.state === 'done' ? 'verify.again' : 'verify.go')}
            </button>
            {!sealed && <p className="x-xs x-muted">{t('verify.notYet')}</p>}
          </Panel>
          {sealed && <AnnexPanel seal={seal.id} source={source} publicKey={key} />}
          {sealed && key && <ReceiptCheck reader={reader} publicKey={key} />}
          <Panel title={t('offline.without')}>
            <p className="x-muted">{t('offline.command')}</p>
            <pre className="s-command">
              <code>npx xiangbiao verify ./{seal.id}</code>
            </pre>
            <Link to="/supervise/seals">{t('offline.inBrowser')}</Link>
          </Panel>
        </div>
      </div>
    </Page>
  );
};

const Download = ({
  seal,
  campaign,
  manifest,
}: {
  readonly seal: SealState;
  readonly campaign: string;
  readonly manifest: Manifest | undefined;
}) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const [done, setDone] = useState<number>();
  const [error, setError] = useState<unknown>();
  const paths = seal.files ?? [];
  const size = manifest?.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const download = async () => {
    setError(undefined);
    setDone(0);
    try {
      const files: (readonly [string, Uint8Array])[] = [];
      for (const path of paths) {
        files.push([path, await fetchSealFile(campaign, seal.id, path)]);
        setDone(files.length);
      }
      offerZip(files, `${campaign}-${seal.id}`);
    } catch (failure) {
      setError(failure);
    }
    setDone(undefined);
  };
  return (
    <>
      <button
        type="button"
        className="x-btn pri s-print-hide"
        disabled={done !== undefined}
        onClick={() => void download()}
      >
        <IconDownload size={16} aria-hidden />
        {done === undefined
          ? t('seal.download', { size: size === undefined ? '' : formats.bytes(size) })
          : t('seal.downloading', { done, files: paths.length })}
      </button>
      {error !== undefined && <ProblemNote error={error} />}
    </>
  );
};
