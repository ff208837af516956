/**
 * Expected against done, drawn to the NOTES: dashed is the plan, ◇ a milestone, vermilion a freeze. How far things were on
 * earlier days is not kept anywhere yet, so of what is done only today's point stands here.
 */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { expectedShare, stagesOf } from '#forms/campaign/calendar.ts';
import type { Instant } from '#forms/json.ts';
import type { CampaignReply } from '#forms/wire/shapes.ts';
import { Panel } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { textWidth, useWidth } from './use-width.ts';

const top = 20;
const bottom = 30;
/** Below this there is room for one label only. */
const roomy = 560;

export interface ExpectedChartProps {
  readonly campaign: CampaignReply;
  readonly group: string;
  readonly share: number;
}

export const ExpectedChart = ({ campaign, group, share }: ExpectedChartProps) => {
  const { t } = useTranslation('supervise');
  const [ref, width] = useWidth<HTMLDivElement>();
  const collecting = stagesOf(campaign.calendar, group).filter(({ right }) => right === 'collect');
  if (collecting.length === 0) return null;
  return (
    <Panel title={t('chart.title')} meta={t('chart.meta')} className="s-chart" flush>
      <div className="s-picture" ref={ref}>
        {width > 0 && <Chart campaign={campaign} group={group} share={share} width={width} />}
      </div>
    </Panel>
  );
};

const Chart = ({ campaign, group, share, width }: ExpectedChartProps & { readonly width: number }) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const now = useServerNow(60_000);
  const label = useId();
  const { calendar } = campaign;
  const { timeZone } = calendar;
  const stages = stagesOf(calendar, group).filter(({ right }) => right === 'collect');
  const from = stages[0]?.from ?? now;
  const to = stages.at(-1)?.to ?? now;
  const milestones = calendar.milestones.filter((one) => one.group === group && one.at > from && one.at < to);
  const isWide = width > roomy;
  const height = isWide ? 140 : 190;
  const left = 38;
  const right = isWide
    ? 22 + Math.max(textWidth(formats.deadline(to, timeZone)), textWidth(t('chart.freeze')))
    : 28;
  const x = (at: Instant) => left + ((at - from) / Math.max(1, to - from)) * (width - left - right);
  const y = (value: number) => height - bottom - value * (height - bottom - top);
  const today = Math.min(to, Math.max(from, now));
  const expected = expectedShare(calendar, group, now);
  const plan = [{ at: from, share: 0 }, ...milestones, { at: to, share: 1 }];
  const line = plan.map((point) => `${x(point.at)},${y(point.share)}`).join(' ');
  const running = now >= from && now < to;
  const near = x(to) - x(today) < 110;
  return (
    <svg
      className="s-svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={label}
    >
      <title id={label}>
        {t('chart.sentence', { expected: formats.percent(expected), done: formats.percent(share) })}
      </title>
      {[0, 0.25, 0.5, 0.75, 1].map((value) => (
        <g key={value}>
          <line className="grid" x1={left} x2={width - right + 14} y1={y(value)} y2={y(value)} />
          <text x={left - 6} y={y(value) + 4} textAnchor="end">
            {value === 1 ? '100%' : value * 100}
          </text>
        </g>
      ))}
      <polyline className="plan" points={line} />
      {milestones.map((milestone, index) => {
        const title = `${formats.text(milestone.title)} ${formats.percent(milestone.share, 0)}`;
        const before = milestones[index - 1];
        const room = x(milestone.at) - (before ? x(before.at) + 8 : left) - 10;
        const fits = isWide ? room > textWidth(title) : index === 0 && room > textWidth(title);
        return (
          <g key={milestone.id}>
            <path className="stone" d={`M${x(milestone.at)} ${y(milestone.share) - 4}l4 4-4 4-4-4z`} />
            {fits && (
              <text className="halo" x={x(milestone.at) - 9} y={y(milestone.share) - 4} textAnchor="end">
                {title}
              </text>
            )}
          </g>
        );
      })}
      <text x={x(from)} y={height - 10} textAnchor={isWide ? 'middle' : 'start'}>
        {formats.day(from, timeZone)}
      </text>
      {milestones.map((milestone) => (
        <text key={milestone.id} x={x(milestone.at)} y={height - 10} textAnchor="middle">
          {isWide && x(to) - x(milestone.at) > 60 ? formats.day(milestone.at - 1, timeZone) : ''}
        </text>
      ))}
      {now > from && (
        <>
          {running && share < expected && (
            <rect
              className="gap"
              x={x(today) - 4}
              y={y(expected)}
              width={8}
              height={y(share) - y(expected)}
            />
          )}
          <line className="today" x1={x(today)} x2={x(today)} y1={y(1)} y2={y(0)} />
          <circle className="done" cx={x(today)} cy={y(share)} r={4.5} />
          <text
            className="fact halo"
            x={x(today) - 9}
            y={y(share) + (share < 0.2 ? -8 : 16)}
            textAnchor={x(today) < left + 110 ? 'start' : 'end'}
            dx={x(today) < left + 110 ? 18 : 0}
          >
            {t('chart.done', { share: formats.percent(share) })}
          </text>
          {isWide && running && !near && (
            <text x={x(today) + 6} y={y(0) - 6}>
              {t('chart.now', { time: formats.dayTime(now, timeZone) })}
            </text>
          )}
        </>
      )}
      <line className="freeze" x1={x(to)} x2={x(to)} y1={6} y2={y(0) + 4} />
      <rect className="freeze-head" x={x(to) - 4} y={2} width={8} height={8} rx={1.5} />
      {isWide ? (
        <>
          <text className="freeze-text" x={x(to) + 10} y={14}>
            {formats.deadline(to, timeZone)}
          </text>
          <text className="freeze-text" x={x(to) + 10} y={30}>
            {t('chart.freeze')}
          </text>
        </>
      ) : (
        <text className="freeze-text" x={x(to) + 8} y={height - 10} textAnchor="end">
          {formats.deadline(to, timeZone)}
        </text>
      )}
    </svg>
  );
};
