/** Questions and answers with what was handed back beside them; a finding is opened at the very question. */
import { IconMessage2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FindingState } from '#forms/wire/shapes.ts';
import type { AnswerLine, AnswerSection } from '../questionnaire/answer-lines.ts';
import { Panel } from '../shell/parts.tsx';
import { FindingLine } from './finding-line.tsx';
import { HandBack } from './hand-back.tsx';
import type { RecordPlace } from './record-place.ts';

export interface AnswersProps {
  readonly sections: readonly AnswerSection[];
  readonly findings: readonly FindingState[];
  readonly where: RecordPlace;
  readonly mayOpen: boolean;
  readonly onOpened: () => void;
}

/** No question has an empty path. */
const wholeRecord = '';

export const Answers = (props: AnswersProps) => {
  const { t } = useTranslation('supervise');
  const { sections, findings, where, mayOpen, onOpened } = props;
  const [at, setAt] = useState<string>();
  const asked = new Set(
    sections
      .flatMap(({ lines: own, entries }) => [...own, ...entries.flatMap((entry) => entry.lines)])
      .map((line) => line.at),
  );
  // About the record as a whole, or about a list of it, which has no line of its own.
  const whole = findings.filter((finding) => finding.at === undefined || !asked.has(finding.at));
  const lines = (some: readonly AnswerLine[]) => (
    <Lines {...props} lines={some} openAt={at} onOpenAt={setAt} />
  );
  return (
    <>
      {(whole.length > 0 || mayOpen) && (
        <Panel>
          {whole.map((finding) => (
            <FindingLine key={finding.id} finding={finding} />
          ))}
          {mayOpen && (
            <button
              type="button"
              className="x-btn sm"
              aria-expanded={at === wholeRecord}
              onClick={() => setAt(at === wholeRecord ? undefined : wholeRecord)}
            >
              <IconMessage2 size={14} aria-hidden />
              {t('finding.handBackWhole')}
            </button>
          )}
          {at === wholeRecord && (
            <HandBack
              where={where}
              onDone={() => {
                setAt(undefined);
                onOpened();
              }}
            />
          )}
        </Panel>
      )}
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
              <FindingLine key={finding.id} finding={finding} />
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
