/** A newer build waits on the device; the person says when to change over, because drafts may be open in other tabs. */

import { registerSW } from 'virtual:pwa-register';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

let notify: (() => void) | undefined;
let waiting = false;
const changeOver = registerSW({
  onNeedRefresh: () => {
    waiting = true;
    notify?.();
  },
});

export const NewVersion = () => {
  const { t } = useTranslation('shell', { useSuspense: false });
  const [shown, setShown] = useState(waiting);
  notify = () => setShown(true);
  if (!shown) return null;
  return (
    <aside className="x-new-version" role="status">
      <span>{t('newVersion.ready')}</span>
      <button type="button" className="x-btn sm" onClick={() => void changeOver(true)}>
        {t('newVersion.take')}
      </button>
      <button type="button" className="x-btn sm bare" onClick={() => setShown(false)}>
        {t('newVersion.later')}
      </button>
    </aside>
  );
};
