/** The calendar as a picture: one row per group, fill darker with the right, vermilion where something freezes or is sealed. */
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type Right, stagesOf } from '#forms/campaign/calendar.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import type { Instant } from '#forms/json.ts';
import type { ExtensionState } from '#forms/wire/deadlines.ts';
import type { CampaignReply } from '#forms/wire/shapes.ts';
import { groupName } from '../shell/group-name.ts';
import { Panel } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { Hatched } from './calendar/hatched.tsx';
import { textWidth, useWidth } from './use-width.ts';

const day = 86_400_000;
const rowHeight = 66;
const head = 48;

/** Below this names stand above their bars and little is written on them. */
const roomy = 640;

interface Size {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly isWide: boolean;
}
/** So much room at most for names beside their bars. */
const mostLeft = 220;
const sizeOf = (width: number, sealText: string, names: readonly string[]): Size =>
  width > roomy
    ? {
        width,
        left: Math.min(mostLeft, Math.max(132, ...names.map((name) => textWidth(name) + 32))),
        right: 34 + textWidth(sealText),
        isWide: true,
      }
    : { width, left: 4, right: 26, isWide: false };

/** Monday to Sunday do not matter here; months do. The first instant of each month between two instants. */
const monthStarts = (from: Instant, to: Instant, timeZone: string): readonly Instant[] => {
  const starts: Instant[] = [];
  for (let at = from; at <= to; at += day) {
    const isFirst = dateAt(at, timeZone).slice(0, 7) !== dateAt(at - day, timeZone).slice(0, 7);
    if (isFirst) starts.push(at);
  }
  return starts;
};

interface TimelineProps {
  readonly campaign: CampaignReply;
  /** Granted ones; shown where they go on behind the end of their stage. */
  readonly extensions?: readonly ExtensionState[];
  readonly actions?: ReactNode;
}

export const Timeline = ({ campaign, extensions = [], actions }: TimelineProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const [ref, width] = useWidth<HTMLDivElement>();
  const names = campaign.calendar.groups.map((group) =>
    groupName(campaign, group, formats.text, t('listGap')),
  );
  const sealText = formats.deadline(campaign.calendar.seals[0]?.at ?? 0, campaign.calendar.timeZone);
  return (
    <Panel title={t('timeline.title')} actions={actions} flush className="s-chart">
      <div className="s-picture" ref={ref}>
        {width > 0 && (
          <Picture campaign={campaign} extensions={extensions} size={sizeOf(width, sealText, names)} />
        )}
      </div>
    </Panel>
  );
};

interface PictureProps {
  readonly campaign: CampaignReply;
  readonly extensions: readonly ExtensionState[];
  readonly size: Size;
}

const Picture = ({ campaign, extensions, size }: PictureProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const now = useServerNow(60_000);
  const label = useId();
  const { calendar } = campaign;
  const { timeZone, groups } = calendar;
  const from = Math.min(...calendar.stages.map((stage) => stage.from));
  const to = Math.max(...calendar.stages.map((stage) => stage.to), ...calendar.seals.map(({ at }) => at));
  const x = (at: Instant) =>
    size.left + ((at - from) / Math.max(1, to - from)) * (size.width - size.left - size.right);
  const height = head + groups.length * rowHeight + 8;
  const today = t('timeline.today', { day: formats.day(now, timeZone) });
  const flag = textWidth(today) + 20;
  const shownNow = now >= from && now <= to;
  const todayX = Math.min(size.width - 46, Math.max(46, x(now)));
  return (
    <svg
      className="s-svg"
      width={size.width}
      height={height}
      viewBox={`0 0 ${size.width} ${height}`}
      role="img"
      aria-labelledby={label}
    >
      <title id={label}>{t('timeline.sentence', { count: groups.length })}</title>
      {monthStarts(from, to, timeZone).map((at) => (
        <g key={at}>
          <line className="grid" x1={x(at)} x2={x(at)} y1={8} y2={height - 8} />
          <text x={x(at) + 6} y={18}>
            {new Intl.DateTimeFormat(formats.language, { timeZone, month: 'short' }).format(at)}
          </text>
        </g>
      ))}
      {groups.map((group, index) => (
        <g key={group}>
          <Row campaign={campaign} group={group} y={head + index * rowHeight} x={x} size={size} />
          <Hatched
            campaign={campaign}
            extensions={extensions}
            group={group}
            top={head + index * rowHeight + 28}
            x={x}
            isWide={size.isWide}
          />
        </g>
      ))}
      {shownNow && (
        <>
          <line className="today" x1={x(now)} x2={x(now)} y1={40} y2={height - 4} />
          <rect className="today-flag" x={todayX - flag / 2} y={24} width={flag} height={18} rx={9} />
          <text className="today-text" x={todayX} y={37} textAnchor="middle">
            {today}
          </text>
        </>
      )}
    </svg>
  );
};

