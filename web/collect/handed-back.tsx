/** What the town handed back: the officer's words as a quotation, at the field they speak of. */
import { useTranslation } from 'react-i18next';
import type { FindingState } from '#forms/wire/shapes.ts';
import { Glyph } from '../shell/state-glyph.tsx';
import { useFormats } from '../time/format.ts';
import { useField } from './field.tsx';

export const HandedBack = ({ findings }: { readonly findings: readonly FindingState[] }) => {
  const { t } = useTranslation('collect');
  const { campaign, timeZone } = useField();
  const { text, dayTime } = useFormats();
  if (findings.length === 0) return null;
  const titleOf = (id: string) =>
    text(campaign.questionnaires.find((questionnaire) => questionnaire.id === id)?.title ?? id);
  return (
    <section className="card need" aria-label={t('handedBack', { count: findings.length })}>
      <h2 className="hd">
        <Glyph state="todo" />
        {t('handedBack', { count: findings.length })}
      </h2>
      {findings.map((finding) => (
        <div className="say" key={finding.id}>
          <p className="quiet s">{titleOf(finding.questionnaire)}</p>
          <blockquote>{finding.comment}</blockquote>
          <p className="who">{t('handedBackWhen', { when: dayTime(finding.openedAt, timeZone) })}</p>
        </div>
      ))}
    </section>
  );
};
