/** Time left, units done beside expected, and the deadline with its zone: the two large figures of the day. */
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { groupName } from '../shell/group-name.ts';
import { timeLeft } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { Extended } from './extension.tsx';
import { useField } from './field.tsx';
import { endsOf, type GroupProgress, isOpen } from './progress.ts';

const Left = ({ at }: { readonly at: number }) => {
  const { t } = useTranslation('collect');
  const left = timeLeft(at, useServerNow(1000));
  const [large, largeUnit, small, smallUnit] =
    left.days > 0
      ? [left.days, t('unit.d'), left.hours, t('unit.h')]
      : left.hours > 0
        ? [left.hours, t('unit.h'), left.minutes, t('unit.m')]
        : [left.minutes, t('unit.m')];
  return (
    <dd>
      <b className="n">{large}</b>
      {largeUnit} {small !== undefined && <span className="n">{small}</span>} {smallUnit}
    </dd>
  );
};

const Meter = ({ progress }: { readonly progress: GroupProgress }) => {
  const { t } = useTranslation('collect');
  const { units, sent, here, expected } = progress;
  const share = (count: number) => `${(count / units) * 100}%`;
  const open = units - sent - here;
  return (
    <>
      <div className="meter" role="img" aria-label={t('meter.label', { sent, here, open, expected, units })}>
        <i className="sent" style={{ width: share(sent) }} />
        {here > 0 && <i className="here" style={{ width: share(here) }} />}
        <i className="mark" style={{ left: `min(calc(100% - 3px), ${share(expected)})` }} />
      </div>
      <p className="key">
        <span>
          <i className="a" />
          {t('meter.sent')} <b className="n">{sent}</b>
        </span>
        <span>
          <i className="b" />
          {t('meter.here')} <b className="n">{here}</b>
        </span>
        <span>
          <i className="c" />
          {t('meter.open')} <b className="n">{open}</b>
        </span>
        <span>
          <i className="m" />
          {t('meter.expected')} <b className="n">{expected}</b>
        </span>
      </p>
    </>
  );
};

const titleKey = (progress: GroupProgress, now: number) => {
  const { right, opensAt } = progress.gate;
  if (now < opensAt) return 'due.opens';
  if (right === 'correct' || right === 'correct-by-finding') return 'due.correct';
  return right === 'read' ? 'due.read' : 'due.collect';
};

/** One calendar group of the village. What is closed, small or further off is one line: one deadline is the large one. */
export const Due = ({ progress, large }: { readonly progress: GroupProgress; readonly large: boolean }) => {
  const { t } = useTranslation('collect');
  const { campaign, timeZone } = useField();
  const formats = useFormats();
  const now = useServerNow(1000);
  const { gate } = progress;
  const kind = campaign.unitKinds.find(({ id }) => id === progress.kind);
  const counter = kind ? formats.text(kind.counter) : '';
  const title = groupName(campaign, progress.group, formats.text, t('comma'));
  const over = gate.right === 'none' || now >= gate.closesAt;
  const target = now < gate.opensAt ? gate.opensAt : gate.closesAt;
  const { collect: frozenAt } = endsOf(campaign.calendar, progress.group);
  const frozen = frozenAt !== undefined && now >= frozenAt && !isOpen(gate, now); // an extension opens it again
  const when = formats.deadline(target, timeZone);
  if (over || !large)
    return (
      <p className={over ? 'due-line frozen' : 'due-line'}>
        <b>{t('due.group', { title })}</b>{' '}
        <span>
          {over
            ? t('due.frozen', { when: formats.deadline(frozenAt ?? gate.closesAt, timeZone) })
            : t(`${titleKey(progress, now)}Line`, { when })}
        </span>{' '}
        <span className="n">
          {progress.sent} / {progress.units} {counter}
        </span>
      </p>
    );
  return (
    <section className={frozen ? 'band due frozen' : 'band due'} aria-label={title}>
      {frozen && (
        <p className="iced">
          <IconLock size={20} stroke={1.8} aria-hidden />
          {t('due.frozen', { when: formats.deadline(frozenAt, timeZone) })}
        </p>
      )}
      <dl className="two">
        <div>
          <dt>{t(titleKey(progress, now))}</dt>
          <Left at={target} />
        </div>
        <div>
          <dt>{t('collected')}</dt>
          <dd>
            <b className="n">{progress.sent + progress.here}</b>
            <span className="n">/ {progress.units}</span> {counter}
          </dd>
        </div>
      </dl>
      <Meter progress={progress} />
      <p className="clock">
        <span className="nb">{t('due.at', { when })}</span>
        {t('comma')}
        <span className="nb">{t('due.zone', { zone: formats.zone(timeZone) })}</span>
        <br />
        {isOpen(gate, now) ? t('due.server') : t('due.stage')}
      </p>
      <Extended group={progress.group} />
    </section>
  );
};
