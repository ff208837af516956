/** The way from a sealed record to a correction: first the full answers, with a reason; then the form, in the place of the answers. */
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Panel } from '../../shell/parts.tsx';
import type { CorrectionFormProps } from './correction-form.tsx';

const Form = lazy(() =>
  import('./correction-form.tsx').then((module) => ({ default: module.CorrectionForm })),
);

/** The questionnaire's renderer comes with it, so it is loaded when somebody corrects. */
export const CorrectionForm = (props: CorrectionFormProps) => {
  const { t } = useTranslation('supervise');
  return (
    <Suspense fallback={<p className="x-muted">{t('record.loading')}</p>}>
      <Form {...props} />
    </Suspense>
  );
};

export type CorrectionStep = 'offer' | 'form' | 'asked';

export interface AskCorrectionProps {
  readonly seal: string;
  readonly masked: boolean;
  readonly step: CorrectionStep;
  readonly onStep: (step: CorrectionStep) => void;
}

export const AskCorrection = ({ seal, masked, step, onStep }: AskCorrectionProps) => {
  const { t } = useTranslation('supervise');
  return (
    <Panel title={t('annex.title')}>
      {step === 'asked' ? (
        <p role="status">
          {t('annex.asked')} <Link to={`/supervise/seals/${seal}`}>{t('annex.toSeal')}</Link>
        </p>
      ) : (
        <>
          <p className="x-muted">{t(masked ? 'annex.revealFirst' : 'annex.offer')}</p>
          <button
            type="button"
            className="x-btn s-verify"
            disabled={masked}
            onClick={() => onStep(step === 'form' ? 'offer' : 'form')}
          >
            {t(step === 'form' ? 'annex.leave' : 'annex.begin')}
          </button>
        </>
      )}
    </Panel>
  );
};
