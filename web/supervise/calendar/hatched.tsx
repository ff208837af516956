/** Extensions in the timeline: hatched, attached to the freeze that they move, with their end and their villages (G16). */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '#forms/json.ts';
import type { ExtensionState } from '#forms/wire/deadlines.ts';
import type { CampaignReply } from '#forms/wire/shapes.ts';
import { useFormats } from '../../time/format.ts';
import { useAreaName } from '../held-area.ts';
import { hatchesOf } from './standing.ts';

interface HatchedProps {
  readonly campaign: CampaignReply;
  readonly extensions: readonly ExtensionState[];
  readonly group: string;
  readonly top: number;
  readonly x: (at: Instant) => number;
  readonly isWide: boolean;
}

/** More villages than this are counted, not named. */
const named = 3;

export const Hatched = ({ campaign, extensions, group, top, x, isWide }: HatchedProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const nameOf = useAreaName();
  const pattern = useId();
  const { stages, timeZone } = campaign.calendar;
  const shown = hatchesOf(extensions, stages, group);
  if (shown.length === 0) return null;
  const said = ({ until, villages }: ExtensionState) => {
    const when = formats.deadline(until, timeZone);
    return villages.length > named
      ? t('timeline.extensionMany', { when, count: villages.length })
      : t('timeline.extension', { when, villages: villages.map(nameOf).join(t('listGap')) });
  };
  const [longest] = shown;
  const text = longest ? said(longest) : '';
  return (
    <g>
      <defs>
        <pattern
          id={pattern}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect className="hatch-ground" width={6} height={6} />
          <line className="hatch-line" x1={0} x2={0} y1={0} y2={6} />
        </pattern>
      </defs>
      {shown.map((extension) => (
        <rect
          key={extension.id}
          className="extended"
          fill={`url(#${pattern})`}
          x={x(extension.from) + 1}
          y={top}
          width={Math.max(3, x(extension.until) - x(extension.from) - 1)}
          height={24}
        >
          <title>{said(extension)}</title>
        </rect>
      ))}
      {isWide && longest && (
        <text className="halo fact" x={x(longest.from) + 2} y={top + 37}>
          {text}
        </text>
      )}
    </g>
  );
};
