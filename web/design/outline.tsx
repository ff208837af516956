/** The questionnaire at a glance: pages that open and close, questions with their numbers, marks where the gate objects. */
import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from './desk.ts';
import { type Place, pageOf, titleOf } from './document/places.ts';
import { focusCard } from './use-shortcuts.ts';

export interface OutlineProps {
  readonly view: 'questions' | 'json';
  readonly onView: (view: 'questions' | 'json') => void;
  readonly onChosen: () => void;
}

export const Outline = ({ view, onView, onChosen }: OutlineProps) => {
  const { t } = useTranslation('design');
  return (
    <aside className="d-outline" aria-label={t('outline.label')}>
      <div className="d-tabs" role="tablist" aria-label={t('outline.views')}>
        {(['questions', 'json'] as const).map((one) => (
          <button key={one} type="button" role="tab" aria-selected={view === one} onClick={() => onView(one)}>
            {t(`outline.${one}`)}
          </button>
        ))}
      </div>
      {view === 'questions' ? <Tree onChosen={onChosen} /> : <p className="d-hint">{t('json.hint')}</p>}
    </aside>
  );
};

const Tree = ({ onChosen }: Pick<OutlineProps, 'onChosen'>) => {
  const { t } = useTranslation('design');
  const { places, selected, select, locale } = useDesk();
  const [sought, setSought] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const here = selected && pageOf(places, selected.key);
  const pages = places.filter((place) => place.shape === 'page');
  const many = pages.length > 3;
  const isOpen = (page: Place) =>
    sought !== '' || (closed.has(page.key) ? false : page.key === here?.key || !many || opened.has(page.key));
  const toggle = (page: Place) => {
    const flip = (set: ReadonlySet<string>, key: string, on: boolean) =>
      new Set([...set].filter((other) => other !== key).concat(on ? [key] : []));
    const open = isOpen(page);
    setClosed(flip(closed, page.key, open));
    setOpened(flip(opened, page.key, !open));
  };
  const matches = (place: Place) =>
    sought === '' ||
    `${place.number} ${titleOf(place.element, locale)}`.toLowerCase().includes(sought.toLowerCase());
  const choose = (key: string) => {
    select(key);
    focusCard(key);
    onChosen();
  };
  return (
    <>
      <label className="d-find">
        <IconSearch size={16} aria-hidden />
        <span className="x-vh">{t('outline.find')}</span>
        <input
          type="search"
          value={sought}
          placeholder={t('outline.find')}
          onChange={(event) => setSought(event.target.value)}
        />
      </label>
      <ul className="d-tree">
        {pages.map((page) => {
          const inside = places.filter(
            (place) => place.shape !== 'page' && place.number.startsWith(`${page.number}.`),
          );
          const shown = inside.filter(matches);
          if (sought !== '' && shown.length === 0) return null;
          return (
            <li key={page.key}>
              <div className="d-tree-page" aria-current={selected?.key === page.key ? 'true' : undefined}>
                <button
                  type="button"
                  aria-expanded={isOpen(page)}
                  aria-label={t('outline.toggle', { page: titleOf(page.element, locale) })}
                  onClick={() => toggle(page)}
                >
                  {isOpen(page) ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
                </button>
                <button type="button" className="d-tree-name" onClick={() => choose(page.key)}>
                  {titleOf(page.element, locale)}
                </button>
                <span className="x-muted x-xs">
                  {inside.filter((place) => place.shape === 'question').length}
                </span>
              </div>
              {isOpen(page) && (
                <ul>
                  {shown.map((place) => (
                    <li key={place.key}>
                      <Entry place={place} onChoose={choose} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
        {sought !== '' && !places.some((place) => place.shape !== 'page' && matches(place)) && (
          <li className="d-hint">{t('outline.nothing', { sought })}</li>
        )}
      </ul>
    </>
  );
};

const Entry = ({ place, onChoose }: { readonly place: Place; readonly onChoose: (key: string) => void }) => {
  const { t } = useTranslation('design');
  const { selected, faults, locale } = useDesk();
  const faulty = faults.some(({ key }) => key === place.key);
  return (
    <button
      type="button"
      className="d-tree-question"
      data-depth={Math.min(3, place.depth)}
      aria-current={selected?.key === place.key ? 'true' : undefined}
      onClick={() => onChoose(place.key)}
    >
      <span className="x-num">{place.number}</span>
      <span className="d-tree-name">{titleOf(place.element, locale)}</span>
      {faulty && (
        <IconAlertTriangle size={16} className="d-bad" role="img" aria-label={t('outline.faulty')} />
      )}
    </button>
  );
};
