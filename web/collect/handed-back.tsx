/** What the town handed back: the officer's words as a quotation, at the field they speak of. */
import { useTranslation } from 'react-i18next';
import type { FindingState } from '#forms/wire/shapes.ts';
import { Glyph } from '../shell/state-glyph.tsx';
import { useFormats } from '../time/format.ts';
import { useField } from './field.tsx';

const Where = ({
  finding,
  spot,
  fallback,
}: {
  readonly finding: FindingState;
  readonly spot: HandedBackProps['spot'];
  readonly fallback: string;
}) => {
  const { t } = useTranslation('collect');
  const found = finding.at === undefined ? undefined : spot?.(finding.at);
  if (!found) return <p className="quiet s">{fallback}</p>;
  return (
    <button type="button" className="spot" onClick={found.go}>
      {t('fill.findingAt', { title: found.title })}
    </button>
  );
};

export interface HandedBackProps {
  readonly findings: readonly FindingState[];
  /** Where the questionnaire is open: the field's title and the way there. */
  readonly spot?: (at: string) => { readonly title: string; readonly go: () => void } | undefined;
}
export const HandedBack = ({ findings, spot }: HandedBackProps) => {
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
          <Where finding={finding} spot={spot} fallback={titleOf(finding.questionnaire)} />
          <blockquote>{finding.comment}</blockquote>
          <p className="who">{t('handedBackWhen', { when: dayTime(finding.openedAt, timeZone) })}</p>
        </div>
      ))}
    </section>
  );
};
