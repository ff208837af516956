/** The next step of a flow: what is missing, what is handed in, one button forward; other ways fold away and ask for words. */
import { IconArrowRight, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowState } from '#forms/wire/workflows.ts';
import { stepOf, type Workflow, type WorkflowStep } from '#forms/workflows/workflow.ts';
import { uuidV7 } from '../offline/ids.ts';
import { ChooseFile } from '../shell/choose-file.tsx';
import { useProblemText } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';
import { handIn } from './hand-in.ts';
import { type MoveWanted, type UnitPlace, useAct } from './use-flows.ts';

export interface DoStepProps {
  readonly place: UnitPlace;
  readonly workflow: Workflow;
  readonly flow: FlowState;
  readonly step: WorkflowStep;
  readonly today: string;
  /** Class of buttons, which differ between desk and phone. */
  readonly button: string;
}

const useTitleOf = (workflow: Workflow) => {
  const { text } = useFormats();
  return (id: string): string =>
    text(stepOf(workflow, id)?.title ?? workflow.ends.find((end) => end.id === id)?.title ?? id);
};

const isWord = (note: string): boolean => note.trim().length >= 2;

export const DoStep = ({ place, workflow, flow, step, today, button }: DoStepProps) => {
  const { t } = useTranslation('workflow');
  const { text } = useFormats();
  const problemText = useProblemText();
  const titleOf = useTitleOf(workflow);
  const act = useAct(place);
  // One for each state of the flow: a press that got no reply is sent again as the same.
  const [id] = useState(() => uuidV7(Date.now()));
  const [note, setNote] = useState('');
  const [on, setOn] = useState(today);
  const [file, setFile] = useState<File>();
  const [failure, setFailure] = useState<unknown>();
  const [sending, setSending] = useState(false);
  const [forward = '', ...others] = step.next;
  const has = { text: isWord(note), date: on !== '', scan: file !== undefined };
  const ready = flow.met && (step.evidence === undefined || has[step.evidence]);
  const go = async (to: string) => {
    setFailure(undefined);
    setSending(true);
    try {
      const isForward = to === forward;
      const wanted: MoveWanted = {
        ...{ id, workflow: workflow.id, revision: flow.revision, to },
        ...(isWord(note) ? { note: note.trim() } : {}),
        ...(isForward && step.evidence === 'date' ? { on } : {}),
        ...(isForward && file ? { file: await handIn(place, file) } : {}),
      };
      await act.mutateAsync(wanted);
    } catch (error) {
      setFailure(error);
    } finally {
      setSending(false);
    }
  };
  const busy = sending || act.isPending;
  return (
    <div className="w-do">
      {!flow.met && step.message !== undefined && (
        <p className="w-missing">
          <b>{t('missing')}</b> {text(step.message)}
        </p>
      )}
      {step.evidence === 'date' && (
        <label className="w-field">
          <span>{t('on')}</span>
          <input type="date" value={on} max={today} onChange={(event) => setOn(event.target.value)} />
        </label>
      )}
      {step.evidence === 'scan' && (
        <ChooseFile label={t('scan')} button={button} file={file} onFile={setFile} />
      )}
      <label className="w-field">
        <span>{t(step.evidence === 'text' ? 'noteWanted' : 'note')}</span>
        <textarea rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      {failure !== undefined && (
        <p className="w-missing" role="alert">
          {problemText(failure)}
        </p>
      )}
      <button
        type="button"
        className={`${button} pri`}
        disabled={!ready || busy}
        onClick={() => void go(forward)}
      >
        {t('forward', { to: titleOf(forward) })}
        <IconArrowRight size={18} aria-hidden />
      </button>
      {others.length > 0 && (
        <details className="w-others">
          <summary>
            {t('others')}
            <IconChevronRight className="w-go" size={16} aria-hidden />
          </summary>
          <p>{t('othersMean')}</p>
          <div>
            {others.map((to) => (
              <button
                key={to}
                type="button"
                className={button}
                disabled={!isWord(note) || busy}
                onClick={() => void go(to)}
              >
                {t(stepOf(workflow, to) ? 'back' : 'end', { to: titleOf(to) })}
              </button>
            ))}
          </div>
        </details>
      )}
    </div>
  );
};
