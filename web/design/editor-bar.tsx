/** The editor's head: what is open, whether it is saved, undo and redo, faults, and the way to publication. */
import { Popover } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCircleCheck,
  IconInfoCircle,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { CampaignReply, DraftReply } from '#forms/wire/shapes.ts';
import { Tag } from '../shell/parts.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';
import { useDesk } from './desk.ts';
import { titleOf } from './document/places.ts';
import type { Saving } from './use-draft.ts';
import type { Judgement } from './use-faults.ts';
import { useSentences } from './use-sentences.ts';
import { focusCard } from './use-shortcuts.ts';

export interface EditorBarProps {
  readonly campaign: CampaignReply;
  readonly draft: DraftReply;
  readonly saving: Saving;
  readonly judgement: Judgement;
  readonly restored: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly step: { readonly undo: () => void; readonly redo: () => void };
  readonly onReload: () => Promise<void>;
}

export const EditorBar = (props: EditorBarProps) => {
  const { campaign, draft, saving, judgement, restored, canUndo, canRedo, step, onReload } = props;
  const { t } = useTranslation('design');
  const { source, locale } = useDesk();
  const navigate = useNavigate();
  const listed = campaign.questionnaires.find(({ id }) => id === draft.questionnaire);
  const title = titleOf({ ...source, name: draft.questionnaire }, locale);
  const faulty = judgement.faults.length;
  const changed = saving.revision > 0;
  const publishing = async () => {
    if (await saving.saveNow()) await navigate(`/design/${campaign.id}/${draft.questionnaire}/publish`);
  };
  const blocked = faulty > 0 ? t('publish.blocked', { count: faulty }) : changed ? '' : t('publish.nothing');
  return (
    <>
      <header className="d-bar">
        <div className="d-bar-title">
          <Link to="/design" className="x-vh">
            {t('nav.questionnaires')}
          </Link>
          <h1 title={title}>{title}</h1>
          {changed ? (
            <Tag tone="wait">{t('draftOf', { edition: draft.edition + 1 })}</Tag>
          ) : (
            <Tag>{t('edition', { edition: draft.edition })}</Tag>
          )}
          <SavedAt saving={saving} timeZone={campaign.calendar.timeZone} />
        </div>
        <div className="d-bar-acts">
          <button
            type="button"
            className="x-btn d-ico"
            aria-label={t('undo')}
            disabled={!canUndo}
            onClick={step.undo}
          >
            <IconArrowBackUp size={16} />
          </button>
          <button
            type="button"
            className="x-btn d-ico"
            aria-label={t('redo')}
            disabled={!canRedo}
            onClick={step.redo}
          >
            <IconArrowForwardUp size={16} />
          </button>
          <Faults judgement={judgement} />
          <div className="d-publish">
            {blocked !== '' && (
              <span className="x-xs x-muted" id="d-why">
                {blocked}
              </span>
            )}
            <button
              type="button"
              className="x-btn pri"
              disabled={blocked !== ''}
              aria-describedby={blocked ? 'd-why' : undefined}
              onClick={() => void publishing()}
            >
              {t('publish.look')}
            </button>
          </div>
        </div>
      </header>
      {restored && saving.state !== 'moved-on' && (
        <div className="x-note info d-notes">
          <IconInfoCircle size={18} aria-hidden />
          <span>{t('save.restored', { title: listed ? '' : title })}</span>
        </div>
      )}
      {saving.state === 'moved-on' && (
        <MovedOn saving={saving} onReload={onReload} name={draft.questionnaire} />
      )}
      {saving.state === 'refused' && (
        <ProblemNote error={saving.error} onRetry={() => void saving.saveNow()} />
      )}
    </>
  );
};

const SavedAt = ({ saving, timeZone }: { readonly saving: Saving; readonly timeZone: string }) => {
  const { t } = useTranslation('design');
  const formats = useFormats();
  const { state, savedAt } = saving;
  const words =
    state === 'saved'
      ? savedAt === undefined
        ? ''
        : t('save.saved', { time: formats.time(savedAt, timeZone) })
      : t(`save.${state}`);
  return (
    <span className="x-xs x-muted x-nw" role="status">
      {words}
    </span>
  );
};

const Faults = ({ judgement }: { readonly judgement: Judgement }) => {
  const { t } = useTranslation('design');
  const desk = useDesk();
  const sentences = useSentences(desk);
  const [open, setOpen] = useState(false);
  const count = judgement.faults.length;
  if (count === 0)
    return (
      <span className="d-clean x-xs">
        <IconCircleCheck size={16} aria-hidden />
        {t('faults.none')}
      </span>
    );
  const go = (key: string | undefined) => {
    setOpen(false);
    if (key === undefined) return;
    desk.select(key);
    focusCard(key);
  };
  return (
    <Popover opened={open} onChange={setOpen} width={380} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="x-btn" onClick={() => setOpen(!open)}>
          <IconAlertTriangle size={16} className="d-bad" aria-hidden />
          {t('faults.count', { count })}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('faults.count', { count })}>
        <ul className="d-faults">
          {judgement.faults.map(({ fault, key }) => {
            const place = desk.places.find((one) => one.key === key);
            return (
              <li key={`${fault.at} ${fault.code} ${JSON.stringify(fault.facts)}`}>
                <button type="button" onClick={() => go(key)}>
                  <b>
                    {place ? `${place.number} ${titleOf(place.element, desk.locale)}` : t('faults.whole')}
                  </b>
                  <span>{sentences.fault(fault)}</span>
                </button>
              </li>
            );
          })}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
};

const MovedOn = ({
  saving,
  onReload,
  name,
}: {
  readonly saving: Saving;
  readonly onReload: () => Promise<void>;
  readonly name: string;
}) => {
  const { t } = useTranslation('design');
  const { source } = useDesk();
  const mine = `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(source, null, 2))}`;
  const take = async () => {
    saving.forget();
    await onReload();
  };
  return (
    <div className="x-note bad d-notes" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <p>{t('save.movedOn')}</p>
      <a className="x-btn sm" href={mine} download={`${name}.json`}>
        {t('save.keepMine')}
      </a>
      <button type="button" className="x-btn sm" onClick={() => void take()}>
        {t('save.takeTheirs')}
      </button>
    </div>
  );
};