interface RowProps {
  readonly campaign: CampaignReply;
  readonly group: string;
  readonly y: number;
  readonly x: (at: Instant) => number;
  readonly size: Size;
}

const fills: { readonly [R in Right]: string } = {
  collect: 'collect',
  correct: 'correct',
  'correct-by-finding': 'by-finding',
  read: 'read',
};

const Row = ({ campaign, group, y, x, size }: RowProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { calendar, questionnaires } = campaign;
  const { isWide } = size;
  const stages = stagesOf(calendar, group);
  const seals = calendar.seals.filter((seal) => seal.groups.includes(group));
  const top = y + 28;
  const milestones = calendar.milestones.filter((one) => one.group === group).sort((a, b) => a.at - b.at);
  const name = groupName(campaign, group, formats.text, t('listGap'));
  const count = questionnaires.filter((one) => one.group === group).length;
  return (
    <g>
      <line className="grid" x1={isWide ? 12 : 4} x2={size.width - 4} y1={y} y2={y} />
      {isWide ? (
        <>
          <text className="strong" x={12} y={y + 38}>
            {name}
          </text>
          <text x={12} y={y + 54}>
            {t('timeline.questionnaires', { count })}
          </text>
        </>
      ) : (
        <text className="strong" x={4} y={y + 11}>
          {name}
        </text>
      )}
      {stages.map((stage) => {
        const width = Math.max(1, x(stage.to) - x(stage.from) - 1);
        const title = formats.text(stage.title);
        const fits = isWide && width > textWidth(title) + 14;
        return (
          <g key={stage.id}>
            <rect
              className={`stage ${fills[stage.right]}`}
              x={x(stage.from)}
              y={top}
              width={width}
              height={24}
              rx={3}
            >
              <title>{`${title} ${formats.deadline(stage.to, calendar.timeZone)}`}</title>
            </rect>
            {fits && (
              <text className={`on-${fills[stage.right]}`} x={x(stage.from) + 8} y={top + 16}>
                {title}
              </text>
            )}
            <line className="freeze" x1={x(stage.to)} x2={x(stage.to)} y1={top - 6} y2={top + 30} />
          </g>
        );
      })}
      {milestones.map((milestone, index) => {
        const room = x(milestones[index + 1]?.at ?? Number.POSITIVE_INFINITY) - x(milestone.at) - 14;
        const title = formats.text(milestone.title);
        const fits = isWide && room > textWidth(title);
        return (
          <g key={milestone.id}>
            <path className="stone" d={`M${x(milestone.at)} ${y + 9}l5 5-5 5-5-5z`}>
              <title>{`${title} ${formats.deadline(milestone.at, calendar.timeZone)}`}</title>
            </path>
            {fits && (
              <text x={x(milestone.at) + 9} y={y + 18}>
                {title}
              </text>
            )}
          </g>
        );
      })}
      {seals.map((seal) => (
        <g key={seal.id}>
          <rect className="seal" x={x(seal.at) + 1} y={top + 2} width={20} height={20} rx={3} />
          <text className="on-seal" x={x(seal.at) + 11} y={top + 16} textAnchor="middle">
            {t('timeline.seal')}
          </text>
          {isWide && (
            <text className="freeze-text" x={x(seal.at) + 26} y={top + 16}>
              {formats.deadline(seal.at, calendar.timeZone)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
};
