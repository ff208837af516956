/** How things stand at a moment, as marks in its row (W60). */
import { useTranslation } from 'react-i18next';
import { useCampaign } from '../../shell/campaign.tsx';
import { Tag } from '../../shell/parts.tsx';
import { useFormats } from '../../time/format.ts';
import type { Passage, Standing } from './moment-standing.ts';

export const PassageText = ({ passage }: { readonly passage: Passage | undefined }) => {
  const { t } = useTranslation('supervise');
  if (!passage) return <span className="x-muted">{t('calendar.noGate')}</span>;
  const said = (side: Passage['to']) =>
    side === 'closed' || side === 'sealed' ? t(`calendar.${side}`) : t(`rightShort.${side}`);
  return t('calendar.from', { from: said(passage.from), to: said(passage.to) });
};

export const StandingTags = ({ standings }: { readonly standings: readonly Standing[] }) =>
  standings.map((standing) => <StandingTag key={standing.kind} standing={standing} />);

const StandingTag = ({ standing }: { readonly standing: Standing }) => {
  const { t } = useTranslation('supervise');
  const { deadline } = useFormats();
  const { timeZone } = useCampaign().calendar;
  if (standing.kind === 'extended') {
    const when = deadline(standing.until, timeZone);
    return <Tag tone="wait">{t('calendar.extended', { count: standing.villages, when })}</Tag>;
  }
  if (standing.kind === 'undone') {
    const { undone: count, unsent } = standing;
    return (
      <Tag tone="wait">{t(unsent > 0 ? 'calendar.undoneUnsent' : 'calendar.undone', { count, unsent })}</Tag>
    );
  }
  const { state, villagesDone: done, villages } = standing.seal;
  if (state === 'sealed') return <Tag tone="seal">{t('calendar.isSealed')}</Tag>;
  if (state === 'failed') return <Tag tone="bad">{t('calendar.failed')}</Tag>;
  return <Tag tone="seal">{t('calendar.sealing', { done, villages })}</Tag>;
};
