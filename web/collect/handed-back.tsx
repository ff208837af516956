/** What the town handed back: the check's words, the officer's as a quotation, at the field they speak of, and the answer. */
import { useTranslation } from 'react-i18next';
import { isOverdue } from '#forms/findings/finding.ts';
import type { FindingState } from '#forms/wire/shapes.ts';
import { Glyph } from '../shell/state-glyph.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { AnswerToFinding } from './answer-finding.tsx';
import { useField } from './field.tsx';
import { handedAt, lastWord, useCheckWords } from './finding-words.ts';

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
  const { text, dayTime, deadline } = useFormats();
  const now = useServerNow(60_000);
  const wordsOf = useCheckWords();
  if (findings.length === 0) return null;
  const titleOf = (id: string) =>
    text(campaign.questionnaires.find((questionnaire) => questionnaire.id === id)?.title ?? id);
  const dueOf = (finding: FindingState): string | undefined =>
    finding.dueAt === undefined
      ? undefined
      : t(isOverdue(finding, now) ? 'findings.wasDue' : 'findings.due', {
          when: deadline(finding.dueAt, timeZone),
        });
  return (
    <section className="card need" aria-label={t('handedBack', { count: findings.length })}>
      <h2 className="hd">
        <Glyph state="todo" />
        {t('handedBack', { count: findings.length })}
      </h2>
      {findings.map((finding) => (
        <div className="say" key={finding.id}>
          <Where finding={finding} spot={spot} fallback={titleOf(finding.questionnaire)} />
          {wordsOf(finding) && <p>{wordsOf(finding)}</p>}
          <blockquote>{lastWord(finding)}</blockquote>
          <p className="who">
            {[
              t('handedBackWhen', { when: dayTime(handedAt(finding), timeZone) }),
              dueOf(finding),
              finding.state === 'confirmed' ? t('findings.state.confirmed') : undefined,
            ]
              .filter(Boolean)
              .join(t('dot'))}
          </p>
          <AnswerToFinding finding={finding} />
        </div>
      ))}
    </section>
  );
};
