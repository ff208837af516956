/** Asking for a later deadline from the phone: until the end of which day, and why. Somebody else decides. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { instantOf } from '#forms/campaign/local-time.ts';
import { call } from '../api.ts';
import { useReached } from '../offline/connection.ts';
import { useProblemText } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';
import { useStage } from './extension.tsx';
import { useField } from './field.tsx';
import { BackBar } from './frame.tsx';

const day = 86_400_000;

export const ExtendPage = () => {
  const { group = '' } = useParams();
  const { t } = useTranslation('collect');
  const { campaign, village, timeZone, refresh } = useField();
  const { text, deadline, date: dateOf } = useFormats();
  const said = useProblemText();
  const navigate = useNavigate();
  const reached = useReached();
  const open = useStage(group);
  const [date, setDate] = useState('');
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const until = instantOf(`${date} 24:00`, timeZone);
  const ready = until.ok && reason.trim().length >= 2 && reached && !busy;
  const questionnaires = campaign.questionnaires.filter((one) => one.group === group);
  const send = async () => {
    if (!until.ok || !open) return;
    setBusy(true);
    try {
      await call('askExtension', {
        params: { campaign: campaign.id, area: village.code },
        body: {
          stage: open.stage.id,
          questionnaires: questionnaires.map(({ id }) => id),
          villages: [village.code],
          until: until.value,
          reason: reason.trim(),
        },
      });
      await refresh();
      await navigate('/collect');
    } catch (error) {
      setRefusal(said(error));
      setBusy(false);
    }
  };
  return (
    <>
      <BackBar
        title={t('extension.askTitle')}
        context={open ? text(open.stage.title) : ''}
        to="/collect"
        back={t('tabs.today')}
      />
      <main>
        <p className="note">
          <span className="tx">{t('extension.decides')}</span>
        </p>
        <div className="band pad ask">
          <label>
            <span>{t('extension.to')}</span>
            <input
              type="date"
              value={date}
              min={open && dateOf(open.stage.to, timeZone)}
              max={open?.seal && dateOf(open.seal.at - day, timeZone)}
              onChange={(event) => setDate(event.target.value)}
            />
            {until.ok && <b>{deadline(until.value, timeZone)}</b>}
            {open?.seal && <small>{t('extension.seal', { when: deadline(open.seal.at, timeZone) })}</small>}
          </label>
          <p>
            {t('extension.which')}
            <b>{questionnaires.map(({ short }) => text(short)).join(t('comma'))}</b>
          </p>
          <label>
            <span>{t('extension.reason')}</span>
            <textarea
              rows={4}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
        </div>
      </main>
      <footer className="foot">
        <p className="save" role="status">
          {refusal || (reached ? (ready || busy ? '' : t('extension.missing')) : t('extension.online'))}
        </p>
        <button type="button" className="btn pri" disabled={!ready} onClick={() => void send()}>
          {t('extension.send')}
        </button>
      </footer>
    </>
  );
};
