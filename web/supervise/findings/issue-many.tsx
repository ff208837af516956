/** Hands everything out that is shown and nobody has handed out yet: one comment, one date, as many findings as it says. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ListedFinding, mostIssued } from '#forms/wire/findings.ts';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { Panel } from '../../shell/parts.tsx';
import { ReasonBox } from '../reason-box.tsx';
import { DueField, inDays } from './due-field.tsx';

export interface IssueManyProps {
  readonly area: string;
  readonly findings: readonly ListedFinding[];
  readonly onDone: () => void;
}

export const IssueMany = ({ area, findings, onDone }: IssueManyProps) => {
  const { t } = useTranslation('findings');
  const { id: campaign, calendar } = useCampaign();
  const queries = useQueryClient();
  const [dueAt, setDueAt] = useState(() => inDays(5, calendar.timeZone));
  const some = findings.slice(0, mostIssued);
  const villages = new Set(some.map(({ village }) => village)).size;
  const issue = async (text: string) => {
    const list = some.map(({ village, id }) => ({ village, id }));
    await call('issueFindings', {
      params: { campaign, area },
      body: { findings: list, text, ...(dueAt === undefined ? {} : { dueAt }) },
    });
    await queries.invalidateQueries();
    onDone();
  };
  return (
    <Panel title={t('issueMany', { count: some.length })}>
      <DueField value={dueAt} onChange={setDueAt} />
      <ReasonBox
        label={t('act.comment')}
        consequence={t('issueWill', { count: some.length, villages })}
        acts={[{ name: t('issueMany', { count: some.length }), primary: true, run: issue }]}
      />
    </Panel>
  );
};
