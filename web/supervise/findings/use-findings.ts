/** What the pages of findings and checks fetch. Checks never change while a campaign runs. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { WrittenCheck } from '#forms/checks/check.ts';
import type { ListedFinding } from '#forms/wire/findings.ts';
import { call } from '../../api.ts';
import { messageText } from '../../questionnaire/check-words.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { useFormats } from '../../time/format.ts';

export const useFindings = (area: string | undefined, closed: boolean) => {
  const { id: campaign } = useCampaign();
  return useQuery({
    queryKey: ['findings', campaign, area, closed],
    queryFn: ({ signal }) =>
      call('findings', {
        params: { campaign, area: area ?? '' },
        ...(closed ? { query: { closed: 'yes' } } : {}),
        signal,
      }),
    enabled: area !== undefined,
    refetchInterval: 20_000,
  });
};

export const useChecks = () => {
  const { id: campaign } = useCampaign();
  const query = useQuery({
    queryKey: ['checks', campaign],
    queryFn: ({ signal }) => call('checks', { params: { campaign }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const known = useMemo(() => {
    const { topics = [], made = [] } = query.data ?? {};
    const all: readonly WrittenCheck[] = [...topics.flatMap((topic) => topic.checks), ...made];
    return new Map(all.map((check) => [check.id, check]));
  }, [query.data]);
  return { query, known };
};

/** What a finding says: its check's message, or what a person wrote. */
export const useTitleOf = (known: ReadonlyMap<string, WrittenCheck>) => {
  const { language } = useFormats();
  return (finding: Pick<ListedFinding, 'check' | 'facts' | 'comment'>): string => {
    const check = finding.check === undefined ? undefined : known.get(finding.check);
    if (check) return messageText(check.message, finding.facts, language);
    return finding.comment ?? finding.check ?? '';
  };
};
