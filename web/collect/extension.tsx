/** Later deadlines on the phone: what holds and why, what was asked for, and the way to ask. */
import { IconClockPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sealOf } from '#forms/campaign/extension.ts';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { useField } from './field.tsx';

/** The stage of a group that may go on: the last one that began with something to write, before its seal. */
export const useStage = (group: string) => {
  const { campaign } = useField();
  const now = useServerNow(60_000);
  const { stages } = campaign.calendar;
  const seal = sealOf(campaign.calendar, group);
  const stage = stages.findLast((one) => one.group === group && one.right !== 'read' && one.from <= now);
  return stage && now < (seal?.at ?? Number.POSITIVE_INFINITY) ? { stage, seal } : undefined;
};

/** Lines under a group's deadline: newest decision and open request, and the way to ask. */
export const Extended = ({ group }: { readonly group: string }) => {
  const { t } = useTranslation('collect');
  const { campaign, work, timeZone } = useField();
  const { deadline } = useFormats();
  const now = useServerNow(60_000);
  const open = useStage(group);
  const stages = new Set(campaign.calendar.stages.filter((one) => one.group === group).map(({ id }) => id));
  const own = (work.extensions ?? []).filter(({ stage, until }) => stages.has(stage) && until > now);
  const asked = own.some(({ state }) => state === 'asked');
  if (own.length === 0 && !open) return null;
  return (
    <div className="extended">
      {own.map(({ id, state, until, reason, why = '' }) => (
        <p key={id} className={state === 'granted' ? 'held' : ''}>
          <IconClockPlus size={20} stroke={1.8} aria-hidden />
          <span>
            {state === 'granted' && <b>{t('extension.until', { when: deadline(until, timeZone) })}</b>}
            {state === 'asked' && t('extension.asked', { when: deadline(until, timeZone) })}
            {state === 'declined' && t('extension.declined', { when: deadline(until, timeZone), why })}
            {state === 'granted' && ` ${t('extension.why', { why: reason })}`}
          </span>
        </p>
      ))}
      {open && !asked && (
        <Link to={`/collect/extend/${group}`} className="btn plain">
          {t('extension.ask')}
        </Link>
      )}
    </div>
  );
};
