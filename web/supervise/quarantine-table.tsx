/** The quarantined submissions of an area, newest first, each with where it stands; those one may act on can be marked. */
import { useTranslation } from 'react-i18next';
import type { LateState, People } from '#forms/wire/shapes.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Tag, type Tone } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { PersonName } from './freshness.tsx';
import { useAreaName } from './held-area.ts';

const tones: { readonly [S in NonNullable<LateState['admission']>['state'] | 'kept']: Tone } = {
  kept: 'seal',
  asked: 'wait',
  admitted: 'ok',
  rejected: 'plain',
};

export interface QuarantineTableProps {
  readonly late: readonly LateState[];
  readonly people: People;
  /** Submissions that may be marked. */
  readonly open: ReadonlySet<string>;
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
  readonly shown: string | undefined;
  readonly onShow: (late: LateState) => void;
}

export const QuarantineTable = (props: QuarantineTableProps) => {
  const { late, people, open, chosen, onChoose, shown, onShow } = props;
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { calendar, questionnaires } = useCampaign();
  const nameOf = useAreaName();
  const all = late.filter(({ submission }) => open.has(submission)).map(({ submission }) => submission);
  const short = (questionnaire: string) => {
    const found = questionnaires.find((one) => one.id === questionnaire);
    return found ? formats.text(found.short) : questionnaire;
  };
  const toggle = (submission: string) =>
    onChoose(
      chosen.includes(submission) ? chosen.filter((one) => one !== submission) : [...chosen, submission],
    );
  return (
    <table className="x-table two rows s-quarantine">
      <thead>
        <tr>
          <th className="s-mark">
            {all.length > 0 && (
              <input
                type="checkbox"
                aria-label={t('admission.markAll')}
                checked={all.every((one) => chosen.includes(one))}
                onChange={(event) => onChoose(event.target.checked ? all : [])}
              />
            )}
          </th>
          <th>{t('quarantine.unit')}</th>
          <th>{t('quarantine.questionnaire')}</th>
          <th>{t('quarantine.state')}</th>
          <th>{t('quarantine.why')}</th>
          <th>{t('quarantine.captured')}</th>
          <th>{t('quarantine.received')}</th>
          <th>{t('quarantine.by')}</th>
        </tr>
      </thead>
      <tbody>
        {late.map((one) => (
          <tr key={one.submission} aria-selected={one.submission === shown}>
            <td className="s-mark">
              {open.has(one.submission) && (
                <input
                  type="checkbox"
                  aria-label={t('admission.mark', { name: one.unitName })}
                  checked={chosen.includes(one.submission)}
                  onChange={() => toggle(one.submission)}
                />
              )}
            </td>
            <th scope="row">
              <button type="button" className="s-name" onClick={() => onShow(one)}>
                {one.unitName}
              </button>
              <small>{nameOf(one.village)}</small>
            </th>
            <td>{short(one.questionnaire)}</td>
            <td>
              <Tag tone={tones[one.admission?.state ?? 'kept']}>
                {t(`admission.${one.admission?.state ?? 'kept'}`)}
              </Tag>
            </td>
            <td>{t(`why.${one.why}`, one.why)}</td>
            <td className="nw wide" data-label={t('quarantine.captured')}>
              {one.capturedAt === undefined
                ? t('quarantine.notSaid')
                : formats.dayTime(one.capturedAt, calendar.timeZone)}
            </td>
            <td className="nw wide" data-label={t('quarantine.received')}>
              {formats.dayTime(one.receivedAt, calendar.timeZone)}
            </td>
            <td>
              <PersonName id={one.by} people={people} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
