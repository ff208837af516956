/** The strip of answers on top: time to the next freeze, done, expected, and what is missing. Numbers lead to what is behind. */
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCampaign } from '../shell/campaign.tsx';
import { Countdown, DeadlineText } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { useCounter } from './amounts.ts';
import { FindingCountsOf } from './finding-counts.tsx';
import { allOpen, behind, nextDeadline, type Order, type Summary } from './summary.ts';

export interface ProgressFiguresProps {
  readonly summary: Summary;
  readonly group: string;
  readonly onOrder: (order: Order) => void;
}

export const ProgressFigures = ({ summary, group, onOrder }: ProgressFiguresProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const campaign = useCampaign();
  const now = useServerNow(60_000);
  const { timeZone } = campaign.calendar;
  const { total, expected } = summary;
  const deadline = nextDeadline(campaign, group, now);
  const unit = useCounter(group);
  const missing = behind(total, expected);
  return (
    <dl className="x-panel s-figures">
      <div className="freeze">
        <dt>{t(deadline?.kind === 'seal' ? 'figures.toSeal' : 'figures.toFreeze')}</dt>
        <dd>
          {deadline ? <Countdown at={deadline.at} /> : <b className="s-over">{t('figures.allClosed')}</b>}
        </dd>
        <dd className="x-xs x-muted">
          {deadline ? <DeadlineText at={deadline.at} timeZone={timeZone} zone /> : formats.zone(timeZone)}
        </dd>
      </div>
      <div>
        <dt>{t('figures.done')}</dt>
        <dd>
          <button type="button" className="s-door" onClick={() => onOrder('share')}>
            <Percent share={total.share} />
          </button>
        </dd>
        <dd className="x-xs x-muted">
          {t('figures.of', { done: formats.number(total.done), due: formats.number(total.due), unit })}
        </dd>
      </div>
      <div>
        <dt>{t('figures.expected')}</dt>
        <dd>
          <Percent share={expected} />
        </dd>
        <dd className="x-xs">
          {missing > 0 ? (
            <b className="x-warn">{t('figures.behind', { count: missing, unit })}</b>
          ) : (
            <span className="x-muted">{t('figures.onTrack')}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('figures.findings')}</dt>
        <dd>
          <Link className="s-door" to="/supervise/findings">
            <b className="x-num">{formats.number(allOpen(summary.findings))}</b>
          </Link>
        </dd>
        <dd className="x-xs x-muted">
          <FindingCountsOf findings={summary.findings} />
        </dd>
      </div>
      <div>
        <dt>{t('figures.unsigned')}</dt>
        <dd>
          <button type="button" className="s-door" onClick={() => onOrder('unsigned')}>
            <b className="x-num">{formats.number(total.unsigned)}</b> {unit}
          </button>
        </dd>
        <dd className="x-xs x-muted">{t('figures.unsignedHint')}</dd>
      </div>
      <div>
        <dt>{t('figures.late')}</dt>
        <dd>
          <Link className="s-door" to="/supervise/quarantine">
            <b className="x-num">{formats.number(total.late)}</b> {t('pieces')}
          </Link>
        </dd>
        <dd className="x-xs x-muted">{t('figures.lateHint')}</dd>
      </div>
      <div>
        <dt>{t('figures.last')}</dt>
        <dd>
          <button type="button" className="s-door" onClick={() => onOrder('lastAt')}>
            <b className="x-num">{total.lastAt ? formats.time(total.lastAt, timeZone) : '–'}</b>
          </button>
        </dd>
        <dd className="x-xs x-muted">
          {total.lastAt ? formats.day(total.lastAt, timeZone) : t('figures.nothingYet')}
        </dd>
      </div>
    </dl>
  );
};

const Percent = ({ share }: { readonly share: number }) => {
  const { language } = useFormats();
  const value = (share * 100).toLocaleString(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return (
    <>
      <b className="x-num">{value}</b>%
    </>
  );
};
