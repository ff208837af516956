/** 待送: is my work safe. What needs the person comes first, then what goes by itself, then what arrived. */
import { IconChevronRight, IconShieldCheck, IconShieldExclamation } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemError } from '../api.ts';
import { useReached } from '../offline/connection.ts';
import type { OutboxItem } from '../offline/database.ts';
import { isUnderWay } from '../offline/outbox.ts';
import { isPersisted } from '../offline/storage.ts';
import { useProblemText } from '../shell/problem.tsx';
import { type GlyphState, StateGlyph } from '../shell/state-glyph.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { comparePath, recordPath } from './address.ts';
import { useField } from './field.tsx';
import { HomeBar, Tabs } from './frame.tsx';

const glyphs: { readonly [K in OutboxItem['stateKind']]: GlyphState } = {
  waiting: 'here',
  sending: 'sending',
  accepted: 'sent',
  quarantined: 'quarantined',
  'needs-work': 'todo',
  replaced: 'none',
  'given-up': 'none',
};

const useWords = () => {
  const { t } = useTranslation('collect');
  const said = useProblemText();
  const { timeZone } = useField();
  const { dayTime } = useFormats();
  return ({ state, queuedAt }: OutboxItem, place: number): string => {
    const filled = t('outbox.filled', { when: dayTime(queuedAt, timeZone) });
    switch (state.kind) {
      case 'waiting':
        return state.delay && state.delay !== 'no-connection'
          ? `${filled}${t('comma')}${t(`outbox.${state.delay}`)}`
          : `${filled}${t('comma')}${t('outbox.place', { place })}`;
      case 'accepted':
        return t('outbox.arrived', {
          when: dayTime(Date.parse(state.receipt.at), timeZone),
          code: state.receipt.code,
        });
      case 'quarantined':
        return t('late.plain');
      case 'needs-work':
        return `${said(new ProblemError(state.problem, state.facts, 422))} ${t('late.kept')}`;
      default:
        return filled;
    }
  };
};

const Row = ({ item, place }: { readonly item: OutboxItem; readonly place: number }) => {
  const { t } = useTranslation('collect');
  const { campaign } = useField();
  const { text } = useFormats();
  const words = useWords();
  const { envelope, state } = item;
  const title = campaign.questionnaires.find(({ id }) => id === envelope.questionnaire)?.title;
  const movedOn = state.kind === 'needs-work' && state.problem === 'moved-on';
  const to = movedOn ? comparePath(item.id) : recordPath(envelope);
  const body = (
    <div className="tx">
      <StateGlyph state={glyphs[item.stateKind]} />
      <h3>
        {item.unitName}
        {t('dot')}
        {title ? text(title) : envelope.questionnaire}
      </h3>
      <p>{words(item, place)}</p>
      {state.kind === 'needs-work' && (
        <div className="acts">
          <Link className="btn" to={to}>
            {t(movedOn ? 'act.compareTwo' : 'act.look')}
          </Link>
        </div>
      )}
    </div>
  );
  if (state.kind === 'needs-work') return <li className="row item">{body}</li>;
  return (
    <li>
      <Link className="row item" to={to}>
        {body}
        <IconChevronRight className="go" size={24} aria-hidden />
      </Link>
    </li>
  );
};

const Safe = () => {
  const { t } = useTranslation('collect');
  const [persisted, setPersisted] = useState<boolean>();
  useEffect(() => void isPersisted().then(setPersisted), []);
  const SafeIcon = persisted ? IconShieldCheck : IconShieldExclamation;
  return (
    <div className={persisted ? 'note okn' : 'note'}>
      <SafeIcon className={persisted ? 'icon ok' : 'icon'} size={24} stroke={1.8} aria-hidden />
      <div className="tx">
        <h2>{t(persisted ? 'safe.yes' : 'safe.no')}</h2>
        <p>{t(persisted ? 'safe.yesMore' : 'safe.noMore')}</p>
      </div>
    </div>
  );
};

const dayMs = 24 * 60 * 60 * 1000;

export const Outbox = () => {
  const { t } = useTranslation('collect');
  const { outbox, deliver } = useField();
  const reached = useReached();
  const now = useServerNow(60_000);
  const stuck = outbox.filter(({ state }) => state.kind === 'needs-work');
  const waiting = outbox.filter(({ state }) => isUnderWay(state));
  const late = outbox.filter(({ state }) => state.kind === 'quarantined').reverse();
  const arrived = outbox
    .filter(({ state, settledAt }) => state.kind === 'accepted' && (settledAt ?? 0) > now - 7 * dayMs)
    .reverse()
    .slice(0, 30);
  const list = (items: readonly OutboxItem[]) => (
    <ul className="band">
      {items.map((item, index) => (
        <Row key={item.id} item={item} place={index + 1} />
      ))}
    </ul>
  );
  return (
    <>
      <HomeBar title={t('tabs.outbox')} />
      <main>
        <Safe />
        {stuck.length > 0 && (
          <>
            <div className="head">
              <h2>{t('outbox.stuck', { count: stuck.length })}</h2>
            </div>
            {list(stuck)}
          </>
        )}
        {waiting.length > 0 && (
          <>
            <div className="head">
              <h2>{t('outbox.here', { count: waiting.length })}</h2>
              {reached && (
                <button type="button" className="btn plain" onClick={() => void deliver()}>
                  {t('outbox.again')}
                </button>
              )}
            </div>
            {list(waiting)}
          </>
        )}
        {waiting.length + stuck.length === 0 && (
          <div className="head">
            <h2>{t('outbox.allSent')}</h2>
          </div>
        )}
        {late.length > 0 && (
          <>
            <div className="head">
              <h2>{t('outbox.late', { count: late.length })}</h2>
            </div>
            {list(late)}
          </>
        )}
        {arrived.length > 0 && (
          <>
            <div className="head">
              <h2>{t('outbox.recent')}</h2>
            </div>
            {list(arrived)}
          </>
        )}
      </main>
      <Tabs />
    </>
  );
};
