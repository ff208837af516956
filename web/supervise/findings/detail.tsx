/** One finding: how far it is, what the check says, the answers beside those of last round, what happened, the next act. */
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isKept, type WrittenCheck } from '#forms/checks/check.ts';
import type { ListedFinding } from '#forms/wire/findings.ts';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { useFormats } from '../../time/format.ts';
import { Freshness, PersonName } from '../freshness.tsx';
import { useAreaName } from '../held-area.ts';
import { FindingActs } from './acts.tsx';
import { CheckSentence } from './check-sentence.tsx';
import { History } from './history.tsx';
import { namesIn } from './sentence.ts';
import { SeverityMark } from './severity-mark.tsx';
import { valueLines } from './values.ts';
import { Values } from './values-table.tsx';

const stages = ['found', 'open', 'confirmed', 'corrected', 'closed'] as const;
/** What was denied or explained is as far as what was corrected: the town looks at it. */
const stageOf = (state: ListedFinding['state']) =>
  state === 'denied' || state === 'explained' ? 'corrected' : state;

const Steps = ({ state }: { readonly state: ListedFinding['state'] }) => {
  const { t } = useTranslation('findings');
  const now = stages.indexOf(stageOf(state));
  return (
    <ol className="f-steps" aria-label={t('steps')}>
      {stages.map((stage, index) => (
        <li
          key={stage}
          className={index < now ? 'done' : index === now ? 'now' : ''}
          aria-current={index === now ? 'step' : undefined}
        >
          {t(index === now ? `state.${state}` : `step.${stage}`)}
        </li>
      ))}
    </ol>
  );
};

export interface FindingDetailProps {
  readonly listed: ListedFinding;
  readonly title: string;
  readonly check: WrittenCheck | undefined;
  readonly onBack: () => void;
}

const useDetail = ({ listed }: FindingDetailProps) => {
  const { id: campaign } = useCampaign();
  const { id, village, questionnaire, revision } = listed;
  const query = useQuery({
    queryKey: ['finding', campaign, id, revision],
    queryFn: ({ signal }) => call('finding', { params: { campaign, area: village, finding: id }, signal }),
  });
  const edition = query.data?.record?.edition;
  const published = useQuery({
    queryKey: ['edition', campaign, questionnaire, edition],
    queryFn: ({ signal }) =>
      call('edition', { params: { campaign, questionnaire, edition: edition ?? 1 }, signal }),
    enabled: edition !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { query, source: published.data?.source };
};

export const FindingDetail = (props: FindingDetailProps) => {
  const { listed, title, onBack } = props;
  const check = props.check === undefined || isKept(props.check) ? undefined : props.check;
  const { t } = useTranslation('findings');
  const formats = useFormats();
  const { calendar, questionnaires } = useCampaign();
  const nameOf = useAreaName();
  const { query, source } = useDetail(props);
  const { finding, record, prev, people = {} } = query.data ?? {};
  const questionnaire = questionnaires.find(({ id }) => id === listed.questionnaire);
  const words = useMemo(
    () => ({ language: formats.language, yes: t('yes'), no: t('no'), gap: t('gap') }),
    [formats.language, t],
  );
  const keys = questionnaire?.rowKeys?.[listed.row?.path.split('[')[0] ?? ''] ?? [];
  const lines =
    record && source
      ? valueLines({
          source,
          answers: record.answers,
          prev,
          words,
          row: listed.row?.path,
          keys: typeof keys === 'string' ? [keys] : keys,
          at: listed.at,
          names: check ? namesIn(`${check.finds} ${check.when ?? ''}`) : [],
          about: listed.questionnaire,
        })
      : [];
  const place = `/supervise/villages/${listed.village}`;
  return (
    <section className="x-panel f-detail" aria-label={title}>
      <header>
        <button type="button" className="x-btn bare f-back" onClick={onBack}>
          <IconChevronLeft size={16} aria-hidden />
          {t('back')}
        </button>
        <div>
          <p className="f-meta">
            <span>{listed.check ?? t('byHand')}</span>
            <span>{nameOf(listed.village)}</span>
            <span>{questionnaire && formats.text(questionnaire.short)}</span>
            <span>{t('foundAt', { when: formats.dayTime(listed.openedAt, calendar.timeZone) })}</span>
          </p>
          <h2>{title}</h2>
        </div>
        <span className={`f-tag ${listed.severity}`}>
          <SeverityMark severity={listed.severity} />
          {t(`severity.${listed.severity}`)}
        </span>
      </header>
      <div className="f-body">
        <Steps state={listed.state} />
        {check && <CheckSentence check={check} source={source} />}
        <Freshness query={query} what={t('opening')} />
        {finding && (
          <div className="f-two">
            <div>
              <h3>
                {query.data?.unit.name}
                {listed.row && ` ${t('row', { key: listed.row.key })}`}
              </h3>
              <Values lines={lines} prev={prev !== undefined} />
              {record && (
                <p className="x-xs x-muted">
                  {t('record', {
                    version: record.version,
                    when: formats.dayTime(record.acceptedAt, calendar.timeZone),
                  })}{' '}
                  <PersonName id={record.by} people={people} />{' '}
                  <Link to={`${place}/records/${listed.unit}/${listed.questionnaire}`}>
                    {t('openRecord')}
                  </Link>
                </p>
              )}
            </div>
            <History finding={finding} people={people} village={listed.village} />
          </div>
        )}
        {finding && <FindingActs finding={finding} village={listed.village} lines={lines} />}
      </div>
    </section>
  );
};
