/**
 * What may be done with a finding now, by this person: hand it out at a question until a day, send it back, accept what the
 * village said, take it back. What is typed stays with its finding until it is sent.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FindingEvent } from '#forms/findings/finding.ts';
import { mayHappen } from '#forms/findings/life.ts';
import type { FindingState } from '#forms/wire/shapes.ts';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { useProblemText } from '../../shell/problem.tsx';
import { useMayHere } from '../held-area.ts';
import { DueField, inDays } from './due-field.tsx';
import type { ValueLine } from './values.ts';

type Kind = Extract<FindingEvent['kind'], 'issue' | 'return' | 'accept' | 'withdraw'>;

export interface ActsProps {
  readonly finding: FindingState;
  readonly village: string;
  readonly lines: readonly ValueLine[];
}

/** Walking the list with J and K loses nothing that was typed. */
const typed = new Map<string, string>();
const least = 2;

const useAct = ({ finding, village }: ActsProps) => {
  const { id: campaign } = useCampaign();
  const queries = useQueryClient();
  const said = useProblemText();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const run = async (kind: Kind, facts: object) => {
    setBusy(true);
    setRefusal('');
    const params = { campaign, area: village, finding: finding.id };
    try {
      if (kind === 'return') await call('returnFinding', { params, body: facts });
      else await call('decideFinding', { params, body: { kind, ...facts } });
      typed.delete(finding.id);
    } catch (error) {
      setRefusal(said(error));
    } finally {
      setBusy(false);
      await queries.invalidateQueries();
    }
  };
  return { run, busy, refusal };
};

export const FindingActs = (props: ActsProps) => {
  const { finding, village, lines } = props;
  const { t } = useTranslation('findings');
  const { timeZone } = useCampaign().calendar;
  const ids = { at: useId(), text: useId() };
  const decides = useMayHere('finding.decide', village);
  const returns = useMayHere('finding.return', village);
  const { run, busy, refusal } = useAct(props);
  const [text, setText] = useState(typed.get(finding.id) ?? '');
  const [at, setAt] = useState(finding.at ?? '');
  const [dueAt, setDueAt] = useState(() => finding.dueAt ?? inDays(3, timeZone));
  const may = (kind: Kind) => mayHappen(finding.state, kind) && (kind === 'return' ? returns : decides);
  const sending: Kind | undefined = may('return') ? 'return' : may('issue') ? 'issue' : undefined;
  if (!sending && !may('accept') && !may('withdraw')) return null;
  const missing = text.trim().length < least;
  const due = dueAt === undefined ? {} : { dueAt };
  const say = missing ? {} : { text: text.trim() };
  const send = () => {
    if (sending === undefined || missing || busy) return;
    void run(sending, { text: text.trim(), ...due, ...(sending === 'issue' && at ? { at } : {}) });
  };
  return (
    <form
      className="f-acts"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h3>
        {t(`act.title.${sending ?? 'decide'}`)} <small>{sending && t('act.where')}</small>
      </h3>
      {sending && (
        <div className="f-fields">
          {sending === 'issue' && lines.length > 0 && (
            <div className="f-field">
              <label htmlFor={ids.at}>{t('act.at')}</label>
              <select id={ids.at} value={at} onChange={(event) => setAt(event.target.value)}>
                <option value="">{t('act.whole')}</option>
                {lines.map((line) => (
                  <option key={line.at} value={line.at}>
                    {line.title}
                  </option>
                ))}
              </select>
            </div>
          )}
          <DueField value={dueAt} onChange={setDueAt} />
        </div>
      )}
      <label className="x-vh" htmlFor={ids.text}>
        {t('act.comment')}
      </label>
      <textarea
        id={ids.text}
        rows={2}
        maxLength={1000}
        placeholder={t('act.comment')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          typed.set(finding.id, event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send();
        }}
      />
      <div className="x-acts">
        {sending && (
          <button type="submit" className="x-btn pri" disabled={busy || missing}>
            {t(`act.${sending}`)}
          </button>
        )}
        {may('accept') && (
          <button
            type="button"
            className={sending ? 'x-btn' : 'x-btn pri'}
            disabled={busy}
            onClick={() => void run('accept', say)}
          >
            {t(`act.accept.${finding.state}`)}
          </button>
        )}
        {may('withdraw') && (
          <button
            type="button"
            className="x-btn bare"
            disabled={busy || missing}
            onClick={() => void run('withdraw', say)}
          >
            {t('act.withdraw')}
          </button>
        )}
        {missing && sending && <span className="x-xs x-muted">{t('act.missing')}</span>}
        <span className="f-keys x-xs x-muted">
          <kbd>J</kbd> <kbd>K</kbd> {t('keys.walk')} <kbd>Ctrl ↵</kbd> {t('keys.send')}
        </span>
      </div>
      {refusal && (
        <p className="x-bad x-xs" role="alert">
          {refusal}
        </p>
      )}
    </form>
  );
};
