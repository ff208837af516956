/** The village in hand: its share, its questionnaires, and the ways to its households. */
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../time/format.ts';
import { usePercent } from './amounts.ts';
import { FindingCountsOf } from './finding-counts.tsx';
import { behind, lowShare, type Summary, type VillageLine } from './summary.ts';

export interface VillageSideProps {
  readonly line: VillageLine;
  readonly rank: number;
  /** Counting word. */
  readonly unit: string;
  readonly summary: Summary;
  readonly onClose: () => void;
}

export const VillageSide = ({ line, rank, unit, summary, onClose }: VillageSideProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const percent = usePercent();
  const to = `/supervise/villages/${line.village.code}`;
  const missing = behind(line, summary.expected);
  const left = line.due - line.done;
  return (
    <aside className="x-panel s-side" aria-label={line.village.name}>
      <header>
        <div className="x-grow">
          <h2>{line.village.name}</h2>
          <p className="x-xs x-muted">{t('side.rank', { rank, of: summary.villages.length })}</p>
        </div>
        <button type="button" className="x-btn bare s-close" aria-label={t('side.close')} onClick={onClose}>
          <IconX size={16} />
        </button>
      </header>
      <section>
        <p>
          <b className="x-num s-big">{percent(line.share)}</b>{' '}
          {missing > 0 && <b className="x-warn x-nw">{t('side.missing', { count: missing, unit })}</b>}
        </p>
        <p className="x-xs x-muted">{t('side.left', { count: left, unit })}</p>
      </section>
      <section>
        <h3>{t('side.byQuestionnaire')}</h3>
        <ul className="s-lines">
          {line.lines.map(({ questionnaire, share, done, due }) => (
            <li key={questionnaire.id}>
              <span>{formats.text(questionnaire.title)}</span>
              <span className="x-bar" aria-hidden>
                <i
                  className={share < lowShare ? 'low' : ''}
                  style={{ width: `${Math.min(100, share * 100)}%` }}
                />
              </span>
              <span className="x-num">
                {done}
                <span className="x-muted">/{due}</span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('side.first')}</h3>
        <ul className="s-todo">
          <li>
            <Link to={`${to}?filter=unsigned`}>{t('side.unsigned')}</Link>
            <span className="x-muted">{t('count', { count: line.unsigned, unit })}</span>
          </li>
          <li>
            <Link to={`${to}?filter=late`}>{t('side.late')}</Link>
            <span className="x-muted">{t('count', { count: line.late, unit })}</span>
          </li>
          <li>
            <Link to={`/supervise/findings?village=${line.village.code}`}>{t('side.open')}</Link>
            <FindingCountsOf findings={line.findings} />
          </li>
          <li>
            <Link to={`${to}?filter=findings`}>{t('side.findings')}</Link>
          </li>
        </ul>
      </section>
      <footer>
        <Link className="x-btn pri" to={`${to}?filter=unfinished`}>
          {t('side.unfinished', { count: left, unit })}
        </Link>
        <Link className="x-btn" to={to}>
          {t('side.all')}
        </Link>
      </footer>
    </aside>
  );
};
