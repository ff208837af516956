/** The verification of a seal, done here and now: what was checked and held, and the first thing that is wrong. */
import { IconCheck, IconX } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SealFailure, SealProgress, SealReport } from '#forms/seal/report.ts';
import type { PublicKey } from '#forms/seal/signature.ts';
import { useFormats } from '../time/format.ts';
import { useAreaName } from './held-area.ts';
import type { SealReader } from './seal-reader.ts';

export type Verification =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly progress: SealProgress | undefined }
  | { readonly state: 'done'; readonly report: SealReport; readonly tookMs: number }
  | { readonly state: 'unreadable'; readonly error: unknown };

export interface ToVerify {
  readonly reader: SealReader;
  readonly key: PublicKey;
  readonly previous?: Uint8Array | undefined;
}

export const useVerification = () => {
  const [verification, set] = useState<Verification>({ state: 'idle' });
  const verify = useCallback(async ({ reader, key, previous }: ToVerify) => {
    const began = performance.now();
    set({ state: 'running', progress: undefined });
    try {
      const report = await reader.ask('verify', { key, ...(previous ? { previous } : {}) }, (progress) =>
        set({ state: 'running', progress }),
      );
      set({ state: 'done', report, tookMs: performance.now() - began });
    } catch (error) {
      set({ state: 'unreadable', error });
    }
  }, []);
  const reset = useCallback(() => set({ state: 'idle' }), []);
  return { verification, verify, reset };
};

export const Checks = ({ verification }: { readonly verification: Verification }) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  if (verification.state === 'idle' || verification.state === 'unreadable') return null;
  if (verification.state === 'running') {
    const { progress } = verification;
    return (
      <div className="s-sealing" role="status">
        <progress
          aria-label={t('verify.running')}
          {...(progress ? { value: progress.villagesDone, max: progress.villages } : {})}
        />
        <span className="x-xs x-muted">
          {progress
            ? t('verify.progress', { done: progress.villagesDone, villages: progress.villages })
            : t('verify.running')}
        </span>
      </div>
    );
  }
  const { report, tookMs } = verification;
  const fact = (value: string | number) => (typeof value === 'number' ? formats.number(value) : value);
  return (
    <>
      <p className={report.valid ? 's-verdict ok' : 's-verdict bad'} role="status">
        {report.valid ? <IconCheck size={18} aria-hidden /> : <IconX size={18} aria-hidden />}
        {t(report.valid ? 'verify.valid' : 'verify.invalid')}
        <small>{t('verify.took', { seconds: formats.number(tookMs / 1000, 1) })}</small>
      </p>
      <ul className="s-checks">
        {report.checks.map((check) => (
          <li key={check.code}>
            <IconCheck size={16} aria-hidden />
            <span className="x-grow">
              {t(
                `check.${check.code}`,
                Object.fromEntries(Object.entries(check.facts).map(([name, value]) => [name, fact(value)])),
              )}
            </span>
          </li>
        ))}
        {report.failure && <Failure failure={report.failure} />}
      </ul>
    </>
  );
};

const Failure = ({ failure }: { readonly failure: SealFailure }) => {
  const { t } = useTranslation('supervise');
  const nameOf = useAreaName();
  const { facts } = failure;
  const where = [
    facts.village && nameOf(facts.village),
    facts.file,
    facts.line !== undefined && t('verify.line', { line: facts.line }),
    facts.unit,
    facts.questionnaire,
    facts.says,
  ].filter((one) => typeof one === 'string' && one !== '');
  return (
    <li className="bad">
      <IconX size={16} aria-hidden />
      <span className="x-grow">
        <b>{t(`failure.${failure.code}`)}</b>
        {where.length > 0 && <small>{where.join(t('listGap'))}</small>}
        {facts.expected !== undefined && (
          <small className="x-mono">{t('verify.expected', { value: String(facts.expected) })}</small>
        )}
        {facts.got !== undefined && (
          <small className="x-mono">{t('verify.got', { value: String(facts.got) })}</small>
        )}
      </span>
    </li>
  );
};
