/** Says what was filled in already and from where; one tap takes it as it is or takes it away. Marks stand at the questions too. */
import { IconHistory } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { lastRound } from '../../offline/database.ts';
import { useFormats } from '../../time/format.ts';
import { useField } from '../field.tsx';
import type { CarriedAnswers } from './use-carried.ts';

const quoted = (words: string): string => `"${words.replaceAll(/["\\\n]/g, '')}"`;

/** Names are letters, digits and underscores (Q6): they need no escaping in a selector. */
const ruleFor = (question: string, words: string): string =>
  `.q-phone [data-name="${question}"]:not(.sd-paneldynamic *) > * > * > .sd-question__header::after` +
  `{ content: ${quoted(words)}; display: block; width: fit-content; margin-top: 4px; padding: 0 8px;` +
  ` border-radius: var(--r1); background: var(--wait-soft); color: var(--ink-2); font-size: var(--t-s); line-height: 24px }`;

/** SurveyJS owns the questions' elements; a sheet of rules marks them without touching one. */
const useMarks = (rules: string) => {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [rules]);
};

export const CarriedNote = ({ carried }: { readonly carried: CarriedAnswers }) => {
  const { t } = useTranslation('collect');
  const { campaign } = useField();
  const { text } = useFormats();
  const { marks, accept, clear } = carried;
  const sourceOf = (from: string): string =>
    from === lastRound
      ? t('carried.lastRound')
      : text(campaign.questionnaires.find(({ id }) => id === from)?.short ?? from);
  const entries = Object.entries(marks);
  useMarks(
    entries
      .map(([question, from]) => ruleFor(question, t('carried.mark', { from: sourceOf(from) })))
      .join('\n'),
  );
  if (entries.length === 0) return null;
  const sources = [...new Set(entries.map(([, from]) => sourceOf(from)))];
  return (
    <section className="note waitn carried" aria-label={t('carried.title', { count: entries.length })}>
      <IconHistory size={24} stroke={1.8} aria-hidden />
      <div className="tx">
        <h2>{t('carried.title', { count: entries.length })}</h2>
        <p>{t('carried.from', { from: sources.join(t('listComma')) })}</p>
        <div className="acts">
          <button type="button" className="btn" onClick={accept}>
            {t('carried.accept')}
          </button>
          <button type="button" className="btn" onClick={clear}>
            {t('carried.clear')}
          </button>
        </div>
      </div>
    </section>
  );
};
