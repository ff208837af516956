/** One record, read-only: answers masked until somebody says why, findings at the question they speak of, signed pages. */

import { IconEye } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { JsonObject } from '#forms/json.ts';
import type { RecordReply } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { answerSections } from '../questionnaire/answer-lines.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Page, Panel, Tag } from '../shell/parts.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';
import { UnitFlows } from '../workflow/unit-flows.tsx';
import { AskCorrection, CorrectionForm, type CorrectionStep } from './annex/ask-correction.tsx';
import { Answers } from './answers.tsx';
import { Freshness, PersonName } from './freshness.tsx';
import { useMayHere } from './held-area.ts';
import type { RecordPlace } from './record-place.ts';
import { Scans } from './scans.tsx';
import { useWork } from './village-page.tsx';

export const RecordPage = () => {
  const { village = '', unit = '', questionnaire = '' } = useParams();
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const campaign = useCampaign();
  const [step, setStep] = useState<CorrectionStep>('offer');
  const [revealed, setRevealed] = useState<RecordReply>();
  const where = { campaign: campaign.id, area: village, unit, questionnaire };
  const query = useQuery({
    queryKey: ['record', campaign.id, village, unit, questionnaire],
    queryFn: ({ signal }) => call('record', { params: where, signal }),
  });
  const record = revealed ?? query.data;
  const edition = useQuery({
    queryKey: ['edition', campaign.id, questionnaire, record?.edition],
    queryFn: ({ signal }) =>
      call('edition', {
        params: { campaign: campaign.id, questionnaire, edition: record?.edition ?? 1 },
        signal,
      }),
    enabled: record !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const work = useWork(village);
  const mayReveal = useMayHere('record.reveal', village);
  const mayOpen = useMayHere('finding.open', village);
  const mayFollow = useMayHere('workflow.read', village);
  const words = useMemo(
    () => ({ language: formats.language, yes: t('yes'), no: t('no'), gap: t('listGap') }),
    [formats.language, t],
  );
  const source: JsonObject | undefined = edition.data?.source;
  const sections = useMemo(
    () => (record && source ? answerSections(source, record.answers, words) : []),
    [record, source, words],
  );
  const person = work.data?.units.find(({ id }) => id === unit);
  const findings = (work.data?.findings ?? []).filter(
    (finding) => finding.unit === unit && finding.questionnaire === questionnaire,
  );
  const mayCorrect = useMayHere('annex.ask', village);
  const title = campaign.questionnaires.find(({ id }) => id === questionnaire)?.title;
  const scanPages = campaign.questionnaires.find(({ id }) => id === questionnaire)?.scanPages ?? 0;
  return (
    <Page
      title={person?.name ?? unit}
      meta={title && formats.text(title)}
      actions={
        <Link className="x-btn" to={`/supervise/villages/${village}`}>
          {work.data?.village.name ?? t('village.back')}
        </Link>
      }
    >
      <Freshness query={query} what={t('record.loading')} />
      {edition.error && <ProblemNote error={edition.error} onRetry={() => void edition.refetch()} />}
      {record && (
        <div className="s-ledger with-side">
          <div className="s-main">
            {step === 'form' && source && record.sealed !== undefined ? (
              <CorrectionForm
                where={where}
                seal={record.sealed}
                source={source}
                answers={record.answers}
                onAsked={() => setStep('asked')}
              />
            ) : (
              <Answers
                sections={sections}
                findings={findings}
                where={where}
                mayOpen={mayOpen && record.sealed === undefined}
                onOpened={() => void work.refetch()}
              />
            )}
          </div>
          <div className="s-main">
            <Panel title={t('record.state')}>
              <dl className="s-facts">
                <dt>{t('record.version')}</dt>
                <dd>
                  {t('record.versionOf', { version: record.version, edition: record.edition })}{' '}
                  {record.sealed !== undefined && <Tag tone="seal">{t('record.sealed')}</Tag>}
                </dd>
                <dt>{t('record.accepted')}</dt>
                <dd>{formats.dayTime(record.acceptedAt, campaign.calendar.timeZone)}</dd>
                <dt>{t('record.by')}</dt>
                <dd>
                  <PersonName id={record.by} people={record.people} />
                </dd>
                <dt>{t('record.receipt')}</dt>
                <dd className="x-mono">{record.receipt}</dd>
                <dt>{t('record.content')}</dt>
                <dd className="x-mono">{record.contentHash.slice(0, 16)}…</dd>
              </dl>
            </Panel>
            {record.masked ? mayReveal && <Reveal where={where} onRevealed={setRevealed} /> : <Revealed />}
            {mayFollow && (
              <Panel flush className="w-panel">
                <UnitFlows
                  place={{ campaign: campaign.id, village, unit }}
                  timeZone={campaign.calendar.timeZone}
                  button="x-btn"
                />
              </Panel>
            )}
            {scanPages > 0 && <Scans where={where} contentHash={record.contentHash} />}
            {mayCorrect && record.sealed !== undefined && (
              <AskCorrection seal={record.sealed} masked={record.masked} step={step} onStep={setStep} />
            )}
          </div>
        </div>
      )}
    </Page>
  );
};

const Revealed = () => {
  const { t } = useTranslation('supervise');
  return (
    <div className="x-note info">
      <IconEye size={18} aria-hidden />
      <span>{t('record.revealed')}</span>
    </div>
  );
};

const Reveal = ({
  where,
  onRevealed,
}: {
  readonly where: RecordPlace;
  readonly onRevealed: (record: RecordReply) => void;
}) => {
  const { t } = useTranslation('supervise');
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>();
  const reveal = async () => {
    setError(undefined);
    try {
      onRevealed(await call('reveal', { params: { ...where }, body: { reason: reason.trim() } }));
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Panel title={t('record.masked')}>
      <form
        className="s-form"
        onSubmit={(event) => {
          event.preventDefault();
          void reveal();
        }}
      >
        <label>
          <span className="x-xs x-muted">{t('record.reason')}</span>
          <input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </label>
        {error !== undefined && <ProblemNote error={error} />}
        <button type="submit" className="x-btn" disabled={reason.trim() === ''}>
          <IconEye size={16} aria-hidden />
          {t('record.reveal')}
        </button>
        <p className="x-xs x-muted">{t('record.logged')}</p>
      </form>
    </Panel>
  );
};
