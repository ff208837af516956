/**
 * Demo only: moves the campaign's clock, so that a newcomer sees a deadline pass within minutes. Wall times are those of
 * the campaign's zone, whatever the device is set to.
 */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Calendar, deadlinesOf } from '#forms/campaign/calendar.ts';
import { instantOf } from '#forms/campaign/local-time.ts';
import type { Instant } from '#forms/json.ts';
import { call } from '../api.ts';
import { useFormats } from '../time/format.ts';
import { serverNow, useServerNow } from '../time/server-time.ts';
import { useProblemText } from './problem.tsx';

const minute = 60_000;

export interface DemoClockProps {
  readonly calendar: Pick<Calendar, 'timeZone' | 'stages' | 'seals'>;
  readonly onMoved: () => void;
}

export const DemoClock = ({ calendar, onMoved }: DemoClockProps) => {
  const { t } = useTranslation('shell');
  const formats = useFormats();
  const said = useProblemText();
  const now = useServerNow();
  const [wall, setWall] = useState('');
  const [refusal, setRefusal] = useState('');
  const { timeZone } = calendar;
  const next = deadlinesOf(calendar).find((deadline) => deadline.at > now);

  const move = async (to: Instant) => {
    setRefusal('');
    try {
      await call('moveClock', { body: { now: Math.max(0, Math.round(to)) } });
      onMoved();
    } catch (error) {
      setRefusal(said(error));
    }
  };
  const moveToWall = () => {
    const to = instantOf(wall, timeZone);
    if (to.ok) void move(to.value);
    else setRefusal(t('demoClock.notATime'));
  };

  return (
    <section className="x-demo-clock" aria-label={t('demoClock.title')}>
      <h3>{t('demoClock.title')}</h3>
      <p className="x-num">
        {formats.date(now, timeZone)} {formats.time(now, timeZone)} <small>{formats.zone(timeZone)}</small>
      </p>
      {next && (
        <>
          <p>{t('demoClock.next', { when: formats.deadline(next.at, timeZone) })}</p>
          <div className="x-acts">
            <button type="button" className="x-btn sm" onClick={() => void move(next.at - minute)}>
              {t('demoClock.before')}
            </button>
            <button type="button" className="x-btn sm" onClick={() => void move(next.at)}>
              {t('demoClock.to')}
            </button>
          </div>
        </>
      )}
      <form
        className="x-acts"
        onSubmit={(event) => {
          event.preventDefault();
          moveToWall();
        }}
      >
        <label>
          <span>{t('demoClock.set')}</span>
          <input
            type="datetime-local"
            value={wall}
            onFocus={() => {
              if (wall) return;
              const at = serverNow();
              setWall(`${formats.date(at, timeZone)}T${formats.time(at, timeZone)}`);
            }}
            onChange={(event) => setWall(event.target.value)}
          />
        </label>
        <button type="submit" className="x-btn sm" disabled={wall === ''}>
          {t('demoClock.move')}
        </button>
      </form>
      {refusal && (
        <p role="alert" className="x-bad">
          {refusal}
        </p>
      )}
    </section>
  );
};
