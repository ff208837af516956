/** Questions and answers with what was handed back beside them; a finding is opened at the very question. */
import { IconMessage2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FindingState } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import type { AnswerLine, AnswerSection } from '../questionnaire/answer-lines.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Panel, Tag } from '../shell/parts.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';
import type { RecordPlace } from './record-place.ts';

export interface AnswersProps {
  readonly sections: readonly AnswerSection[];
  readonly findings: readonly FindingState[];
  readonly where: RecordPlace;
  readonly mayOpen: boolean;
  readonly onOpened: () => void;
}

export const Answers = (props: AnswersProps) => {
  const { t } = useTranslation('supervise');
  const { sections, findings } = props;
  const [at, setAt] = useState<string>();
  const whole = findings.filter((finding) => finding.at === undefined);
  const lines = (some: readonly AnswerLine[]) => (
    <Lines {...props} lines={some} openAt={at} onOpenAt={setAt} />
  );
  return (
    <>
      {whole.map((finding) => (
        <Finding key={finding.id} finding={finding} />
      ))}
      {sections.map((section) => (
        <Panel key={section.key} title={section.title} flush>
          {section.lines.length > 0 && lines(section.lines)}
          {section.entries.map((entry, index) => (
            <details key={entry.key} className="s-entry" open={index === 0}>
              <summary>{entry.title}</summary>
              {lines(entry.lines)}
            </details>
          ))}
          {section.lines.length + section.entries.length === 0 && (
            <p className="x-empty">{t('record.noEntries')}</p>
          )}
        </Panel>
      ))}
    </>
  );
};

interface LinesProps extends AnswersProps {
  readonly lines: readonly AnswerLine[];
  readonly openAt: string | undefined;
  readonly onOpenAt: (at: string | undefined) => void;
}

const Lines = ({ lines, findings, where, mayOpen, onOpened, openAt, onOpenAt }: LinesProps) => {
  const { t } = useTranslation('supervise');
  return (
    <ul className="s-answers">
      {lines.map((line) => (
        <li key={line.at}>
          <span className="s-question">{line.title}</span>
          <span className={line.text === '' ? 'x-muted' : line.sensitive ? 'x-mono' : ''}>
            {line.text === '' ? t('record.notAnswered') : line.text}
          </span>
          {mayOpen && (
            <button
              type="button"
              className="x-btn bare sm"
              aria-expanded={openAt === line.at}
              aria-label={t('finding.openAt', { question: line.title })}
              onClick={() => onOpenAt(openAt === line.at ? undefined : line.at)}
            >
              <IconMessage2 size={14} aria-hidden />
              {t('finding.handBack')}
            </button>
          )}
          {findings
            .filter((finding) => finding.at === line.at)
            .map((finding) => (
              <Finding key={finding.id} finding={finding} />
            ))}
          {openAt === line.at && (
            <HandBack
              where={where}
              line={line}
              onDone={() => {
                onOpenAt(undefined);
                onOpened();
              }}
            />
          )}
        </li>
      ))}
    </ul>
  );
};

const Finding = ({ finding }: { readonly finding: FindingState }) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { calendar } = useCampaign();
  return (
    <p className="s-finding">
      <Tag tone={finding.state === 'open' ? 'wait' : 'ok'}>{t(`finding.${finding.state}`)}</Tag>
      <span>{finding.comment}</span>
      <small className="x-xs x-muted">
        {finding.openedBy} {formats.dayTime(finding.openedAt, calendar.timeZone)}
      </small>
    </p>
  );
};

const HandBack = ({
  where,
  line,
  onDone,
}: {
  readonly where: RecordPlace;
  readonly line: AnswerLine;
  readonly onDone: () => void;
}) => {
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
        body: { unit, questionnaire, at: line.at, comment: comment.trim() },
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
        <span className="x-xs x-muted">{t('finding.comment', { question: line.title })}</span>
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
        <span className="x-xs x-muted">{t('finding.hint')}</span>
      </div>
    </form>
  );
};
