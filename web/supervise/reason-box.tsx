/** A final act: what will happen in units of work, a reason, and the buttons. No "are you sure": the sentence says it. */
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../shell/problem.tsx';

export interface ReasonAct {
  readonly name: string;
  readonly primary?: boolean;
  readonly run: (reason: string) => Promise<unknown>;
}
export interface ReasonBoxProps {
  readonly label: string;
  readonly consequence?: ReactNode;
  readonly acts: readonly ReasonAct[];
  /** Why nothing can be done here; the buttons stay and are off. */
  readonly blocked?: string | undefined;
}

const least = 2;

export const ReasonBox = ({ label, consequence, acts, blocked }: ReasonBoxProps) => {
  const { t } = useTranslation('supervise');
  const said = useProblemText();
  const id = useId();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const run = async (act: ReasonAct) => {
    setBusy(true);
    setRefusal('');
    try {
      await act.run(reason.trim());
      setReason('');
    } catch (error) {
      setRefusal(said(error));
    } finally {
      setBusy(false);
    }
  };
  const missing = reason.trim().length < least;
  const why = blocked ?? (missing ? t('reason.missing') : '');
  return (
    <div className="s-reason">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={2}
        maxLength={500}
        value={reason}
        disabled={blocked !== undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      {consequence && <p className="x-xs x-muted">{consequence}</p>}
      <div className="x-acts">
        {acts.map((act) => (
          <button
            key={act.name}
            type="button"
            className={act.primary ? 'x-btn pri' : 'x-btn'}
            disabled={busy || missing || blocked !== undefined}
            onClick={() => void run(act)}
          >
            {act.name}
          </button>
        ))}
        {why && <span className="x-xs x-muted s-why">{why}</span>}
      </div>
      {refusal && (
        <p className="x-bad x-xs" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
};
