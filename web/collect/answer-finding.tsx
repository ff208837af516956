/**
 * The village's answer to a finding: true and to be corrected, not true, or why it is as it is. An answer goes straight to the
 * town, so it needs a network; what was typed stays until there is one.
 */
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayHappen } from '#forms/findings/life.ts';
import type { AnswerFinding } from '#forms/wire/findings.ts';
import type { FindingState } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { useReached } from '../offline/connection.ts';
import { ChooseFile } from '../shell/choose-file.tsx';
import { useProblemText } from '../shell/problem.tsx';
import { handIn } from '../workflow/hand-in.ts';
import { useField } from './field.tsx';

type Worded = Exclude<AnswerFinding['kind'], 'confirm'>;
const worded: readonly Worded[] = ['deny', 'explain'];
const least = 2;

export const AnswerToFinding = ({ finding }: { readonly finding: FindingState }) => {
  const { t } = useTranslation('collect');
  const { campaign, village, refresh } = useField();
  const reached = useReached();
  const said = useProblemText();
  const id = useId();
  const [kind, setKind] = useState<Worded>();
  const [text, setText] = useState('');
  const [file, setFile] = useState<File>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const send = async (body: AnswerFinding, page?: File) => {
    setBusy(true);
    setRefusal('');
    try {
      const place = { campaign: campaign.id, village: village.code };
      const shown = page ? { file: await handIn(place, page) } : {};
      const params = { campaign: campaign.id, area: village.code, finding: finding.id };
      await call('answerFinding', { params, body: { ...body, ...shown } });
      setKind(undefined);
      setFile(undefined);
    } catch (error) {
      setRefusal(said(error));
    } finally {
      await refresh();
      setBusy(false);
    }
  };
  const may = (one: AnswerFinding['kind']) => mayHappen(finding.state, one);
  if (!may('confirm') && !worded.some(may)) return null;
  return (
    <div className="answer">
      <div className="acts">
        {may('confirm') && (
          <button
            type="button"
            className="btn"
            disabled={busy || !reached}
            onClick={() => void send({ kind: 'confirm' })}
          >
            {t('answer.confirm')}
          </button>
        )}
        {worded.filter(may).map((one) => (
          <button
            key={one}
            type="button"
            className="btn"
            aria-expanded={kind === one}
            onClick={() => setKind(kind === one ? undefined : one)}
          >
            {t(`answer.${one}`)}
          </button>
        ))}
      </div>
      {!reached && <p className="quiet s">{t('answer.offline')}</p>}
      {kind && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send({ kind, text: text.trim() }, kind === 'deny' ? file : undefined);
          }}
        >
          <label htmlFor={id}>{t(`answer.${kind}Why`)}</label>
          <textarea
            id={id}
            rows={3}
            maxLength={1000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {kind === 'deny' && (
            <div className="paper">
              <ChooseFile label={t('answer.file')} button="btn" file={file} onFile={setFile} />
              <p className="quiet s">{t('answer.fileHint')}</p>
            </div>
          )}
          <button type="submit" className="btn pri" disabled={busy || !reached || text.trim().length < least}>
            {t('answer.send')}
          </button>
        </form>
      )}
      {refusal && (
        <p className="bad s" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
};
