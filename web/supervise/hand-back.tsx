/** Handing a record back, for one of its answers or as a whole: the words go to the phone, at that very question. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api.ts';
import type { AnswerLine } from '../questionnaire/answer-lines.ts';
import { ProblemNote } from '../shell/problem.tsx';
import type { RecordPlace } from './record-place.ts';

export interface HandBackProps {
  readonly where: RecordPlace;
  /** Absent for the record as a whole. */
  readonly line?: AnswerLine;
  readonly onDone: () => void;
}

export const HandBack = ({ where, line, onDone }: HandBackProps) => {
  const { t } = useTranslation('supervise');
  const [comment, setComment] = useState('');
  const [error, setError] = useState<unknown>();
  const send = async () => {
    if (comment.trim() === '') return;
    setError(undefined);
    const { campaign, area, unit, questionnaire } = where;
    try {
      await call('openFinding', {
        params: { campaign, area },
        body: { unit, questionnaire, ...(line ? { at: line.at } : {}), comment: comment.trim() },
      });
      onDone();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <form
      className="s-form s-hand-back"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label>
        <span className="x-xs x-muted">
          {line ? t('finding.comment', { question: line.title }) : t('finding.commentWhole')}
        </span>
        <textarea
          rows={2}
          maxLength={1000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
          }}
        />
      </label>
      {error !== undefined && <ProblemNote error={error} />}
      <div className="x-acts">
        <button type="submit" className="x-btn pri" disabled={comment.trim() === ''}>
          {t('finding.send')}
        </button>
        <span className="x-xs x-muted">{t(line ? 'finding.hint' : 'finding.hintWhole')}</span>
      </div>
    </form>
  );
};
