/** Villages to compare, what needs work first. Every number leads to the households behind it. */
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCampaign } from '../shell/campaign.tsx';
import { useFormats } from '../time/format.ts';
import { usePercent } from './amounts.ts';
import { FindingCountsOf } from './finding-counts.tsx';
import { Figure } from './freshness.tsx';
import { lowShare, type Order, type QuestionnaireLine, type Summary, type VillageLine } from './summary.ts';

export interface VillageTableProps {
  readonly lines: readonly VillageLine[];
  readonly summary: Summary;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly chosen: string | undefined;
  readonly onChoose: (code: string) => void;
}

export const VillageTable = ({ lines, summary, order, onOrder, chosen, onChoose }: VillageTableProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const percent = usePercent();
  const { calendar } = useCampaign();
  const { total, expected } = summary;
  const shorts = (lines[0]?.lines ?? []).map(({ questionnaire }) => formats.text(questionnaire.short));
  const last = (at: number | undefined) => (at === undefined ? '–' : formats.dayTime(at, calendar.timeZone));
  return (
    <section className="x-panel" aria-label={t('table.label')}>
      <table className="x-table s-villages rows">
        <thead>
          <tr>
            <th>{t('table.village')}</th>
            <Head order="share" now={order} onOrder={onOrder}>
              {t('table.share')}
            </Head>
            <th aria-hidden>{t('table.expected', { share: percent(expected) })}</th>
            <th className="r">{t('table.doneOf')}</th>
            <th className="s-shorts">{shorts.join(t('listGap'))}</th>
            <Head order="findings" now={order} onOrder={onOrder}>
              {t('table.findings')}
            </Head>
            <Head order="unsigned" now={order} onOrder={onOrder} right>
              {t('table.unsigned')}
            </Head>
            <Head order="late" now={order} onOrder={onOrder} right>
              {t('table.late')}
            </Head>
            <Head order="lastAt" now={order} onOrder={onOrder} right>
              {t('table.last')}
            </Head>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const { village } = line;
            const to = `/supervise/villages/${village.code}`;
            return (
              <tr key={village.code} className={chosen === village.code ? 'here' : ''}>
                <th scope="row" className="nw">
                  <button
                    type="button"
                    className="s-name"
                    aria-pressed={chosen === village.code}
                    onClick={() => onChoose(village.code)}
                  >
                    {village.name}
                  </button>
                </th>
                <td className="r s-share nw">
                  <b className="x-num">{percent(line.share)}</b>
                </td>
                <td className="s-bar">
                  <ShareBar share={line.share} expected={expected} />
                </td>
                <td className="r x-xs nw">
                  <Link to={`${to}?filter=unfinished`}>
                    {formats.number(line.done)}/{formats.number(line.due)}
                  </Link>
                </td>
                <td>
                  <MiniBars lines={line.lines} />
                </td>
                <td className="skip nw">
                  <Link to={`/supervise/findings?village=${village.code}`}>
                    <FindingCountsOf findings={line.findings} />
                  </Link>
                </td>
                <td className="r skip">
                  <Link to={`${to}?filter=unsigned`}>
                    <Figure value={line.unsigned} />
                  </Link>
                </td>
                <td className="r skip">
                  <Link to={`${to}?filter=late`}>
                    <Figure value={line.late} />
                  </Link>
                </td>
                <td className="r nw skip">{last(line.lastAt)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('table.total')}</th>
            <td className="r x-num s-share nw">{percent(total.share)}</td>
            <td className="s-bar">
              <ShareBar share={total.share} expected={expected} />
            </td>
            <td className="r x-xs nw">
              {formats.number(total.done)}/{formats.number(total.due)}
            </td>
            <td />
            <td className="nw">
              <FindingCountsOf findings={summary.findings} />
            </td>
            <td className="r">
              <Figure value={total.unsigned} />
            </td>
            <td className="r">
              <Figure value={total.late} />
            </td>
            <td className="r nw">{last(total.lastAt)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
};

interface HeadProps {
  readonly order: Order;
  readonly now: Order;
  readonly onOrder: (order: Order) => void;
  readonly right?: boolean;
  readonly children: string;
}

const Head = ({ order, now, onOrder, right = false, children }: HeadProps) => {
  const rising = order === 'share' || order === 'lastAt';
  const Arrow = rising ? IconArrowUp : IconArrowDown;
  return (
    <th
      className={right ? 'r' : ''}
      aria-sort={order === now ? (rising ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" className="s-sort" onClick={() => onOrder(order)}>
        {children}
        {order === now && <Arrow size={12} aria-hidden />}
      </button>
    </th>
  );
};

/** The bar with the mark where it should be by now; amber when it is behind by more than a tenth. */
export const ShareBar = ({ share, expected }: { readonly share: number; readonly expected: number }) => (
  <span className="x-bar" aria-hidden>
    <i className={share < expected - 0.1 ? 'low' : ''} style={{ width: `${Math.min(100, share * 100)}%` }} />
    <u style={{ left: `calc(${Math.min(100, expected * 100)}% - 1px)` }} />
  </span>
);

const barHeight = 16;

/** One bar per questionnaire in the pack's order; the numbers are in the label and in the side panel. */
const MiniBars = ({ lines }: { readonly lines: readonly QuestionnaireLine[] }) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const label = lines
    .map(({ questionnaire, share }) => `${formats.text(questionnaire.short)} ${formats.percent(share)}`)
    .join(t('listGap'));
  const width = Math.max(1, lines.length) * 15;
  return (
    <svg
      className="s-mini"
      width={width}
      height={18}
      viewBox={`0 0 ${width} 18`}
      role="img"
      aria-label={label}
    >
      {lines.map(({ questionnaire, share }, index) => {
        const height = Math.max(1, Math.min(1, share) * barHeight);
        return (
          <g key={questionnaire.id} transform={`translate(${index * 15 + 3} 1)`}>
            <rect width={8} height={barHeight} rx={1} fill="var(--line)" />
            <rect
              y={barHeight - height}
              width={8}
              height={height}
              rx={1}
              fill={share < lowShare ? 'var(--wait)' : 'var(--accent)'}
            />
          </g>
        );
      })}
    </svg>
  );
};
