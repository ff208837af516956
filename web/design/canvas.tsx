/** The page in hand as a list of question cards, the phone beside it. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AddMenu } from './add-menu.tsx';
import { useDesk } from './desk.ts';
import { pageOf, titleOf } from './document/places.ts';
import { QuestionCard } from './question-card.tsx';
import { useSentences } from './use-sentences.ts';

export const Canvas = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation('design');
  const desk = useDesk();
  const { places, selected, locale, faults } = desk;
  const sentences = useSentences(desk);
  const page = (selected && pageOf(places, selected.key)) ?? places.find((place) => place.shape === 'page');
  const cards = places.filter(
    (place) => page && place.shape !== 'page' && place.number.startsWith(`${page.number}.`),
  );
  const whole = faults.filter(({ key }) => key === undefined);
  return (
    <section className="d-canvas" aria-label={t('canvas.label')}>
      <div className="d-cards">
        {page && (
          <button
            type="button"
            className="d-page-head"
            data-card={page.key}
            aria-pressed={selected?.key === page.key}
            onClick={() => desk.select(page.key)}
          >
            <span className="x-num">{page.number}</span>
            <h2>{titleOf(page.element, locale)}</h2>
          </button>
        )}
        {whole.map(({ fault }) => (
          <div key={`${fault.at} ${fault.code}`} className="x-note bad">
            {sentences.fault(fault)}
          </div>
        ))}
        {cards.length === 0 && <p className="x-muted">{t('canvas.emptyPage')}</p>}
        {cards.map((place) => (
          <QuestionCard key={place.path.join('/')} place={place} sentences={sentences} />
        ))}
        <AddMenu />
      </div>
      <div className="d-preview">{children}</div>
    </section>
  );
};
