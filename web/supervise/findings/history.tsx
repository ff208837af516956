/** Who did what when, the newest last; and that its time is over, when it is. */
import { useTranslation } from 'react-i18next';
import { isOverdue } from '#forms/findings/finding.ts';
import type { FindingState, People } from '#forms/wire/shapes.ts';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { HandedInFile } from '../../shell/handed-in-file.tsx';
import { useFormats } from '../../time/format.ts';
import { useServerNow } from '../../time/server-time.ts';
import { PersonName } from '../freshness.tsx';

export interface HistoryProps {
  readonly finding: FindingState;
  readonly people: People;
  readonly village: string;
}

const StepFile = ({
  file,
  finding,
  village,
}: {
  readonly file: string;
  readonly finding: string;
  readonly village: string;
}) => {
  const { id: campaign } = useCampaign();
  const params = { campaign, area: village, finding, file };
  return <HandedInFile file={file} link={async () => (await call('findingFile', { params })).download} />;
};

export const History = ({ finding, people, village }: HistoryProps) => {
  const { t } = useTranslation('findings');
  const formats = useFormats();
  const { timeZone } = useCampaign().calendar;
  const late = isOverdue(finding, useServerNow(60_000));
  const { dueAt } = finding;
  return (
    <div>
      <h3>{t('history')}</h3>
      <ol className="f-history">
        {finding.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a history only grows at its end
          <li key={index}>
            <b>{step.by === undefined ? t('byCheck') : <PersonName id={step.by} people={people} />}</b>{' '}
            {t(`did.${step.kind}`)}
            {step.text && <q>{step.text}</q>}
            {step.file && <StepFile file={step.file} finding={finding.id} village={village} />}
            <time dateTime={new Date(step.at).toISOString()}>{formats.dayTime(step.at, timeZone)}</time>
          </li>
        ))}
        {dueAt !== undefined && finding.state !== 'closed' && (
          <li className={late ? 'late' : 'ahead'}>
            {t(late ? 'wasDue' : 'isDue')}
            <time dateTime={new Date(dueAt).toISOString()}>{formats.deadline(dueAt, timeZone)}</time>
          </li>
        )}
      </ol>
    </div>
  );
};
