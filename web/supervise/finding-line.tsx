/** A finding at the question it speaks of: how far it is, what the check says, and what the town wrote. */
import { useTranslation } from 'react-i18next';
import type { FindingState } from '#forms/wire/shapes.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Tag, type Tone } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { useChecks, useTitleOf } from './findings/use-findings.ts';

const tones: { readonly [S in FindingState['state']]: Tone } = {
  found: 'plain',
  open: 'wait',
  confirmed: 'wait',
  denied: 'info',
  explained: 'info',
  corrected: 'ok',
  closed: 'ok',
};

export const FindingLine = ({ finding }: { readonly finding: FindingState }) => {
  const { t } = useTranslation('findings');
  const formats = useFormats();
  const { calendar } = useCampaign();
  const { known } = useChecks();
  const title = useTitleOf(known)(finding);
  const { state, comment, openedBy, openedAt } = finding;
  return (
    <p className="s-finding">
      <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>
      <span>{title}</span>
      {comment !== undefined && comment !== title && <q>{comment}</q>}
      <small className="x-xs x-muted">
        {openedBy} {formats.dayTime(openedAt, calendar.timeZone)}
      </small>
    </p>
  );
};
