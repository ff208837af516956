/** A check's condition in words, with questions and values in slots; as it is written where words would not do. */
import { useTranslation } from 'react-i18next';
import type { Check } from '#forms/checks/check.ts';
import type { JsonObject } from '#forms/json.ts';
import { useFormats } from '../../time/format.ts';
import { type Piece, sentenceOf, titleIn, titlesOf } from './sentence.ts';

const Words = ({ pieces }: { readonly pieces: readonly Piece[] }) => {
  const { t } = useTranslation('findings');
  return pieces.map((piece, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a sentence have nothing but their place
    if (piece.is === 'word') return <span key={index}> {t(`word.${piece.word}`)} </span>;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <span key={index} className={piece.is === 'value' ? 'f-slot v' : 'f-slot'}>
        {piece.text}
      </span>
    );
  });
};

export interface CheckSentenceProps {
  readonly check: Check;
  readonly source: JsonObject | undefined;
}

export const CheckSentence = ({ check, source }: CheckSentenceProps) => {
  const { t } = useTranslation('findings');
  const { language } = useFormats();
  const titleOf = titleIn(source ? titlesOf(source, language) : new Map(), check.about, check.rows);
  const when = check.when === undefined ? [] : sentenceOf(check.when, titleOf);
  const finds = sentenceOf(check.finds, titleOf);
  if (when === undefined || finds === undefined)
    return (
      <details className="f-rule">
        <summary>{t('rule.written', { check: check.id })}</summary>
        <code>{check.when === undefined ? check.finds : `${check.when} → ${check.finds}`}</code>
      </details>
    );
  return (
    <p className="f-rule">
      <span>{t('rule.when')}</span> {when.length > 0 && <Words pieces={when} />}
      {when.length > 0 && <span>{t('rule.and')} </span>}
      <Words pieces={finds} />
      <span>{t('rule.then', { severity: t(`severity.${check.severity}`) })}</span>
    </p>
  );
};
