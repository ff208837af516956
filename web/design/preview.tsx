/** The phone beside the questions: the page in hand as the collector will see it, kept at the last state that publishes. */
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Loading } from '../shell/loading.tsx';
import { useDesk } from './desk.ts';
import { pageOf, titleOf } from './document/places.ts';
import { useLoadPicture } from './pictures.ts';

const Phone = lazy(() => import('./phone-screen.tsx').then((m) => ({ default: m.PhoneScreen })));

export const Preview = ({ edition }: { readonly edition: Edition | undefined }) => {
  const { t } = useTranslation('design');
  const { places, selected, locale } = useDesk();
  const { parameters } = useCampaign();
  const loadPicture = useLoadPicture();
  const lastGood = useRef<JsonObject>(undefined);
  if (edition) lastGood.current = edition.source;
  const source = lastGood.current;
  const page = (selected && pageOf(places, selected.key)) ?? places[0];
  const pages = places.filter((place) => place.shape === 'page');
  const done = page ? (pages.indexOf(page) + 1) / Math.max(1, pages.length) : 0;
  const [answers, setAnswers] = useState<JsonObject>({});
  const pageName = page?.name ?? '';
  const question = useMemo(() => selected && { name: selected.name, scope: selected.scope }, [selected]);
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    if (pageName !== '') frame.current?.scrollTo({ top: 0 });
  }, [pageName]);
  return (
    <div className="d-phone">
      <div className="d-phone-top">
        <span className="x-xs x-muted">{page ? titleOf(page.element, locale) : ''}</span>
        <span className="x-bar">
          <i style={{ width: `${done * 100}%` }} />
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="d-phone-body" ref={frame} tabIndex={0} aria-label={t('preview.screen')}>
        {source ? (
          <Suspense fallback={<Loading what={t('preview.loading')} />}>
            <Phone
              source={source}
              page={pageName}
              question={question}
              language={locale}
              parameters={parameters}
              loadPicture={loadPicture}
              answers={answers}
              onAnswers={setAnswers}
            />
          </Suspense>
        ) : (
          <p className="x-muted d-phone-none">{t('preview.none')}</p>
        )}
      </section>
      {!edition && source && <p className="d-phone-note x-xs">{t('preview.stale')}</p>}
    </div>
  );
};
