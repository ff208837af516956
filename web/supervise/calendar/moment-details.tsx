/** What one moment is beside its time: its name in every language, what may be done, whom it is about; and its place among others (W59). */
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type Right, rights } from '#forms/campaign/calendar.ts';
import type { CalendarSource } from '#forms/campaign/calendar-source.ts';
import { type LocalText, textIn } from '#forms/json.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { groupName } from '../../shell/group-name.ts';
import { useFormats } from '../../time/format.ts';
import { useServerNow } from '../../time/server-time.ts';
import {
  addStage,
  altered,
  hasBegun,
  type Listed,
  movedStage,
  stagesIn,
  takenIn,
  without,
  withoutStage,
  withText,
} from './edits.ts';
import type { Moment } from './moments.ts';

export interface DetailsProps {
  readonly source: CalendarSource;
  readonly moment: Moment;
  /** It has begun by the calendar that holds: its name may change and nothing else. */
  readonly begun: boolean;
  /** Rows may have to stand elsewhere after it. */
  readonly onEdit: (source: CalendarSource) => void;
  /** Typing: rows stay where they are. */
  readonly onType: (source: CalendarSource) => void;
}

const lists: { readonly [K in Moment['kind']]: Listed } = {
  begin: 'stages',
  freeze: 'stages',
  milestone: 'milestones',
  seal: 'seals',
};

export const MomentDetails = (props: DetailsProps) => {
  const { t } = useTranslation('supervise');
  const { source, moment, begun, onEdit } = props;
  const { id, kind } = moment;
  return (
    <div className="s-details">
      <Names {...props} />
      {kind === 'freeze' && <StageFields {...props} />}
      {kind === 'milestone' && <MilestoneFields {...props} />}
      {kind === 'seal' && <SealFields {...props} />}
      <div className="x-acts">
        {kind === 'freeze' && <StageActs {...props} />}
        {(kind === 'milestone' || kind === 'seal') && (
          <button
            type="button"
            className="x-btn"
            disabled={begun}
            onClick={() => onEdit(without(source, kind === 'seal' ? 'seals' : 'milestones', id))}
          >
            {t('edit.remove')}
          </button>
        )}
        {begun && <span className="x-muted x-xs">{t('edit.begun')}</span>}
      </div>
    </div>
  );
};

const Names = ({ source, moment: { id, kind, title }, onType }: DetailsProps) => {
  const { t } = useTranslation('supervise');
  const { locales } = useCampaign();
  const list = lists[kind];
  const name = (next: LocalText) => onType(altered(source, list, id, { title: next }));
  return locales.map((language) => (
    <label key={language}>
      <span>
        {locales.length > 1 ? t('edit.nameIn', { language: t(`language.${language}`) }) : t('edit.name')}
      </span>
      <input
        type="text"
        maxLength={80}
        lang={language}
        value={textIn(title, language)}
        onChange={({ target }) => name(withText(title, language, locales, target.value))}
      />
    </label>
  ));
};

const StageFields = ({ source, moment: { id }, begun, onType }: DetailsProps) => {
  const { t } = useTranslation('supervise');
  const stage = source.stages.find((one) => one.id === id);
  return (
    <label>
      <span>{t('edit.right')}</span>
      <select
        value={stage?.right ?? 'read'}
        disabled={begun}
        onChange={({ target }) => onType(altered(source, 'stages', id, { right: target.value as Right }))}
      >
        {rights.map((right) => (
          <option key={right} value={right}>
            {t(`right.${right}`)}
          </option>
        ))}
      </select>
    </label>
  );
};

const StageActs = ({ source, moment: { id, groups }, begun, onEdit }: DetailsProps) => {
  const { t } = useTranslation('supervise');
  const { calendar } = useCampaign();
  const now = useServerNow(30_000);
  const line = stagesIn(source, groups[0] ?? '');
  const place = line.findIndex((stage) => stage.id === id);
  const add = () => onEdit(addStage(source, id, { taken: takenIn(calendar), title: t('edit.newStage') }));
  return (
    <>
      <button type="button" className="x-btn" onClick={add}>
        {t('edit.addBehind')}
      </button>
      <button
        type="button"
        className="x-btn"
        disabled={begun || place < 1 || hasBegun(calendar, line[place - 1]?.id, now)}
        onClick={() => onEdit(movedStage(source, id, -1))}
      >
        {t('edit.before')}
      </button>
      <button
        type="button"
        className="x-btn"
        disabled={begun || place === line.length - 1}
        onClick={() => onEdit(movedStage(source, id, 1))}
      >
        {t('edit.after')}
      </button>
      <button
        type="button"
        className="x-btn"
        disabled={begun || line.length < 2}
        onClick={() => onEdit(withoutStage(source, id))}
      >
        {t('edit.remove')}
      </button>
    </>
  );
};

const useGroupNames = () => {
  const { t } = useTranslation('supervise');
  const { text } = useFormats();
  const campaign = useCampaign();
  return (group: string) => groupName(campaign, group, text, t('listGap'));
};

const MilestoneFields = ({ source, moment: { id }, begun, onType }: DetailsProps) => {
  const { t } = useTranslation('supervise');
  const nameOf = useGroupNames();
  const milestone = source.milestones.find((one) => one.id === id);
  if (!milestone) return null;
  const set = (changes: Partial<typeof milestone>) => onType(altered(source, 'milestones', id, changes));
  return (
    <>
      <label>
        <span>{t('calendar.groups')}</span>
        <select
          value={milestone.group}
          disabled={begun}
          onChange={({ target }) => set({ group: target.value })}
        >
          {source.groups.map((group) => (
            <option key={group} value={group}>
              {nameOf(group)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('edit.share')}</span>
        <input
          type="number"
          min={0}
          max={100}
          disabled={begun}
          value={Math.round(milestone.share * 100)}
          onChange={({ target }) => set({ share: Math.min(1, Math.max(0, Number(target.value) / 100)) })}
        />
      </label>
    </>
  );
};

const SealFields = ({ source, moment: { id, groups }, begun, onType }: DetailsProps) => {
  const { t } = useTranslation('supervise');
  const nameOf = useGroupNames();
  const label = useId();
  const toggled = (group: string, on: boolean) =>
    source.groups.filter((one) => (one === group ? on : groups.includes(one)));
  return (
    <fieldset aria-labelledby={label}>
      <span id={label}>{t('edit.seals')}</span>
      {source.groups.map((group) => (
        <label key={group}>
          <input
            type="checkbox"
            checked={groups.includes(group)}
            disabled={begun || (groups.length === 1 && groups[0] === group)}
            onChange={({ target }) =>
              onType(altered(source, 'seals', id, { groups: toggled(group, target.checked) }))
            }
          />
          {nameOf(group)}
        </label>
      ))}
    </fieldset>
  );
};
