/** What checks found in a unit and the town has not handed out, and what was answered and waits for the town. Nothing presses. */
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FindingState } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { HandedInFile } from '../shell/handed-in-file.tsx';
import { useFormats } from '../time/format.ts';
import { AnswerToFinding } from './answer-finding.tsx';
import { useField } from './field.tsx';
import { lastWord, useCheckWords } from './finding-words.ts';

export const OtherFindings = ({ unit }: { readonly unit: string }) => {
  const { t } = useTranslation('collect');
  const { work } = useField();
  const own = work.findings.filter((finding) => finding.unit === unit);
  const found = own.filter(({ state }) => state === 'found');
  const waiting = own.filter(
    ({ state }) => state === 'denied' || state === 'explained' || state === 'corrected',
  );
  return (
    <>
      {found.length > 0 && <Some title={t('findings.found', { count: found.length })} findings={found} />}
      {waiting.length > 0 && (
        <Some title={t('findings.waiting', { count: waiting.length })} findings={waiting} />
      )}
    </>
  );
};

/** What the village handed in with its last denial. */
const OwnFile = ({ finding }: { readonly finding: FindingState }) => {
  const { campaign, village } = useField();
  const file = finding.steps.findLast((step) => step.file !== undefined)?.file;
  if (file === undefined) return null;
  const params = { campaign: campaign.id, area: village.code, finding: finding.id, file };
  return <HandedInFile file={file} link={async () => (await call('findingFile', { params })).download} />;
};

const Some = ({
  title,
  findings,
}: {
  readonly title: string;
  readonly findings: readonly FindingState[];
}) => {
  const { t } = useTranslation('collect');
  const { campaign } = useField();
  const { text } = useFormats();
  const wordsOf = useCheckWords();
  const shortOf = (id: string) => text(campaign.questionnaires.find((one) => one.id === id)?.short ?? id);
  return (
    <details className="others found">
      <summary>
        {title}
        <IconChevronRight className="go" size={20} aria-hidden />
      </summary>
      <ul className="band">
        {findings.map((finding) => (
          <li key={finding.id} className="say">
            <p>{wordsOf(finding) ?? lastWord(finding)}</p>
            <p className="quiet s">
              {[shortOf(finding.questionnaire), finding.row?.key, t(`findings.state.${finding.state}`)]
                .filter(Boolean)
                .join(t('dot'))}
            </p>
            <OwnFile finding={finding} />
            {finding.state === 'found' && <AnswerToFinding finding={finding} />}
          </li>
        ))}
      </ul>
    </details>
  );
};
