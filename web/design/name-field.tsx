/** The technical name: under which answers are stored and conditions speak of the question. Shown to whoever asks. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from './desk.ts';
import { nameRefusal, rename } from './document/edit.ts';
import { usersOf } from './document/references.ts';

export const NameField = () => {
  const { t } = useTranslation('design');
  const { source, selected, act, reserved } = useDesk();
  const [typed, setTyped] = useState(selected?.name ?? '');
  if (!selected) return null;
  const refusal = typed === selected.name ? undefined : nameRefusal(source, selected.key, typed);
  const users = usersOf(source, selected.key).length;
  const published = reserved.includes(selected.name);
  return (
    <details className="d-details">
      <summary>{t('name.summary')}</summary>
      <div className="d-field">
        <label className="d-label" htmlFor="d-name">
          {t('name.label')}
        </label>
        <div className="d-inline">
          <input
            id="d-name"
            className="x-mono"
            value={typed}
            aria-invalid={refusal !== undefined}
            aria-describedby="d-name-note"
            onChange={(event) => setTyped(event.target.value)}
          />
          <button
            type="button"
            className="x-btn"
            disabled={typed === selected.name || refusal !== undefined}
            onClick={() => act(rename(source, selected.key, typed))}
          >
            {t('name.change')}
          </button>
        </div>
        <p id="d-name-note" className={refusal ? 'd-fault' : 'x-xs x-muted'}>
          {refusal
            ? t(`name.${refusal}`)
            : [
                users > 0 ? t('name.used', { count: users }) : '',
                published ? t('name.published') : t('name.why'),
              ]
                .filter((sentence) => sentence !== '')
                .join(t('sentenceGap'))}
        </p>
      </div>
    </details>
  );
};
