/** Before publishing: what changes, in words, and how many records there are. One button, named after what it does. */

import {
  IconArrowLeft,
  IconCheck,
  IconDeviceMobile,
  IconHistory,
  IconRubberStamp,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { DraftReply, PublishReply } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { useCampaign, useCampaignAccess } from '../shell/campaign.tsx';
import { Loading } from '../shell/loading.tsx';
import { Page, Panel } from '../shell/parts.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { useFormats } from '../time/format.ts';
import { ChangeList } from './change-list.tsx';
import { changesBetween, headChanged } from './document/changes.ts';
import { placesOf, withPages } from './document/places.ts';
import { useDraftQuery } from './editor-page.tsx';
import { judge } from './use-faults.ts';

export const PublishPage = () => {
  const { campaign = '', questionnaire = '' } = useParams();
  const { t } = useTranslation('design');
  const draft = useDraftQuery(campaign, questionnaire);
  const number = draft.data?.edition;
  const edition = useQuery({
    queryKey: ['edition', campaign, questionnaire, number],
    queryFn: ({ signal }) =>
      call('edition', { params: { campaign, questionnaire, edition: number ?? 1 }, signal }),
    enabled: number !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const states = useQuery({
    queryKey: ['questionnaires', campaign],
    queryFn: ({ signal }) => call('questionnaires', { params: { campaign }, signal }),
  });
  const error = draft.error ?? edition.error;
  if (error) return <ProblemNote error={error} onRetry={() => void draft.refetch()} />;
  if (!draft.data || !edition.data) return <Loading what={t('publish.comparing')} />;
  const records = states.data?.find(({ id }) => id === questionnaire)?.records;
  return <Comparison draft={draft.data} before={edition.data.source} records={records} />;
};

interface ComparisonProps {
  readonly draft: DraftReply;
  readonly before: DraftReply['source'];
  readonly records: number | undefined;
}

const Comparison = ({ draft, before, records }: ComparisonProps) => {
  const { t } = useTranslation('design');
  const formats = useFormats();
  const campaign = useCampaign();
  const { reload } = useCampaignAccess();
  const { questionnaire, codeLists, edition, revision } = draft;
  const next = edition + 1;
  const { locales, parameters } = campaign;
  const judgement = useMemo(
    () => judge(draft.source, { questionnaire, codeLists, edition: next, locales, parameters }),
    [draft.source, questionnaire, codeLists, next, locales, parameters],
  );
  const after = judgement.edition?.source;
  const changes = useMemo(
    () => (after ? changesBetween(withPages(before), withPages(after)) : []),
    [before, after],
  );
  const head = after !== undefined && headChanged(before, after);
  const places = useMemo(() => placesOf(withPages(after ?? before)), [after, before]);
  const [state, setState] = useState<'open' | 'publishing' | PublishReply>('open');
  const [error, setError] = useState<unknown>();
  const listed = campaign.questionnaires.find(({ id }) => id === questionnaire);
  const title = listed ? formats.text(listed.title) : questionnaire;
  const editor = `/design/${campaign.id}/${questionnaire}`;
  const publishing = async () => {
    setState('publishing');
    setError(undefined);
    try {
      const reply = await call('publish', {
        params: { campaign: campaign.id, questionnaire },
        body: { revision },
      });
      setState(reply);
      await reload();
    } catch (failure) {
      setError(failure);
      setState('open');
    }
  };
  const faulty = judgement.faults.length;
  const blocked =
    faulty > 0
      ? t('publish.blocked', { count: faulty })
      : revision === 0 || (changes.length === 0 && !head)
        ? t('publish.nothing')
        : '';
  const done = typeof state === 'object' ? state : undefined;
  return (
    <Page
      title={t('publish.title')}
      meta={t('publish.meta', { title, from: edition, to: next })}
      actions={
        <Link className="x-btn" to={editor}>
          <IconArrowLeft size={16} aria-hidden />
          {t('publish.back')}
        </Link>
      }
    >
      <div className="d-compare">
        <div className="d-compare-main">
          <dl className="x-panel d-counts">
            <Count label={t('publish.changed')} value={changes.length} unit={t('publish.questions')} />
            <Count
              label={t('publish.added')}
              value={changes.filter(({ what }) => what === 'added').length}
              unit={t('publish.questions')}
            />
            <Count
              label={t('publish.removed')}
              value={changes.filter(({ what }) => what === 'removed').length}
              unit={t('publish.questions')}
            />
            <Count label={t('publish.records')} value={records} unit={t('publish.pieces')} />
          </dl>
          <ChangeList
            changes={changes}
            head={head}
            places={places}
            codeLists={codeLists}
            blocked={blocked}
            records={records ?? 0}
          />
        </div>
        <Panel title={t('publish.after')} className="d-compare-side">
          <ul className="d-after">
            <li>
              <IconDeviceMobile size={16} aria-hidden />
              {t('publish.phones', { edition: next })}
            </li>
            <li>
              <IconCheck size={16} aria-hidden />
              {t('publish.oldAccepted', { edition })}
            </li>
            <li>
              <IconHistory size={16} aria-hidden />
              {t('publish.recordsStay', { count: records ?? 0, shown: formats.number(records ?? 0) })}
            </li>
            <li>
              <IconRubberStamp size={16} aria-hidden />
              {t('publish.inSeal')}
            </li>
          </ul>
          {error !== undefined && <ProblemNote error={error} />}
          {done ? (
            <div className="x-note info" role="status">
              <IconCheck size={18} aria-hidden />
              <span>{t('publish.done', { edition: done.edition })}</span>
            </div>
          ) : (
            <>
              <button
                type="button"
                className="x-btn pri d-wide"
                disabled={blocked !== '' || state === 'publishing'}
                aria-describedby="d-publish-why"
                onClick={() => void publishing()}
              >
                {t(state === 'publishing' ? 'publish.going' : 'publish.go', { edition: next })}
              </button>
              <p id="d-publish-why" className="x-xs x-muted">
                {blocked || t('publish.final')}
              </p>
            </>
          )}
          {done && <Link to="/design">{t('publish.toList')}</Link>}
        </Panel>
      </div>
    </Page>
  );
};

const Count = ({
  label,
  value,
  unit,
}: {
  readonly label: string;
  readonly value: number | undefined;
  readonly unit: string;
}) => {
  const formats = useFormats();
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <b className="x-num">{value === undefined ? '–' : formats.number(value)}</b> {unit}
      </dd>
    </div>
  );
};
