/** What a quarantined submission holds, in the questionnaire's own words; sensitive answers come masked. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '#forms/json.ts';
import type { EvidenceReply } from '#forms/wire/deadlines.ts';
import { call } from '../api.ts';
import { answerSections } from '../questionnaire/answer-lines.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { useFormats } from '../time/format.ts';

export const EvidenceAnswers = ({ evidence }: { readonly evidence: EvidenceReply }) => {
  const { t } = useTranslation('supervise');
  const { language } = useFormats();
  const { id: campaign } = useCampaign();
  const { questionnaire, edition: number, answers } = evidence;
  const edition = useQuery({
    queryKey: ['edition', campaign, questionnaire, number],
    queryFn: ({ signal }) =>
      call('edition', { params: { campaign, questionnaire, edition: number }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const source: JsonObject | undefined = edition.data?.source;
  const words = useMemo(() => ({ language, yes: t('yes'), no: t('no'), gap: t('listGap') }), [language, t]);
  const sections = useMemo(
    () => (source ? answerSections(source, answers, words) : []),
    [source, answers, words],
  );
  const lines = sections.flatMap((section) => [
    ...section.lines,
    ...section.entries.flatMap((entry) => entry.lines),
  ]);
  return (
    <section>
      <details className="s-content">
        <summary>{t('evidence.content')}</summary>
        <dl className="s-evidence">
          {lines
            .filter(({ text }) => text !== '')
            .map(({ at, title, text }) => (
              <div key={at}>
                <dt>{title}</dt>
                <dd>{text}</dd>
              </div>
            ))}
        </dl>
      </details>
    </section>
  );
};
