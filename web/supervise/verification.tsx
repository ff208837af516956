/** The verification of a seal or an annex, done here and now: what was checked and held, and the first thing that is wrong. */
import { IconCheck, IconX } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SealProgress, SealReport } from '#forms/seal/report.ts';
import type { AnnexReport } from '#forms/seal/verify-annex.ts';
import { useFormats } from '../time/format.ts';
import { useAreaName } from './held-area.ts';

type Report =
  | Pick<SealReport, 'valid' | 'checks' | 'failure'>
  | Pick<AnnexReport, 'valid' | 'checks' | 'failure' | 'annex'>;

export type Verification =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly progress: SealProgress | undefined }
  | { readonly state: 'done'; readonly report: Report; readonly tookMs: number }
  | { readonly state: 'unreadable'; readonly error: unknown };

export const useVerification = () => {
  const [verification, set] = useState<Verification>({ state: 'idle' });
  const verify = useCallback(
    async <Made extends Report>(work: (told: (progress: SealProgress) => void) => Promise<Made>) => {
      const began = performance.now();
      set({ state: 'running', progress: undefined });
      try {
        const report = await work((progress) => set({ state: 'running', progress }));
        set({ state: 'done', report, tookMs: performance.now() - began });
        return report;
      } catch (error) {
        set({ state: 'unreadable', error });
        return undefined;
      }
    },
    [],
  );
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
  const annex = 'annex' in report ? report.annex : undefined;
  const fact = (value: string | number) => (typeof value === 'number' ? formats.number(value) : value);
  return (
    <>
      <p className={report.valid ? 's-verdict ok' : 's-verdict bad'} role="status">
        {report.valid ? <IconCheck size={18} aria-hidden /> : <IconX size={18} aria-hidden />}
        {t(`verify.${annex ? 'annex.' : ''}${report.valid ? 'valid' : 'invalid'}`)}
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

const Failure = ({ failure }: { readonly failure: NonNullable<Report['failure']> }) => {
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
