/** 我的: who, where, how it looks and speaks, and leaving. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deleteDatabaseOf } from '../offline/database.ts';
import { isUnsent } from '../offline/outbox.ts';
import { isPersisted } from '../offline/storage.ts';
import { useSession, useSessionAccess } from '../session.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { SchemeSwitch } from '../shell/scheme-switch.tsx';
import { useFormats } from '../time/format.ts';
import { useField } from './field.tsx';
import { HomeBar, Tabs } from './frame.tsx';

const DemoClock = lazy(() => import('../shell/demo-clock.tsx').then((m) => ({ default: m.DemoClock })));

/** Leaving with unsent work is asked once, in words that say what stays. */
const SignOut = () => {
  const { t } = useTranslation(['collect', 'shell']);
  const { outbox, drafts } = useField();
  const { person } = useSession();
  const { signOut } = useSessionAccess();
  const [asking, setAsking] = useState(false);
  const unsent = outbox.filter(({ state }) => isUnsent(state)).length + drafts.length;
  const leave = async () => {
    await signOut();
    if (unsent === 0) await deleteDatabaseOf(person.id);
  };
  if (!asking)
    return (
      <button
        type="button"
        className="btn wide"
        onClick={() => (unsent > 0 ? setAsking(true) : void leave())}
      >
        {t('shell:signOut')}
      </button>
    );
  return (
    <div className="card need" role="alert">
      <div className="say">
        <p>
          <b>{t('me.unsent', { count: unsent })}</b>
        </p>
        <p>{t('me.unsentMore')}</p>
        <div className="acts">
          <button type="button" className="btn" onClick={() => void leave()}>
            {t('me.leave')}
          </button>
          <button type="button" className="btn pri" onClick={() => setAsking(false)}>
            {t('me.stay')}
          </button>
        </div>
      </div>
    </div>
  );
};

export const Me = () => {
  const { t } = useTranslation(['collect', 'shell']);
  const { person, grants, demo } = useSession();
  const { campaign, village, refresh } = useField();
  const { text } = useFormats();
  const [persisted, setPersisted] = useState<boolean>();
  useEffect(() => void isPersisted().then(setPersisted), []);
  return (
    <>
      <HomeBar title={t('tabs.me')} />
      <main>
        <ul className="band facts">
          <li>
            <span className="nb">{t('me.name')}</span>
            <b>{person.name}</b>
          </li>
          <li>
            <span className="nb">{t('me.role')}</span>
            <b>{grants.map(({ role, areaName }) => `${t(`shell:role.${role}`)} ${areaName}`).join('、')}</b>
          </li>
          <li>
            <span className="nb">{t('village')}</span>
            <b>{village.name}</b>
          </li>
          <li>
            <span className="nb">{t('me.campaign')}</span>
            <b>{text(campaign.title)}</b>
          </li>
          <li>
            <span className="nb">{t('me.storage')}</span>
            <b>{t(persisted ? 'me.persisted' : 'me.notPersisted')}</b>
          </li>
        </ul>
        <div className="head">
          <h2>{t('shell:language')}</h2>
        </div>
        <div className="pad-x">
          <LanguageSwitch />
        </div>
        <div className="head">
          <h2>{t('shell:scheme.title')}</h2>
        </div>
        <div className="pad-x">
          <SchemeSwitch />
        </div>
        {demo && (
          <details className="pad-x demo">
            <summary>{t('shell:demoClock.title')}</summary>
            <Suspense>
              <DemoClock calendar={campaign.calendar} onMoved={() => void refresh()} />
            </Suspense>
          </details>
        )}
        <div className="pad-x leave">
          <SignOut />
        </div>
      </main>
      <Tabs />
    </>
  );
};
