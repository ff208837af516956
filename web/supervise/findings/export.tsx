/** The findings that are shown, as a table of its own: a workbook, or text for whatever reads that (W51, W57). */
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '#forms/json.ts';
import type { ListedFinding } from '#forms/wire/findings.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { useFormats } from '../../time/format.ts';
import { useAreaName } from '../held-area.ts';
import { offerFile } from '../offer-file.ts';
import { csvOf, daysOld } from './finding-list.ts';
import { type Table, workbookOf } from './workbook.ts';

const columns = [
  ['severity', 8],
  ['state', 12],
  ['village', 14],
  ['unit', 12],
  ['questionnaire', 22],
  ['check', 10],
  ['message', 60],
  ['comment', 30],
  ['openedAt', 12],
  ['days', 8],
  ['dueAt', 12],
] as const;

export interface ExportProps {
  readonly findings: readonly ListedFinding[];
  readonly titleOf: (finding: ListedFinding) => string;
  readonly now: Instant;
}

const useTable = ({ findings, titleOf, now }: ExportProps): (() => Table) => {
  const { t } = useTranslation('findings');
  const formats = useFormats();
  const { calendar, questionnaires } = useCampaign();
  const nameOf = useAreaName();
  const date = (at: Instant | undefined) => (at === undefined ? '' : formats.date(at, calendar.timeZone));
  return () => ({
    columns: columns.map(([name, width]) => ({ heading: t(`column.${name}`), width })),
    rows: findings.map((finding) => [
      t(`severity.${finding.severity}`),
      t(`state.${finding.state}`),
      nameOf(finding.village),
      finding.unitName,
      formats.text(questionnaires.find(({ id }) => id === finding.questionnaire)?.title ?? ''),
      finding.check ?? '',
      titleOf(finding),
      finding.comment ?? '',
      date(finding.openedAt),
      daysOld(finding, now),
      date(finding.dueAt),
    ]),
  });
};

export const ExportFindings = (props: ExportProps) => {
  const { t } = useTranslation('findings');
  const formats = useFormats();
  const { calendar } = useCampaign();
  const table = useTable(props);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const name = `${t('title')}-${formats.date(props.now, calendar.timeZone)}`;
  const none = props.findings.length === 0;
  const workbook = async () => {
    setBusy(true);
    setFailed(false);
    try {
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      offerFile(`${name}.xlsx`, new Blob([await workbookOf(t('title'), table())], { type }));
    } catch {
      setFailed(true); // what writes workbooks is fetched when somebody wants one
    } finally {
      setBusy(false);
    }
  };
  const text = () => {
    const { columns: head, rows } = table();
    const lines = [head.map(({ heading }) => heading), ...rows.map((row) => row.map(String))];
    offerFile(`${name}.csv`, new Blob([csvOf(lines)], { type: 'text/csv;charset=utf-8' }));
  };
  return (
    <>
      {failed && (
        <span className="x-bad x-xs" role="alert">
          {t('exportFailed')}
        </span>
      )}
      <button type="button" className="x-btn" disabled={none || busy} onClick={() => void workbook()}>
        <IconDownload size={16} aria-hidden />
        {t('export')}
      </button>
      <button type="button" className="x-btn" disabled={none} onClick={text}>
        {t('exportText')}
      </button>
    </>
  );
};
