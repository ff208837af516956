/** What a seal says of itself, fit for printing: when, how much, the one root, and each village's. */
import { useTranslation } from 'react-i18next';
import { certificateText } from '#forms/seal/certificate-text.ts';
import type { Manifest } from '#forms/seal/manifest.ts';
import type { SealState, SealsReply } from '#forms/wire/shapes.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { useFormats } from '../time/format.ts';
import { Figure } from './freshness.tsx';
import { Root, Stamp } from './seals-page.tsx';
import { SquareCode } from './square-code.tsx';

export interface CertificateProps {
  readonly seal: SealState;
  readonly state: SealState['state'] | 'broken';
  readonly manifest: Manifest | undefined;
  /** SHA-256 of its bytes. */
  readonly manifestHash: string | undefined;
  readonly publicKey: SealsReply['publicKey'];
}

export const Certificate = ({ seal, state, manifest, manifestHash, publicKey }: CertificateProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { area, calendar } = useCampaign();
  const { timeZone } = calendar;
  const sealed = seal.state === 'sealed';
  return (
    <article className="s-cert" aria-label={t('cert.label')}>
      <header>
        <div className="x-grow">
          <p className="x-xs x-muted">
            {t('cert.head')} <span className="x-mono">{seal.id}</span>
          </p>
          <h2>{formats.text(seal.title)}</h2>
          <p className="s-say">
            {sealed
              ? t('cert.covers', {
                  area: area.name,
                  villages: seal.villages,
                  records: formats.number(seal.records ?? 0),
                })
              : t('cert.willCover', { area: area.name, villages: seal.villages })}
          </p>
          <p className="s-say">
            {t(sealed ? 'cert.stopped' : 'cert.willStop', {
              zone: formats.zone(timeZone),
              when: formats.deadline(seal.at, timeZone),
              sealedAt: seal.sealedAt === undefined ? '' : formats.dayTime(seal.sealedAt, timeZone),
            })}
          </p>
          {sealed && <p className="s-say">{t('cert.noMore')}</p>}
        </div>
        <Stamp state={state} large />
      </header>
      {seal.state === 'sealing' && (
        <div className="s-sealing" role="status">
          <progress
            value={seal.villagesDone}
            max={Math.max(1, seal.villages)}
            aria-label={t('seals.sealing')}
          />
          <span>{t('seals.progress', { done: seal.villagesDone, villages: seal.villages })}</span>
        </div>
      )}
      {seal.root !== undefined && (
        <section className="s-root-box">
          <div className="x-grow">
            <h3>{t('cert.root', { area: area.name })}</h3>
            <Root root={seal.root} />
            {manifestHash && (
              <>
                <h3>{t('cert.manifest')}</h3>
                <Root root={manifestHash} small />
              </>
            )}
          </div>
          {manifest && manifestHash && (
            <figure className="s-scan">
              <SquareCode text={certificateText(manifest, manifestHash)} label={t('cert.square')} />
              <figcaption>{t('cert.scan')}</figcaption>
            </figure>
          )}
        </section>
      )}
      {sealed && (
        <dl className="s-cert-counts">
          <Count label={t('cert.records')} value={seal.records} />
          <Count label={t('cert.scans')} value={seal.scans} />
          <Count label={t('cert.villages')} value={seal.villages} />
          <Count label={t('cert.late')} value={seal.late} />
          {manifest?.counts.flows !== undefined && (
            <Count label={t('cert.flows')} value={manifest.counts.flows} />
          )}
          <div>
            <dt>{t('cert.previous')}</dt>
            <dd className="x-mono">
              {manifest?.previous
                ? `${manifest.previous.id} ${manifest.previous.root.slice(0, 8)}…`
                : t('cert.first')}
            </dd>
          </div>
        </dl>
      )}
      {manifest && <Villages manifest={manifest} />}
      <div className="s-sign s-print-only" aria-hidden>
        {(['signature', 'stamp', 'date'] as const).map((place) => (
          <p key={place}>{t(`cert.${place}`)}</p>
        ))}
      </div>
      <footer>
        <div>
          <p className="x-xs x-muted">{t('cert.key', { algorithm: publicKey.algorithm })}</p>
          <p className="x-mono">
            {t('cert.fingerprint', { fingerprint: publicKey.fingerprint.replace(/(.{4})(?=.)/g, '$1 ') })}
          </p>
        </div>
        {manifest && (
          <div>
            <p className="x-xs x-muted">{t('cert.software')}</p>
            <p className="x-mono">{manifest.software}</p>
          </div>
        )}
      </footer>
    </article>
  );
};

const Count = ({ label, value }: { readonly label: string; readonly value: number | undefined }) => {
  const { number } = useFormats();
  return (
    <div>
      <dt>{label}</dt>
      <dd className="x-num">{value === undefined ? '–' : number(value)}</dd>
    </div>
  );
};

const Villages = ({ manifest }: { readonly manifest: Manifest }) => {
  const { t } = useTranslation('supervise');
  const { villages } = manifest;
  const half = Math.ceil(villages.length / 2);
  return (
    <div className="s-cert-villages">
      {[villages.slice(0, half), villages.slice(half)]
        .filter((column) => column.length > 0)
        .map((column) => (
          <table key={column[0]?.code} className="x-table">
            <thead>
              <tr>
                <th>{t('table.village')}</th>
                <th className="r">{t('cert.records')}</th>
                <th className="r">{t('cert.lateShort')}</th>
                <th>{t('cert.villageRoot')}</th>
              </tr>
            </thead>
            <tbody>
              {column.map((village) => (
                <tr key={village.code}>
                  <th scope="row">{village.name}</th>
                  <td className="r">
                    <Figure value={village.records} />
                  </td>
                  <td className="r">
                    <Figure value={village.late.count} />
                  </td>
                  <td className="x-mono nw" title={village.root}>
                    {village.root.slice(0, 4)} {village.root.slice(4, 8)}…
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
    </div>
  );
};
